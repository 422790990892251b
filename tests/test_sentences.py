"""What common forms of a sentence say, whole: count, metric, weapon, model, places, scope, the span they are quoted from."""

from __future__ import annotations

import pytest

from reconcile.extraction import extract
from reconcile.model import Statement


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("ru", "Ночью сбиты 40 БПЛА, сообщило Минобороны. Из них 12 над Тулой.", ["40 intercepted drone total", "12 intercepted drone RU-TUL part"]),
        ("uk", "Знищено 40 дронів, повідомили Повітряні сили. Серед них 12 шахедів, 5 розвідників.", ["40 intercepted drone total", "12 intercepted drone shahed part"]),
        ("en", "Ukraine's air force said it shot down 40 drones. Among them were 12 Shaheds.", ["40 intercepted drone total", "12 intercepted drone shahed part"]),
        ("en", "Russia launched missiles at an airbase, destroying nine helicopters, Russia's defence ministry said.", []),
        ("en", "Explosions were heard. Thirty drones were shot down. The attack lasted all night, Ukraine's air force said.", ["30 intercepted drone total"]),
        ("en", "Thirty drones were shot down. Ten people were hurt, the mayor of Kharkiv said.", ["30 intercepted drone total"]),
        ("en", "Drones attacked Kharkiv and Sumy. Twelve were shot down over Kharkiv and five over Sumy, officials said.", ["12 intercepted drone UA-63 part", "5 intercepted drone UA-59 part"]),
        ("en", "Two drones each were shot down over Kharkiv, Sumy and Poltava, the air force said.", ["2 intercepted drone UA-63 part", "2 intercepted drone UA-59 part", "2 intercepted drone UA-53 part"]),
        ("en", "Ukraine's air force said 40 drones were shot down over Kyiv, Odesa and Sumy regions.", ["40 intercepted drone UA-32+UA-51+UA-59 total"]),
        ("en", "Ukraine's air force said 40 drones were shot down, most of them over Kyiv.", ["40 intercepted drone total"]),
        ("en", "Ukraine's air force said 40 drones were shot down, half of them over Kyiv.", ["40 intercepted drone total"]),
        ("en", "Ukraine's air force said 40 drones were shot down, 12 more than a night earlier.", ["40 intercepted drone total"]),
        ("en", "Ukraine's air force said 40 drones were shot down and 12 did not reach their targets.", ["40 intercepted drone total", "12 jammed drone total"]),
        ("en", "Ukraine's air force said 40 drones were shot down and 12 flew towards Belarus.", ["40 intercepted drone total", "12 left drone total"]),
        ("en", "Ukraine's air force said 40 drones were shot down; 12 remained in the air.", ["40 intercepted drone total", "12 airborne drone total"]),
        ("en", "Ukraine's air force said 40 Shahed and Gerbera drones were shot down.", ["40 intercepted drone total"]),
        ("en", "Ukraine's air force said it shot down 40 Shaheds, 12 Gerberas and five other drones.", ["40 intercepted drone shahed part", "12 intercepted drone gerbera part", "5 intercepted drone part"]),
        ("en", "Ukraine's air force said it shot down four Kh-101 and two Kalibr missiles.", ["4 intercepted missile kh-101 part", "2 intercepted missile kalibr part"]),
        ("en", "Ukraine's air force said it shot down four of six missiles and 40 of 52 drones.", ["4 intercepted missile total", "6 launched missile total", "40 intercepted drone total", "52 launched drone total"]),
        ("en", "About a third of the 90 drones were shot down, Ukraine's air force said.", ["90 launched drone total"]),
        ("en", "Ukraine's air force said 60 drones attacked. 40 were shot down over Kyiv, 12 in the Sumy region.", ["60 launched drone total", "40 intercepted drone UA-30 part", "12 intercepted drone UA-59 part"]),
        ("en", "Ukraine's air force said 60 drones attacked, killing 12 people and wounding 40.", ["60 launched drone total"]),
        ("en", "Ukraine's air force said 60 drones attacked. Five people were killed; 12 were wounded.", ["60 launched drone total"]),
        ("en", "Russia launched 40 drones at Kharkiv, 12 at Sumy and five missiles at Odesa, the air force said.", ["40 launched drone UA-63 part", "12 launched drone UA-59 part", "5 launched missile UA-51 total"]),
    ],
)  # fmt: skip
def test_what_a_sentence_says(lang: str, text: str, told: list[str]) -> None:
    claims = extract(Statement("s", text, "", None, lang))
    fields = [(str(claim.count), claim.metric, claim.weapon, claim.model, "+".join(claim.regions), claim.scope) for claim in claims]
    assert [" ".join(filter(None, field)) for field in fields] == told
    for claim in claims:
        assert text[claim.span.start : claim.span.end] == claim.quote
        assert claim.within is None or claim.scope == "part"

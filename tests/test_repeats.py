"""Which figures of a text say the same twice, and which are two though they are alike."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reconcile.extraction import extract
from reconcile.model import Statement


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        # Once: headline and text, one place named by one of the two, one figure credited by one of the two.
        ("ru", "Над Тулой сбиты 12 БПЛА\nНад Тулой сбиты 12 БПЛА, сообщил губернатор.", ["12 RU-TUL total RU"]),
        ("ru", "Сбиты 12 БПЛА, сообщило Минобороны России. Уничтожены 12 БПЛА над Тулой.", ["12 RU-TUL total RU"]),
        ("en", "Ukraine shot down 12 drones overnight\n\nUkraine shot down 12 drones overnight, its air force said.", ["12  total UA"]),
        ("en", "A drone was shot down over Tula. The drone was shot down over Tula, the governor said.", ["1 RU-TUL total RU"]),
        ("ru", "С 20.00 до 22.00 сбиты 12 БПЛА. Всего с 20.00 до 22.00 сбиты 12 БПЛА.", ["12  total None"]),
        # Once: the vague count of the headline, told exactly further on, if it may be that.
        ("en", "Dozens of drones were shot down. Ukraine's air force said it shot down 64 drones.", ["64  total UA"]),
        (
            "en",
            "Dozens of drones were shot down over Kyiv. Ukraine's air force said it shot down 64 drones over Odesa.",
            ["~24.. UA-30 part UA", "64 UA-51 part UA"],
        ),
        # Twice: other places, things, sides, days or hours; one more.
        ("ru", "Над Тулой сбиты 12 БПЛА. Над Калугой сбиты 12 БПЛА.", ["12 RU-TUL part None", "12 RU-KLU part None"]),
        ("ru", "Сбиты 12 российских БПЛА. Сбиты 12 украинских БПЛА.", ["12  total None", "12  total None"]),
        (
            "en",
            "Ukraine shot down 12 drones, the air force said. Russia shot down 12 drones, its defence ministry said.",
            ["12  total UA", "12  total RU"],
        ),
        ("ru", "20 мая сбиты 12 БПЛА. 21 мая сбиты 12 БПЛА.", ["12  total None", "12  total None"]),
        ("ru", "Ночью над Тулой сбиты 12 БПЛА. Днём над Тулой сбиты 12 БПЛА.", ["12 RU-TUL total None", "12 RU-TUL total None"]),
        ("ru", "С 20.00 до 22.00 сбиты 12 БПЛА. С 22.00 до 23.00 сбиты 12 БПЛА.", ["12  total None", "12  total None"]),
        ("ru", "С 22.00 до 23.00 сбиты 12 БПЛА. С 20.00 до 22.00 сбиты 12 БПЛА.", ["12  total None", "12  total None"]),
        ("en", "One drone was shot down over Tula. Another drone was shot down over Tula.", ["1 RU-TUL total None", "1 RU-TUL part None"]),
        ("ru", "Сбит один БПЛА над Тулой. Ещё один БПЛА сбит над Тулой.", ["1 RU-TUL total None", "1 RU-TUL part None"]),
    ],
)
def test_what_is_said_twice_is_one_claim(lang: str, text: str, told: list[str]) -> None:
    claims = extract(Statement("s", text, "", datetime(2025, 5, 22, 20, tzinfo=UTC), lang))
    assert [f"{claim.count} {' '.join(claim.regions)} {claim.scope} {claim.side}" for claim in claims] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Збито 8 БпЛА. Усього збито 8 цілей.", ["8 drone"]),  # the targets are the drones
        ("Збито 8 БпЛА та 2 ракети. Усього збито 10 цілей.", ["8 drone", "2 missile", "10 mixed"]),
        ("Збито 8 БпЛА. Усього збито 9 цілей.", ["8 drone", "9 mixed"]),
    ],
)
def test_targets_that_are_the_drones_told_of_are_no_other_figure(text: str, told: list[str]) -> None:
    assert [f"{claim.count} {claim.weapon}" for claim in extract(Statement("s", text, "kpszsu", None, "uk"))] == told


def test_a_repetition_tells_what_only_it_says() -> None:
    text = "Збито 12 шахедів\n\nУ ніч на 22 травня збито 12 шахедів, повідомили Повітряні сили. Станом на 09:00 ситуація спокійна."
    (claim,) = extract(Statement("s", text, "outlet", datetime(2025, 5, 22, 9, tzinfo=UTC), "uk"))
    assert (claim.side, claim.period.kind, claim.speaker) == ("UA", "night", "Повітряні сили")
    # It is quoted from where it is told in full.
    assert claim.span.start > text.index("\n")

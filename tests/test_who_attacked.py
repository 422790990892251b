"""Who says a figure, for which side, and who attacked: what the words of a text tell, in each language."""

from __future__ import annotations

import pytest

from reconcile.extraction import extract
from reconcile.model import Statement


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("en", "Twelve Ukrainian drones were shot down.", [("12", None, "UA", "")]),
        ("en", "Twelve Russian drones were shot down.", [("12", None, "RU", "")]),
        ("en", "Ukrainian forces launched twelve drones.", [("12", None, "UA", "")]),
        ("en", "Russian air defences shot down twelve drones.", [("12", None, "UA", "")]),
        ("en", "Ukraine's air force shot down twelve drones.", [("12", None, "RU", "")]),
        ("en", "Ukrainian air defence destroyed twelve drones over the Kursk region.", [("12", None, "UA", "")]),
        ("en", "Twelve drones were shot down over the Kursk region.", [("12", None, "UA", "")]),
        ("en", "Twelve drones were shot down over the Odesa region.", [("12", None, "RU", "")]),
        ("en", "Twelve drones were shot down over the Donetsk region.", [("12", None, None, "")]),
        ("en", "Twelve drones were shot down over Crimea.", [("12", None, "UA", "")]),
        ("en", "Twelve Shaheds were shot down.", [("12", None, "RU", "")]),
        ("en", "Twelve drones were shot down.", [("12", None, None, "")]),
        ("en", "Ukraine's military said twelve drones were shot down.", [("12", "UA", "RU", "Ukraine's military")]),
        ("en", "The military said twelve drones were shot down over the Kursk region.", [("12", "RU", "UA", "The military")]),
        ("en", "The governor of Kursk, Alexander Ivanov, said it was a hard night. The governor said twelve drones were shot down.", [("12", "RU", "UA", "governor")]),
        ("en", "Local authorities said twelve drones were shot down over Kursk.", [("12", "RU", "UA", "Local authorities")]),
        ("en", "Local authorities said twelve Russian drones were shot down.", [("12", "UA", "RU", "Local authorities")]),
        ("en", "Russia's defence ministry said twelve drones were shot down. It said three more were jammed.", [("12", "RU", "UA", "Russia's defence ministry"), ("3", "RU", "UA", "Russia's defence ministry")]),
        ("en", "Russia's defence ministry said twelve drones were shot down.\n\nUkraine's air force said thirty drones were shot down.", [("12", "RU", "UA", "Russia's defence ministry"), ("30", "UA", "RU", "Ukraine's air force")]),
        ("en", "Twelve drones were shot down, Russia's defence ministry said, while Ukraine's air force said it shot down thirty.", [("12", "RU", "UA", "Russia's defence ministry"), ("30", "UA", "RU", "Ukraine's air force")]),
        ("en", "Thirty drones were shot down. This was reported by the Ukrainian air force.", [("30", "UA", "RU", "the Ukrainian air force")]),
        ("en", "Ukraine's military said twelve drones were used in the raid on Russian air bases.", [("12", "UA", "UA", "Ukraine's military")]),
        ("en", "Ukraine's military said twelve drones were launched overnight.", [("12", "UA", "RU", "Ukraine's military")]),
        ("ru", "Сбиты 12 украинских БПЛА.", [("12", None, "UA", "")]),
        ("ru", "Сбиты 12 российских БПЛА.", [("12", None, "RU", "")]),
        ("ru", "Сбиты 12 БПЛА над Курской областью.", [("12", None, "UA", "")]),
        ("ru", "Сбиты 12 БПЛА над Одесской областью.", [("12", None, "RU", "")]),
        ("ru", "Сбиты 12 БПЛА над Крымом.", [("12", None, "UA", "")]),
        ("ru", "Сбиты 12 БПЛА над Донецкой областью.", [("12", None, None, "")]),
        ("ru", "ВСУ запустили 12 дронов.", [("12", None, "UA", "")]),
        ("ru", "Губернатор Курской области Иван Петров сообщил о тревоге. Глава региона сообщил, что сбиты 12 БПЛА.", [("12", "RU", "UA", "Глава региона")]),
        ("ru", "Сбиты 12 БПЛА. Об этом сообщило Минобороны России.", [("12", "RU", "UA", "Минобороны России")]),
        ("ru", "По данным военных, сбиты 12 украинских БПЛА.", [("12", None, "UA", "")]),
        ("uk", "Збито 12 російських дронів.", [("12", None, "RU", "")]),
        ("uk", "Збито 12 шахедів.", [("12", None, "RU", "")]),
        ("uk", "Збито 12 дронів над Одещиною.", [("12", None, "RU", "")]),
        ("uk", "Збито 12 дронів над Курською областю.", [("12", None, "UA", "")]),
        ("uk", "Ворог запустив 12 дронів, повідомили Повітряні сили.", [("12", "UA", "RU", "Повітряні сили")]),
        ("uk", "Збито 12 дронів. Про це повідомили Повітряні сили.", [("12", "UA", "RU", "Повітряні сили")]),
        ("uk", "Росія атакувала Україну. Збито 12 дронів.", [("12", None, "RU", "")]),
        ("uk", "Наші захисники збили 12 дронів.", [("12", "UA", "RU", "")]),
    ],
)  # fmt: skip
def test_who_says_it_and_who_attacked(lang: str, text: str, told: list[tuple[str, str | None, str | None, str]]) -> None:
    claims = extract(Statement("s", text, "", None, lang))
    assert [(str(claim.count), claim.side, claim.attacker, claim.speaker) for claim in claims] == told
    # What nobody and nothing tells is a guess.
    assert [claim.doubt for claim in claims] == [None if attacker else "attacker" for _, _, attacker, _ in told]

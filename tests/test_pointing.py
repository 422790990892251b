"""Figures that a text states by pointing at others: all of them, both, all but some, none of them."""

from __future__ import annotations

import pytest

from reconcile.extraction import extract
from reconcile.model import Statement


def read(text: str, source: str = "outlet", lang: str = "en") -> list[tuple[str, str, str, str | None]]:
    return [(str(claim.count), claim.metric, claim.weapon, claim.doubt) for claim in extract(Statement("s", text, source, None, lang))]


SENT = "Russia launched {} at Ukraine overnight, the air force said. "


@pytest.mark.parametrize(
    ("sent", "text", "claims"),
    [
        ("27 drones", "All of them were shot down.", ["27 intercepted drone"]),
        ("27 drones", "All were shot down.", ["27 intercepted drone"]),
        ("27 drones", "All the drones were shot down.", ["27 intercepted drone"]),
        ("27 drones and three missiles", "All the missiles were shot down.", ["3 intercepted missile"]),
        # All of some are those, not all that flew.
        ("27 drones", "All five drones over Kyiv were shot down.", ["5 intercepted drone"]),
        ("27 drones", "Not all of them were shot down.", []),
        ("27 drones", "Nearly all of them were shot down.", []),
        # "Both" are two.
        ("two missiles", "Both were shot down.", ["2 intercepted missile"]),
        ("two missiles", "Both missiles were shot down.", ["2 intercepted missile"]),
        ("three missiles", "Both of them were shot down.", ["2 intercepted missile"]),
        # What is left is a difference from a known whole, and no surer than its two figures.
        ("27 drones", "All but two were shot down.", ["25 intercepted drone"]),
        ("27 drones", "All but two drones were shot down.", ["25 intercepted drone"]),
        ("27 drones", "All but 27 were shot down.", ["0 intercepted drone"]),
        ("27 drones", "All but about two were shot down.", ["~25 intercepted drone"]),
        ("about 27 drones", "All but two were shot down.", ["~25 intercepted drone"]),
        ("27 drones", "All but 28 were shot down.", []),
        ("more than 27 drones", "All but two drones were shot down.", []),
        ("27 drones", "All but at most two were shot down.", []),
        # None.
        ("27 drones", "Not one was shot down.", ["0 intercepted drone"]),
        # Too far back, nobody knows who "they" are.
        ("27 drones", "Sirens sounded. All of them were shot down.", ["27 intercepted drone"]),
        ("27 drones", "Sirens sounded. Dogs barked. All of them were shot down.", []),
    ],
)
def test_what_points_at_the_launched(sent: str, text: str, claims: list[str]) -> None:
    told = read(SENT.format(sent) + text)
    assert [f"{count} {metric} {weapon}" for count, metric, weapon, doubt in told if metric != "launched" and not doubt] == claims


@pytest.mark.parametrize(
    ("text", "lang", "claims"),
    [
        ("All 27 drones were shot down overnight, Ukraine's air force said.", "en", ["27 intercepted", "27 launched"]),
        ("Not one of the 14 drones was shot down overnight, Ukraine's air force said.", "en", ["0 intercepted", "14 launched"]),
        ("Ни один из 14 дронов не сбит, сообщили Воздушные силы Украины.", "ru", ["0 intercepted", "14 launched"]),
        ("Ворог запустив 27 шахедів. Усі крім двох шахедів збито.", "uk", ["27 launched", "25 intercepted"]),
        ("Ворог запустив 9 ракет. Усі ракети збито.", "uk", ["9 launched", "9 intercepted"]),
        ("Ворог запустив 9 ракет і 14 шахедів. Усі цілі збито.", "uk", ["9 launched", "14 launched"]),  # of neither kind alone
    ],
)
def test_all_and_none_in_every_language(text: str, lang: str, claims: list[str]) -> None:
    source = "kpszsu" if lang == "uk" else "outlet"
    assert [f"{count} {metric}" for count, metric, *_ in read(text, source, lang)] == claims

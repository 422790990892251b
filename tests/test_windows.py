"""Which hours of one speaker overlap or nest, and what their figures may then be together."""

from __future__ import annotations

import pytest

from reconcile.model import Claim, Finding
from reconcile.reconciliation import check
from tests.claims_builder import claims


def post(start: str, end: str, *figures: str) -> tuple[Claim, ...]:
    """Return what the ministry counted from one hour to another, of the night that ends on 13 November or the day after."""
    first, last = (f"2024-11-{hour}+03:00" for hour in (start, end))
    return claims("mod_russia", last, f"RU<UA window {first}/{last}", *figures)


def night(*figures: str) -> tuple[Claim, ...]:
    return claims("mod_russia", "2024-11-13T07:30+03:00", "RU<UA night", *figures)


def overlaps(*told: tuple[Claim, ...]) -> list[Finding]:
    found = [finding for finding in check([claim for some in told for claim in some]) if finding.kind == "overlap"]
    assert all(finding.severity == "note" and not finding.mended_by for finding in found)
    return found


WHOLE = ("12T20:00", "13T07:00")


@pytest.mark.parametrize(
    ("one", "other", "by", "said"),
    [
        # Inside: from the same hour, to the same hour, between.
        (("12T20:00", "12T23:00", "5"), (*WHOLE, "9"), 5, "5 intercepted (20:00–23:00) lies inside 9 intercepted (20:00–07:00): together 9, not 14"),
        (("13T05:00", "13T07:00", "5"), (*WHOLE, "9"), 5, "5 intercepted (05:00–07:00) lies inside 9 intercepted (20:00–07:00): together 9, not 14"),
        (("12T22:00", "12T23:00", "5"), (*WHOLE, "9"), 5, "5 intercepted (22:00–23:00) lies inside 9 intercepted (20:00–07:00): together 9, not 14"),
        # Across: at least the larger, never the sum.
        (("12T19:00", "12T23:00", "5"), (*WHOLE, "9"), 0, "5 intercepted (19:00–23:00) and 9 intercepted (20:00–07:00) overlap: together 9..14, never their sum 14"),
        (("13T06:59", "13T09:00", "11"), (*WHOLE, "9"), 0, "9 intercepted (20:00–07:00) and 11 intercepted (06:59–09:00) overlap: together 11..20, never their sum 20"),
        # Apart: hours that only touch.
        (("12T18:00", "12T20:00", "5"), (*WHOLE, "9"), None, None),
        (("13T07:00", "13T09:00", "5"), (*WHOLE, "9"), None, None),
    ],
)  # fmt: skip
def test_windows_that_nest_cross_or_touch(one: tuple[str, ...], other: tuple[str, ...], by: int | None, said: str | None) -> None:
    told = [post(start, end, f"{count} intercepted") for start, end, count in (one, other)]
    assert [(finding.by, finding.balance) for finding in overlaps(*told)] == ([] if said is None else [(by, said)])


def test_every_window_is_held_against_all_that_are_still_open() -> None:
    found = overlaps(
        post("12T20:00", "13T07:00", "30 intercepted"),
        post("12T21:00", "12T22:00", "4 intercepted"),
        post("12T23:00", "13T01:00", "6 intercepted"),
    )
    assert [[claim.count.low for claim in finding.claims] for finding in found] == [[30, 6], [30, 4]]


@pytest.mark.parametrize(
    ("inner", "outer", "by"),
    [
        ("5 intercepted +RU-KRS", "9 intercepted", [5]),
        ("5 intercepted +RU-KRS", "9 intercepted +RU-KRS", [5]),
        ("5 intercepted +RU-KRS", "9 intercepted +RU-BRY+RU-KRS", [5]),
        ("5 intercepted +RU-BEL+RU-KRS", "9 intercepted +RU-KRS", [0]),
        ("5 intercepted +RU-KRS", "9 intercepted +RU-BRY", []),
        ("5 intercepted", "9 intercepted +RU-BRY", [0]),  # the five may have flown elsewhere
        ("5 intercepted", "9 intercepted +RU-BRY+RU-KRS", [5]),  # a total with its places is the whole's
        ("5 intercepted missile", "9 intercepted", []),
        ("5 hit", "9 intercepted", []),
        ("5 intercepted =zala", "9 intercepted", []),
        ("5 intercepted part +RU-KRS", "9 intercepted", []),
    ],
)
def test_only_figures_that_may_count_the_same_things_overlap(inner: str, outer: str, by: list[int]) -> None:
    assert [finding.by for finding in overlaps(post("12T20:00", "12T23:00", inner), post(*WHOLE, outer))] == by


def test_a_moment_is_said_as_a_moment() -> None:
    at = "RU<UA moment 2024-11-13T02:10+03:00/2024-11-13T02:10+03:00"
    assert overlaps(claims("mod_russia", "2024-11-13T03:00+03:00", at, "1 intercepted"), post(*WHOLE, "9 intercepted")) == []
    evening = "RU<UA moment 2024-11-12T21:10+03:00/2024-11-12T21:10+03:00"
    (noted,) = overlaps(claims("mod_russia", "2024-11-12T22:00+03:00", evening, "1 intercepted"), night("9 intercepted"))
    assert "may or may not count 1 intercepted (about 21:10) again: together 9..10" in noted.balance


@pytest.mark.parametrize(
    ("start", "end", "open_whether"),
    [
        ("12T17:00", "12T20:00", False),  # before any usual night
        ("12T19:00", "12T20:01", True),
        ("12T20:00", "12T23:59", True),
        ("12T21:00", "13T00:00", True),
        ("12T21:00", "13T00:01", False),  # surely in it
        ("13T01:00", "13T03:00", False),
        ("13T04:59", "13T06:30", False),
        ("13T05:00", "13T06:30", True),
        ("13T07:00", "13T09:00", False),  # after any usual night
        ("13T21:00", "13T23:00", False),  # the next night's
    ],
)
def test_a_night_without_hours_may_hold_what_flew_at_its_edges(start: str, end: str, open_whether: bool) -> None:
    assert len(overlaps(night("7 intercepted"), post(start, end, "3 intercepted"))) == open_whether


def test_a_night_whose_list_is_complete_holds_only_what_flew_over_its_places() -> None:
    parts = ("8 intercepted part +RU-KRS", "2 intercepted part +RU-BEL")
    edge = ("12T20:00", "12T23:00")
    assert overlaps(night("10 intercepted", *parts), post(*edge, "3 intercepted +RU-BRY")) == []
    assert len(overlaps(night("10 intercepted", *parts), post(*edge, "3 intercepted +RU-KRS"))) == 1
    assert len(overlaps(night("10 intercepted", *parts), post(*edge, "3 intercepted"))) == 1
    assert len(overlaps(night("11 intercepted", *parts), post(*edge, "3 intercepted +RU-BRY"))) == 1


def test_of_a_night_in_a_text_that_was_cut_nothing_is_said() -> None:
    assert overlaps(night("10 intercepted !truncated"), post("12T20:00", "12T23:00", "3 intercepted")) == []


def test_at_the_edges_of_a_night_only_hours_that_lie_apart_are_added() -> None:
    first, second = post("12T20:00", "12T22:00", "3 intercepted"), post("12T22:00", "12T23:00", "4 intercepted")
    (noted,) = [finding for finding in overlaps(night("10 intercepted"), first, second) if finding.claims[0].count.low == 10]
    assert noted.balance.endswith("may or may not count 3 intercepted (20:00–22:00) + 4 intercepted (22:00–23:00) again: together 10..17")
    assert [claim.count.low for claim in noted.claims] == [10, 3, 4]
    crossing = post("12T21:00", "12T23:30", "6 intercepted")
    (noted,) = [finding for finding in overlaps(night("5 intercepted"), first, crossing) if finding.claims[0].count.low == 5]
    assert noted.balance.endswith("may or may not count 6 intercepted (21:00–23:30) again: together 6..11")


def test_a_night_and_its_evening_over_other_places_are_at_least_both() -> None:
    found = overlaps(
        night("10 intercepted", "8 intercepted part +RU-KRS", "2 intercepted part +RU-BEL"),
        post("12T20:00", "12T23:00", "7 intercepted", "4 intercepted part +RU-KRS", "3 intercepted part +RU-BEL"),
    )
    # Three over Belgorod in the evening, two at most of them in the night: one was downed beside the ten.
    assert [finding.balance.split(": ")[-1] for finding in found] == ["together 11..17"]


def test_a_night_told_of_at_its_midnight_is_sure_of_no_hour() -> None:
    at_midnight = claims("mod_russia", "2024-11-13T00:00+03:00", "RU<UA night", "7 intercepted")
    assert overlaps(at_midnight, post("12T20:00", "12T23:00", "3 intercepted")) == []

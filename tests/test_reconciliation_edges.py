"""What single rules of the reconciliation say: running totals, silences, weeks, doubled regions, later tallies."""

from __future__ import annotations

import pytest

from reconcile.model import Claim, Finding
from reconcile.reconciliation import check
from tests.claims_builder import claims, statement

WEEK = "UA<RU week 2024-11-04T00:00+02:00/2024-11-10T23:59+02:00"


def running(day: int, total: int, added: int | None = None) -> tuple[Claim, ...]:
    published = f"2024-11-{day:02}T09:00+02:00"
    made = claims("GeneralStaffZSU", published, "UA<RU since_start", f"{total} intercepted")
    return made if added is None else claims("GeneralStaffZSU", published, "UA<RU 24h", f"{added} intercepted", after=made)


def night(day: int, *figures: str) -> tuple[Claim, ...]:
    return claims("kpszsu", f"2024-11-{day:02}T09:00+02:00", "UA<RU night", *figures)


def nights(days: list[int], figure: str) -> tuple[Claim, ...]:
    return tuple(claim for day in days for claim in night(day, figure))


def found(kind: str, *told: tuple[Claim, ...]) -> list[Finding]:
    return [finding for finding in check([claim for some in told for claim in some]) if finding.kind == kind]


def test_of_running_totals_the_fewest_that_fall_are_named() -> None:
    (fall,) = found("counter", running(10, 18000), running(11, 18090), running(12, 18050), running(13, 18120))
    assert (fall.severity, fall.by) == ("impossible", 40)
    assert fall.balance == "intercepted since the start: 18050 on 2024-11-12, 18090 already on 2024-11-11"
    assert [str(mend) for mend in fall.mended_by] == ["intercepted ..18050", "intercepted 18090.."]
    assert found("counter", running(10, 18000), running(11, 18000), running(12, 18050)) == []


def test_a_total_too_high_for_all_that_follow_is_the_one_named() -> None:
    (fall,) = found("counter", running(10, 18000), running(11, 19000), running(12, 18050), running(13, 18120), running(14, 18130))
    assert [claim.count.low for claim in fall.claims] == [19000, 18050]


def test_a_running_total_grows_by_what_is_stated_for_the_day() -> None:
    (step,) = found("counter", running(10, 18000), running(11, 18090, 90), running(12, 18150, 50))
    assert (step.severity, step.by, step.balance) == ("suspicious", 10, "18150 − 18090 = 60, but 50 stated for the day")
    assert [str(mend) for mend in step.mended_by] == ["intercepted 18100", "intercepted 18140", "intercepted 60"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12], "2024-11-07: 1 day not stated"),
        ([1, 2, 3, 4, 5, 6, 9, 10, 11, 12], "2024-11-07 to 2024-11-08: 2 days not stated"),
    ],
)
def test_days_on_which_a_regular_speaker_is_silent_are_not_zero(days: list[int], said: str) -> None:
    (gap,) = found("gap", nights(days, "60 launched"))
    assert gap.balance == f"no statement of the Air Force for {said}, which is not zero"
    assert gap.severity == "note"
    assert found("gap", nights([1, 5, 9, 14], "60 launched")) == []


def test_the_nights_of_a_week_are_held_against_the_week() -> None:
    week = claims("kpszsu", "2024-11-11T12:00+02:00", WEEK, "300 launched")
    (over,) = found("excess", nights([4, 5, 6, 7, 8, 9, 10], "60 launched"), week)
    # Whether the night that ends on Monday belongs to the week is open; the six others outnumber it all the same.
    assert (over.severity, over.by) == ("suspicious", 60)
    assert over.balance == "60 + 60 + 60 + 60 + 60 + 60 = 360, of 300 launched in the week"
    (short,) = found("unattributed", nights([4, 5, 7, 8, 9, 10], "40 launched"), week)
    assert (short.severity, short.by) == ("note", 60)
    assert short.balance.endswith("of 300 launched in the week: 60 on no stated day")
    assert short.explanations[0] == "1 of the days are not stated, which is not zero: 2024-11-06"


def test_one_night_alone_is_not_held_against_a_week() -> None:
    week = claims("kpszsu", "2024-11-11T12:00+02:00", WEEK, "30 launched")
    assert found("excess", night(7, "60 launched"), week) == []


def test_a_region_that_stands_twice_in_a_list_is_named_with_the_figure_too_many() -> None:
    parts = ("9 intercepted +RU-KRS part", "7 intercepted +RU-BEL part", "4 intercepted +RU-TUL part", "6 intercepted +RU-BEL part")
    (twice,) = found("excess", claims("mod_russia", "2024-11-12T07:30+03:00", "RU<UA night", "20 intercepted", *parts))
    assert twice.by == 6
    assert twice.explanations[0] == "Belgorod region stands twice in the list (7 and 6); without the 6 it adds up"


@pytest.mark.parametrize(
    ("metric", "earlier", "later", "severity"),
    [
        ("intercepted", 60, 55, "suspicious"),
        ("intercepted", 55, 60, "note"),
        ("airborne", 12, 15, "suspicious"),
        ("airborne", 12, 8, "note"),
    ],
)
def test_a_later_tally_that_moves_the_wrong_way_is_suspicious(metric: str, earlier: int, later: int, severity: str) -> None:
    first = claims("kpszsu", "2024-11-12T07:30+02:00", "UA<RU night @2024-11-12T07:00+02:00", f"{earlier} {metric}")
    second = claims("kpszsu", "2024-11-12T10:30+02:00", "UA<RU night @2024-11-12T10:00+02:00", f"{later} {metric}")
    (revision,) = found("revision", first, second)
    assert (revision.severity, revision.by) == (severity, abs(earlier - later))
    assert len(revision.mended_by) == (2 if severity == "suspicious" else 0)


def test_both_sides_totals_in_one_sentence_are_not_to_be_compared() -> None:
    one = claims("outlet", "2024-11-12T10:30+02:00", "UA<RU night", "40 intercepted")
    both = claims("outlet", "2024-11-12T10:30+02:00", "RU<UA night", "60 intercepted", after=one)
    text = statement(both)
    told = check(both, [type(text)(text.id, text.text.replace("\n", " "), text.source, text.published)])
    assert [(finding.kind, finding.severity, finding.by) for finding in told] == [("incomparable", "note", 0)]

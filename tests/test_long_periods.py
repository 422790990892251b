"""Weeks and months: which days the words may mean, what may be added up, and when a definition changed on the way."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.model import Claim, Finding
from reconcile.reconciliation import check
from reconcile.reconciliation.laws.sums import disjoint, stretches
from tests.claims_builder import claims


def night(day: int, count: int, month: str = "2024-11") -> tuple[Claim, ...]:
    return claims("kpszsu", f"{month}-{day:02}T09:00+02:00", "UA<RU night", f"{count} launched")


def found(kind: str, *told: tuple[Claim, ...]) -> list[Finding]:
    return [finding for finding in check([claim for some in told for claim in some]) if finding.kind == kind]


def days(*pairs: tuple[str, str]) -> list[tuple[date, date]]:
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in pairs]


@pytest.mark.parametrize(
    ("published", "period", "meant"),
    [
        # From one midnight to another: the night that ends on the first day may or may not belong to it.
        ("2024-11-12", "week 2024-11-04T00:00+02:00/2024-11-10T23:59+02:00", [("2024-11-04", "2024-11-10"), ("2024-11-05", "2024-11-10")]),
        # From an afternoon on, the days begin with the next.
        ("2024-11-12", "window 2024-11-04T12:00+02:00/2024-11-10T12:00+02:00", [("2024-11-05", "2024-11-10"), ("2024-11-06", "2024-11-10")]),
        ("2024-11-12", "window 2024-11-04T11:59+02:00/2024-11-10T12:00+02:00", [("2024-11-04", "2024-11-10"), ("2024-11-05", "2024-11-10")]),
        # "In the past week", on a Tuesday and on a Thursday: seven days to the eve or to today, the last whole week, or this one.
        ("2024-11-12", "week", [("2024-11-05", "2024-11-11"), ("2024-11-06", "2024-11-12"), ("2024-11-04", "2024-11-10")]),
        ("2024-11-13", "week", [("2024-11-06", "2024-11-12"), ("2024-11-07", "2024-11-13"), ("2024-11-04", "2024-11-10")]),
        ("2024-11-14", "week", [("2024-11-07", "2024-11-13"), ("2024-11-08", "2024-11-14"), ("2024-11-04", "2024-11-10"), ("2024-11-11", "2024-11-14")]),
        ("2024-11-18", "week", [("2024-11-11", "2024-11-17"), ("2024-11-12", "2024-11-18")]),
        ("2024-11-12", "month", [("2024-10-13", "2024-11-11"), ("2024-10-14", "2024-11-12"), ("2024-10-01", "2024-10-31")]),
        # A year without dates may be any.
        ("2024-11-12", "year", []),
        ("2024-11-12", "week 2024-11-04T00:00+02:00/", [("2024-11-05", "2024-11-11"), ("2024-11-06", "2024-11-12"), ("2024-11-04", "2024-11-10")]),
        # Slips of the pen.
        ("2024-11-12", "window 2023-01-01T00:00+02:00/2024-11-10T12:00+02:00", []),
    ],
)  # fmt: skip
def test_which_days_a_long_period_may_mean(published: str, period: str, meant: list[tuple[str, str]]) -> None:
    (claim,) = claims("kpszsu", f"{published}T09:00+02:00", f"UA<RU {period}", "400 launched")
    assert list(stretches(claim)) == days(*meant)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 5), st.integers(0, 9)), max_size=7))
def test_of_hours_that_cross_those_apart_with_the_largest_sum_are_added(told: list[tuple[int, int, int]]) -> None:
    units = []
    for start, length, count in sorted(told, key=lambda item: (item[0] + item[1], item[0])):
        (claim,) = claims("kpszsu", "2024-11-13T09:00+02:00", "UA<RU night", f"{count} launched")
        units.append(((start, start + length), claim))
    best = 0
    for chosen in range(1 << len(units)):
        some = [unit for place, unit in enumerate(units) if chosen >> place & 1]
        if all(one[0][1] <= other[0][0] for one, other in pairwise(some)):
            best = max(best, sum(claim.count.low for _, claim in some))
    assert sum(claim.count.low for claim in disjoint(units)) == best


WEEK = "UA<RU week 2024-11-04T00:00+02:00/2024-11-10T23:59+02:00"


def week(figure: str, source: str = "kpszsu") -> tuple[Claim, ...]:
    return claims(source, "2024-11-11T12:00+02:00", WEEK, figure)


@pytest.mark.parametrize(
    ("whole", "kind", "by"),
    [
        # Six nights of fifty surely belong to the week, the one that ends on its Monday may.
        ("299 launched", "excess", 1),
        ("300 launched", None, 0),
        ("350 launched", None, 0),
        ("351 launched", "unattributed", 1),
        ("~200 launched", None, 0),
        ("200.. launched", None, 0),
        ("280..299 launched", "excess", 1),
        ("200 launched part", None, 0),
        ("200 launched +UA-30", None, 0),
        ("200 launched missile", None, 0),
        ("200 intercepted", None, 0),
    ],
)
def test_a_week_against_its_nights(whole: str, kind: str | None, by: int) -> None:
    told = check([claim for day in range(4, 11) for claim in night(day, 50)] + list(week(whole)))
    assert [(finding.kind, finding.by) for finding in told] == ([] if kind is None else [(kind, by)])


def test_what_would_mend_a_week_that_its_nights_outnumber() -> None:
    (excess,) = found("excess", night(5, 100), night(6, 250), week("300 launched"))
    assert excess.balance == "100 + 250 = 350, of 300 launched in the week"
    assert [str(mend) for mend in excess.mended_by] == ["launched 350..", "launched ..50", "launched ..200"]
    (excess,) = found("excess", night(5, 40), night(6, 360), week("300 launched"))
    assert [mend.count and mend.count.high for mend in excess.mended_by[1:]] == [None, 260]  # no count of the first is small enough


def test_more_nights_than_can_be_written_are_said_in_number() -> None:
    october = "UA<RU month 2024-11-01T00:00+02:00/2024-11-30T23:59+02:00"
    month = claims("kpszsu", "2024-12-01T12:00+02:00", october, "300 launched")
    (excess,) = found("excess", *(night(day, 50) for day in range(3, 11)), month)
    assert excess.balance.startswith("50 + 50 + 50 + 50 + 50 + 50 + 50 + 50 = 400, of 300 launched in the month")
    (excess,) = found("excess", *(night(day, 50) for day in range(3, 12)), month)
    assert excess.balance.endswith("add up to 450, of 300 launched in the month")
    assert excess.balance.startswith("9 reports from 2024-11-0")


def test_a_speaker_s_own_night_comes_before_what_an_outlet_makes_of_it() -> None:
    relayed = claims("outlet", "2024-11-06T12:00+02:00", "UA<RU night", '200 launched "air force"')
    assert found("excess", night(5, 100), night(6, 50), relayed, week("200 launched")) == []
    (excess,) = found("excess", night(5, 100), relayed, week("200 launched"))
    assert excess.by == 100


def test_a_doubtful_night_is_added_to_nothing() -> None:
    doubtful = claims("kpszsu", "2024-11-06T09:00+02:00", "UA<RU night", "250 launched !period")
    assert found("excess", night(5, 100), night(7, 50), doubtful, week("200 launched")) == []


def test_days_of_a_staff_that_sums_its_days_are_held_against_its_own_week() -> None:
    daily = [claims("generalstaffzsu", f"2024-11-{day:02}T09:00+02:00", "UA<RU 24h", "50 intercepted") for day in range(4, 11)]
    attack = claims("generalstaffzsu", "2024-11-06T11:00+02:00", "UA<RU night", "40 intercepted")
    assert found("excess", *daily, attack, week("300 intercepted", "generalstaffzsu")) == []
    (excess,) = found("excess", *daily, attack, week("290 intercepted", "generalstaffzsu"))
    assert excess.by == 10
    (short,) = found("unattributed", *daily, week("360 intercepted", "generalstaffzsu"))
    assert (short.severity, short.by) == ("suspicious", 10)


@pytest.mark.parametrize(("day", "changed"), [("2024-06-28", True), ("2024-06-30", False)])
def test_no_sum_crosses_the_day_on_which_a_definition_changed(day: str, changed: bool) -> None:
    whole = f"UA<RU window {day}T20:00+03:00/2024-07-07T20:00+03:00"
    told = claims("kpszsu", "2024-07-08T12:00+02:00", whole, "60 launched")
    excess = found("excess", *(night(number, 50, "2024-07") for number in range(2, 7)), told)
    assert bool(excess) != changed

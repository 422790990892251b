"""The program against brute force and the closed form; what must not change the findings; what the bounds promise."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.model import METRICS, Claim, Count, Finding, Outcome
from reconcile.reconciliation import Query, as_known_at, bounds, check
from reconcile.reconciliation.cells import Extent, Row
from reconcile.reconciliation.nesting import forest
from reconcile.reconciliation.program import System
from tests.claims_builder import claims, statement

ATOMS = ("a", "b", "c")
MOST = 4


def place(names: frozenset[str]) -> Extent:
    return Extent(Outcome.INTERCEPTED, frozenset({"drone"}), None, names)


@st.composite
def small_systems(draw: st.DrawFn) -> System:
    """Rows on sets of three places, with bounds that may or may not hold together."""
    sets = st.frozensets(st.sampled_from(ATOMS), min_size=1)
    made = []
    for index in range(draw(st.integers(1, 5))):
        low = draw(st.integers(0, MOST))
        high = draw(st.one_of(st.none(), st.integers(low, MOST)))
        made.append(Row(index, place(draw(sets)), low, high))
    return System(tuple(made))


class Program(System):
    """The same rows, answered by the integer program alone."""

    closed = None


def held(row: Row, amounts: dict[str, int]) -> int:
    return sum(amounts[name] for name in row.extent.places or ATOMS)


def worlds(system: System) -> list[dict[str, int]]:
    """Return every way to place few things that satisfies the rows; more than the largest low are never needed."""
    found = []
    for numbers in product(range(MOST + 1), repeat=len(ATOMS)):
        amounts = dict(zip(ATOMS, numbers, strict=True))
        if all(row.low <= held(row, amounts) and (row.high is None or held(row, amounts) <= row.high) for row in system.rows):
            found.append(amounts)
    return found


def agree(system: System) -> None:
    possible = worlds(system)
    program = Program(system.rows)
    assert program.feasible() == system.feasible()
    assert program.slack() == system.slack()
    assert system.feasible() == bool(possible)
    assert (system.slack() == 0) == bool(possible)
    closed = forest(system.rows, system.cells)
    assert closed is None or closed.possible == bool(possible)
    if not possible:
        for conflict in system.conflicts():
            part = system.only(conflict)
            assert not part.feasible()
            assert all(part.without(claim).feasible() for claim in conflict)
        return
    for names in (frozenset({"a"}), frozenset({"a", "b"})):
        probe = Row(-1, place(names))
        assert program.least(probe.extent) == system.least(probe.extent)
        assert program.most(probe.extent) == system.most(probe.extent)
        assert system.least(probe.extent) == min(held(probe, amounts) for amounts in possible)
        most = system.most(probe.extent)
        assert most is None or most == max(held(probe, amounts) for amounts in possible)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_systems())
def test_the_program_agrees_with_brute_force_and_the_closed_form(system: System) -> None:
    agree(system)


@pytest.mark.slow
@settings(max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_systems())
def test_the_program_agrees_with_brute_force_on_thousands_of_cases(system: System) -> None:
    agree(system)


@settings(max_examples=40, deadline=None)
@given(small_systems())
def test_the_figure_that_mends_a_conflict_makes_the_rest_true(system: System) -> None:
    for conflict in () if system.feasible() else system.conflicts():
        part = system.only(conflict)
        for claim in conflict:
            mend = part.mend(claim)
            if mend is None:
                continue
            (row,) = [row for row in part.rows if row.claim == claim]
            rest = tuple(other for other in part.rows if other.claim != claim)
            assert System((*rest, Row(claim, row.extent, mend.low, mend.low))).feasible()
            assert not System((*rest, Row(claim, row.extent, row.low, row.high))).feasible()


def test_two_conflicts_that_share_no_claim_are_both_told() -> None:
    rows = (
        Row(0, place(frozenset("ab")), 0, 1),
        Row(1, place(frozenset("a")), 2),
        Row(2, place(frozenset("c")), 3),
        Row(3, place(frozenset("c")), 0, 1),
    )
    assert sorted(System(rows).conflicts()) == [(0, 1), (2, 3)]


def night(day: int, *figures: str) -> tuple[Claim, ...]:
    return claims("kpszsu", f"2024-11-{day:02d}T09:00+02:00", "UA<RU night", *figures)


MIXED = (
    *night(11, "90 launched", "60 intercepted", "31 jammed"),
    *night(12, "46 launched", "37 intercepted", "2 jammed"),
    *claims("outlet", "2024-11-12T11:00+02:00", "UA<RU night", "46 launched", "39 intercepted"),
    *claims(
        "mod_russia", "2024-11-12T07:30+03:00", "RU<UA night", "13 intercepted", "8 intercepted +RU-KRS part", "4 intercepted +RU-BEL part"
    ),
    *claims("mod_russia", "2024-11-12T23:30+03:00", "RU<UA window 2024-11-12T20:00+03:00/2024-11-12T23:00+03:00", "5 intercepted +RU-KRS"),
    *claims(
        "mod_russia",
        "2024-11-13T07:30+03:00",
        "RU<UA window 2024-11-12T20:00+03:00/2024-11-13T07:00+03:00",
        "4 intercepted",
        "3 intercepted +RU-KRS part",
    ),
)


@cache
def found_in_order() -> tuple[Finding, ...]:
    return check(MIXED)


@settings(max_examples=8, deadline=None)
@given(st.permutations(MIXED))
def test_the_order_of_the_claims_changes_nothing(shuffled: list[Claim]) -> None:
    assert check(shuffled) == found_in_order()


@settings(max_examples=6, deadline=None)
@given(st.lists(st.sampled_from(MIXED), max_size=8))
def test_a_repeated_statement_changes_nothing(repeated: list[Claim]) -> None:
    assert check((*MIXED, *repeated)) == found_in_order()


@settings(max_examples=4, deadline=None)
@given(st.integers(0, len(MIXED)))
def test_where_a_file_is_split_changes_nothing(cut: int) -> None:
    texts = {claim.statement_id: statement(tuple(other for other in MIXED if other.statement_id == claim.statement_id)) for claim in MIXED}
    assert check([*MIXED[cut:], *MIXED[:cut]], [*texts.values(), *texts.values()]) == check(MIXED, list(texts.values()))


def test_no_figure_of_one_night_meets_a_figure_of_the_next() -> None:
    assert [finding.kind for finding in check((*night(11, "10 launched"), *night(12, "20 intercepted")))] == []


def test_a_doubtful_figure_never_makes_a_conflict_more_than_suspicious() -> None:
    (finding,) = check(night(11, "10 launched", "12 intercepted !attribution"))
    assert finding.severity == "suspicious"
    assert "rests on a doubtful reading" in finding.explanations[0]


def test_a_list_of_a_text_cut_short_claims_nothing_of_what_is_missing() -> None:
    assert (
        check(claims("mod_russia", "2024-11-12T07:30+03:00", "RU<UA night", "13 intercepted", "8 intercepted +RU-KRS part !truncated"))
        == ()
    )


def test_places_hit_are_never_counted_as_drones() -> None:
    assert [finding.kind for finding in check(night(11, "20 launched", "18 neutralized", "2 hit", "5 debris_locations"))] == []


def test_more_places_hit_than_drones_left_is_suspicious() -> None:
    (finding,) = check(night(11, "20 launched", "18 neutralized", "3 hit_locations"))[:1]
    assert (finding.kind, finding.severity, finding.by) == ("excess", "suspicious", 1)


def test_where_more_were_downed_than_launched_the_places_hit_are_not_what_is_wrong() -> None:
    (finding,) = check(night(11, "36 launched", "58 neutralized", "3 hit_locations"))
    assert (finding.kind, finding.severity, finding.by) == ("excess", "impossible", 22)


FIGURES = st.builds(
    lambda count, metric, weapon, place, scope: " ".join(filter(None, (count, metric, weapon, place, scope))),
    st.sampled_from(("0", "1", "2", "3", "7", "20", "36", "58", "100", "~40", "12..", "30..60", "5..5", "10000000")),
    st.sampled_from(METRICS),
    st.sampled_from(("", "missile", "mixed", "fpv", "boat")),
    st.sampled_from(("", "+UA-63", "+RU-KRS", "+RU-BEL+RU-KRS", "^RU-BEL")),
    st.sampled_from(("", "part", "!bracket", "=shahed")),
)
HEADINGS = st.sampled_from(("UA<RU night", "RU<UA night", "<RU day", "UA<UA week", "RU<RU since_start", "< moment", "UA<RU"))
SOURCES = st.sampled_from(("kpszsu", "mod_russia", "generalstaff", "guardian"))
DAYS = st.sampled_from(("2024-11-11T07:00+02:00", "2024-11-12T07:00+02:00", "2024-11-12T21:30+03:00", "2024-12-03T07:00+02:00"))
REPORTS = st.lists(st.tuples(SOURCES, DAYS, HEADINGS, st.lists(FIGURES, min_size=1, max_size=5)), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(REPORTS)
def test_whatever_is_claimed_can_be_checked(reports) -> None:
    said = [claim for source, day, heading, figures in reports for claim in claims(source, day, heading, *figures)]
    for finding in check(said):
        assert finding.by >= 0
        assert finding.claims


def test_a_reconnaissance_drone_stands_outside_the_launched() -> None:
    assert check(night(11, "20 launched", "20 intercepted", "3 intercepted =zala part")) == ()


def test_front_line_drones_are_never_set_against_an_attack() -> None:
    assert check(night(11, "20 launched", "20 intercepted", "300 intercepted fpv")) == ()


def test_exits_beyond_the_launched_are_inconsistent_and_mended_by_counting_them_inside_the_lost() -> None:
    (finding,) = check(night(11, "135 launched", "80 intercepted", "54 jammed", "2 left +BY"))
    assert (finding.severity, finding.by) == ("inconsistent", 1)
    assert finding.explanations[0] == "consistent if the drones that left were counted inside those lost"


def test_an_undated_night_may_or_may_not_contain_the_evening() -> None:
    evening = claims("mod_russia", "2024-11-12T23:30+03:00", "RU<UA window 2024-11-12T20:00+03:00/2024-11-12T23:00+03:00", "9 intercepted")
    after = claims("mod_russia", "2024-11-13T07:30+03:00", "RU<UA night", "7 intercepted")
    assert bounds((*evening, *after), Query("UA", "intercepted")).count == Count(9, 16)
    (noted,) = check((*evening, *after))
    assert (noted.kind, noted.severity) == ("overlap", "note")
    assert noted.balance == (
        "7 intercepted (the night, hours not stated) may or may not count 9 intercepted (20:00–23:00) again: together 9..16"
    )


def test_a_window_that_outnumbers_the_one_around_it_is_impossible_region_by_region() -> None:
    evening = claims(
        "mod_russia", "2024-11-12T23:30+03:00", "RU<UA window 2024-11-12T20:00+03:00/2024-11-12T23:00+03:00", "9 intercepted +RU-KRS"
    )
    hours = "RU<UA window 2024-11-12T20:00+03:00/2024-11-13T07:00+03:00"
    after = claims(
        "mod_russia", "2024-11-13T07:30+03:00", hours, "20 intercepted", "7 intercepted +RU-KRS part", "13 intercepted +RU-BEL part"
    )
    excess = [finding for finding in check((*evening, *after)) if finding.kind == "excess"]
    assert [(finding.severity, finding.by) for finding in excess] == [("impossible", 2)]


def test_a_set_that_nobody_counted_has_zero_and_what_the_wholes_leave() -> None:
    told = bounds(night(11, "90 launched", "60 intercepted", "20 jammed"), Query("RU", "hit"))
    assert (told.low, told.high) == (0, 10)
    assert {claim.quote for claim in told.high_claims} == {"90 launched", "60 intercepted", "20 jammed"}


def test_without_a_whole_there_is_no_upper_bound() -> None:
    assert bounds(night(11, "60 intercepted"), Query("RU", "launched")).count == Count(60)


def test_contradicting_claims_are_set_aside_and_named() -> None:
    told = bounds(night(11, "10 launched", "12 intercepted", "3 hit"), Query("RU", "hit"))
    assert {claim.quote for claim in told.set_aside} == {"10 launched", "12 intercepted"}
    assert told.count == Count(3, 3)


def test_counts_of_places_have_no_bounds_in_things() -> None:
    with pytest.raises(ValueError, match="counts places"):
        bounds((), Query("RU", "hit_locations"))


def test_what_was_known_at_a_time_is_the_latest_version_by_then() -> None:
    early = claims("kpszsu", "2024-11-11T07:00+02:00", "UA<RU night", "80 launched")
    late = claims("kpszsu", "2024-11-11T10:00+02:00", "UA<RU night", "90 launched")
    first = datetime.fromisoformat("2024-11-11T08:00+02:00")
    assert as_known_at((*late, *early), first) == early
    assert as_known_at((*late, *early), first + timedelta(hours=3)) == late


def test_a_joint_remainder_of_places_that_also_stand_alone_contradicts_nothing() -> None:
    figures = ("12 intercepted", "7 intercepted part +RU-KRS", "2 intercepted part +RU-KRS+RU-BRY", "3 intercepted part +RU-BEL")
    assert [finding.kind for finding in check(claims("m", "2024-11-13T07:30+03:00", "RU<UA night", *figures))] == []


def test_more_drones_at_moscow_than_over_its_region_is_impossible() -> None:
    figures = ("20 intercepted", "9 intercepted part +RU-MOW+RU-MOS", "11 intercepted part +RU-MOW", "11 intercepted part +RU-KLU")
    found = [finding for finding in check(claims("m", "2024-11-13T07:30+03:00", "RU<UA night", *figures)) if finding.kind == "excess"]
    assert [(finding.severity, finding.by) for finding in found] == [("impossible", 2)]


def test_a_long_window_with_hours_bounds_what_its_nights_leave_open() -> None:
    nights = [
        claims(
            "mod_russia", f"2025-05-{day + 1}T08:00+03:00", f"RU<UA window 2025-05-{day}T20:00+03:00/2025-05-{day + 1}T07:00+03:00", figure
        )
        for day, figure in ((20, "120 intercepted"), (21, "200 intercepted"))
    ]
    whole = claims("mod_russia", "2025-05-23T13:00+03:00", "RU<UA window 2025-05-20T20:00+03:00/2025-05-23T08:00+03:00", "788 intercepted")
    last = Query(
        "UA", "intercepted", start=datetime.fromisoformat("2025-05-22T20:00+03:00"), end=datetime.fromisoformat("2025-05-23T07:00+03:00")
    )
    told = [claim for night in nights for claim in night]
    assert bounds(told, last).count == Count(0)
    assert bounds([*told, *whole], last).count == Count(0, 468)


def test_bounds_of_a_week_over_one_region_name_the_claims_that_set_them() -> None:
    nights = [
        claims(
            "mod_russia",
            f"2025-05-{day + 1}T08:00+03:00",
            f"RU<UA window 2025-05-{day}T20:00+03:00/2025-05-{day + 1}T07:00+03:00",
            f"{10 + day} intercepted",
            f"{day} intercepted part +RU-KRS",
            "10 intercepted part +RU-BEL",
        )
        for day in (20, 21, 22)
    ]
    week = Query("UA", "intercepted", regions=("RU-KRS",))
    told = bounds([claim for night in nights for claim in night], week)
    assert (told.low, told.high) == (63, 63)
    assert {claim.count.low for claim in told.low_claims} == {20, 21, 22}

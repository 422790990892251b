"""Where a speaker's figures for one set move, and where two speakers of a side, or two outlets that credit one, differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconcile.model import Claim, Finding
from reconcile.reconciliation import check
from reconcile.reconciliation.laws.witnesses import differ, standing, strays
from tests.claims_builder import claims, count


def own(time: str, *figures: str, source: str = "kpszsu") -> tuple[Claim, ...]:
    return claims(source, f"2024-11-13T{time}+02:00", "UA<RU night", *figures)


def outlet(name: str, *figures: str, time: str = "12:00", side: str = "UA<RU") -> tuple[Claim, ...]:
    return claims(name, f"2024-11-13T{time}+02:00", f"{side} night", *figures)


def found(kind: str, *told: tuple[Claim, ...]) -> list[Finding]:
    return [finding for finding in check([claim for some in told for claim in some]) if finding.kind == kind]


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        ("60", "60", 0),
        ("60", "55", 5),
        ("50..54", "55..60", 1),
        ("50..55", "55..60", 0),
        ("60..", "65", 0),
        ("60..", "55", 5),
        ("60..", "70..", 0),
        # A hedged figure is not held to a tenth.
        ("~60", "54", 0),
        ("~60", "53", 1),
        ("~54", "60", 0),
        ("~50", "~56", 0),
        ("~50", "57", 1),
    ],
)
def test_by_how_much_two_figures_differ(one: str, other: str, by: int) -> None:
    assert differ(count(one), count(other)) == differ(count(other), count(one)) == by


@pytest.mark.parametrize(
    ("first", "second", "by", "severity"),
    [
        ("60 intercepted", "65 intercepted", 5, "note"),
        ("60 intercepted", "55 intercepted", 5, "suspicious"),
        ("60 launched", "59 launched", 1, "suspicious"),
        ("60 neutralized", "59 neutralized", 1, "suspicious"),
        ("6 hit", "5 hit", 1, "suspicious"),
        ("6 jammed", "5 jammed", 1, "note"),  # those lost may be found shot down
        ("6 airborne", "5 airborne", 1, "note"),
        ("5 airborne", "6 airborne", 1, "suspicious"),
        ("50..60 intercepted", "49 intercepted", 1, "suspicious"),
        ("60 intercepted +UA-30", "65 intercepted +UA-30", 5, "note"),
    ],
)
def test_a_later_total_of_the_same_body_revises_the_earlier(first: str, second: str, by: int, severity: str) -> None:
    (revision,) = found("revision", own("07:00", first), own("09:00", second))
    assert (revision.by, revision.severity) == (by, severity)
    assert [claim.quote for claim in revision.claims] == [first, second]
    assert bool(revision.mended_by) == bool(revision.explanations) == (severity == "suspicious")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("60 intercepted", "60 intercepted"),
        ("60 intercepted", "60.. intercepted"),
        ("60 intercepted", "29 intercepted"),  # less than half: something else was counted
        ("60 intercepted", "70 intercepted missile"),
        ("60 intercepted", "70 jammed"),
        ("60 intercepted", "70 intercepted +UA-30"),
        ("60 intercepted part", "70 intercepted part"),
    ],
)
def test_what_is_no_version_of_the_same_figure(first: str, second: str) -> None:
    assert found("revision", own("07:00", first), own("09:00", second)) == []


def test_a_figure_of_exactly_half_is_still_a_version() -> None:
    (revision,) = found("revision", own("07:00", "60 intercepted"), own("09:00", "30 intercepted"))
    assert revision.by == 30
    assert revision.balance == "intercepted: 60, later 30"


def test_the_only_total_for_shaheds_names_all_drones() -> None:
    (revision,) = found("revision", own("07:00", "60 launched =shahed"), own("09:00", "65 launched"))
    assert revision.by == 5
    beside = own("09:00", "65 launched", "50 launched =shahed")
    assert found("revision", own("07:00", "60 launched =shahed", "70 launched =geran"), beside)[0].claims[0].model == "shahed"


def test_only_the_latest_word_stands_and_a_stray_is_no_version() -> None:
    first, second, crew = own("07:00", "60 intercepted"), own("09:00", "65 intercepted"), own("10:00", "8 intercepted")
    made = (*crew, *second, *first)
    assert [claim.count.low for claim in standing(made)] == [65, 8]
    assert [claim.count.low for claim in standing((*first, *second))] == [65]
    assert {claim.count.low for claim in strays(made)} == {8}
    assert strays((*first, *second)) == frozenset()


@pytest.mark.parametrize(
    ("later", "by"),
    [
        (("52 intercepted", "20 jammed"), [8]),
        (("52 intercepted", "27 jammed"), [1]),
        (("52 intercepted", "28 jammed"), []),
        (("60 intercepted", "25 jammed"), []),
        (("49 intercepted", "20 jammed"), []),  # that the one figure fell is told by itself
        (("52 intercepted", "20 jammed missile"), []),
        (("52.. intercepted", "20 jammed"), []),
    ],
)
def test_shot_down_and_jammed_together_never_shrink(later: tuple[str, ...], by: list[int]) -> None:
    fallen = [
        finding
        for finding in found("revision", own("07:00", "50 intercepted", "30 jammed"), own("09:00", *later))
        if len(finding.claims) == 4
    ]
    assert [(finding.by, finding.severity) for finding in fallen] == [(number, "suspicious") for number in by]


def test_two_bodies_of_one_side_disagree_unless_the_later_and_larger_revises() -> None:
    air_force = own("09:00", "60 intercepted")
    (smaller,) = found("disagreement", air_force, own("18:00", "55 intercepted", source="generalstaffzsu"))
    assert (smaller.severity, smaller.by) == ("suspicious", 5)
    assert smaller.balance == "intercepted: 60 (the Air Force), 55 (the General Staff)"
    assert [str(mend) for mend in smaller.mended_by] == ["intercepted 55", "intercepted 60"]
    larger = own("18:00", "65 intercepted", source="generalstaffzsu")
    assert found("disagreement", air_force, larger) == []
    (revision,) = found("revision", air_force, larger)
    assert revision.balance == "intercepted: 60, later 65 (the Air Force, then the General Staff)"
    (same_hour,) = found("disagreement", air_force, own("09:00", "65 intercepted", source="generalstaffzsu"))
    assert same_hour.by == 5


def test_a_city_s_administration_never_revises_the_air_force() -> None:
    city = claims("va_kyiv", "2024-11-13T18:00+02:00", "UA<RU night", "25 intercepted +UA-30")
    (disagreement,) = found("disagreement", own("09:00", "20 intercepted +UA-30"), city)
    assert disagreement.balance == "intercepted over Kyiv: 20 (the Air Force), 25 (Kyiv's military administration)"


def test_officials_are_held_against_each_other_only_for_a_known_place() -> None:
    one, other = outlet("outlet", '8 intercepted +UA-63 "the governor"'), outlet("agency", '6 intercepted +UA-63 "the mayor"')
    (disagreement,) = found("disagreement", one, other)
    assert disagreement.balance == "intercepted over Kharkiv region: 6 (the mayor, in agency), 8 (the governor, in outlet)"
    nowhere = outlet("outlet", '8 intercepted "the governor"'), outlet("agency", '6 intercepted "the mayor"')
    assert found("disagreement", *nowhere) == []


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        ('60 intercepted "air force"', '65 intercepted "air force"', [5]),
        ('60 intercepted "air force"', '60 intercepted "air force"', []),
        ('60 intercepted part +UA-30 "air force"', '65 intercepted part +UA-30 "air force"', []),
        ('60 intercepted =geran "air force"', '65 intercepted =lancet "air force"', []),
        ('60 intercepted "air force"', '65 intercepted missile "air force"', []),
    ],
)
def test_two_outlets_that_credit_one_speaker_are_held_against_each_other(one: str, other: str, by: list[int]) -> None:
    told = found("disagreement", outlet("agency", one), outlet("daily", other, time="13:00"))
    assert [finding.by for finding in told] == by
    assert all(finding.explanations == ("one of the two outlets misquotes, or they quote two versions",) for finding in told)


def test_rows_of_one_table_are_no_two_tellings() -> None:
    one = outlet("table", '60 intercepted "air force"')
    other = claims("table", "2024-11-13T12:00+02:00", "UA<RU night", '65 intercepted "air force"')
    assert found("disagreement", one, tuple(replace(claim, statement_id="the next row") for claim in other)) == []


def test_an_outlet_is_not_held_against_a_speaker_whose_own_statement_is_at_hand() -> None:
    assert found("disagreement", own("09:00", "60 intercepted"), outlet("agency", '65 intercepted "air force"')) == []


def test_the_two_sides_never_disagree_about_one_set() -> None:
    ukraine = outlet("agency", '60 launched "air force"')
    russia = outlet("daily", '5 launched "defence ministry"', side="RU<RU")
    assert found("disagreement", ukraine, russia) == []


@pytest.mark.parametrize(
    ("figures", "by"),
    [
        (("60 intercepted", "65 intercepted"), [5]),
        (("60 intercepted", "65 intercepted", "62 intercepted"), [5]),
        (("60 intercepted", "60 intercepted"), []),
        (("30 intercepted", "60 intercepted"), [30]),
        (("29 intercepted", "60 intercepted"), []),  # one more beside a running count
        (("2 left +BY", "3 left +BY"), []),
        (("60 intercepted", "65 intercepted !truncated"), []),
        (("60 intercepted", "65 intercepted missile"), []),
        (("60 intercepted part", "65 intercepted"), []),
        (('60 intercepted "air force"', '65 intercepted "general staff"'), []),
    ],
)
def test_one_text_that_gives_two_totals_for_one_set(figures: tuple[str, ...], by: list[int]) -> None:
    told = [finding for finding in found("disagreement", outlet("agency", *figures)) if "an update" in finding.explanations[0]]
    assert [finding.by for finding in told] == by

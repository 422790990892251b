"""What the parts of a report leave of its whole: to no stated place, to no stated outcome, for more places than drones."""

from __future__ import annotations

import pytest

from reconcile.model import Claim, Finding
from reconcile.reconciliation import check
from tests.claims_builder import claims


def post(*figures: str) -> tuple[Claim, ...]:
    return claims("mod_russia", "2024-11-13T07:30+03:00", "RU<UA night", *figures)


def night(*figures: str) -> tuple[Claim, ...]:
    return claims("kpszsu", "2024-11-13T09:00+02:00", "UA<RU night", *figures)


def outlet(*figures: str) -> tuple[Claim, ...]:
    return claims("outlet", "2024-11-13T12:00+03:00", "RU<UA night", *figures)


def of_kind(kind: str, made: tuple[Claim, ...]) -> list[Finding]:
    return [finding for finding in check(made) if finding.kind == kind]


def test_a_ministry_s_list_that_falls_short_has_lost_a_place() -> None:
    (short,) = of_kind("unattributed", post("20 intercepted", "11 intercepted +RU-KRS part", "8 intercepted +RU-BEL part"))
    assert (short.severity, short.by) == ("suspicious", 1)
    assert short.balance == "11 over Kursk region + 8 over Belgorod region = 19, of 20 intercepted: 1 unattributed"
    assert [str(mend) for mend in short.mended_by] == ["intercepted ..19", "intercepted 12..", "intercepted 9.."]


def test_one_place_alone_and_an_outlet_s_list_need_not_be_complete() -> None:
    (short,) = of_kind("unattributed", post("20 intercepted", "11 intercepted +RU-KRS part"))
    assert (short.severity, short.by, short.balance) == ("note", 9, "11 over Kursk region, of 20 intercepted: 9 unattributed")
    (short,) = of_kind("unattributed", outlet("20 intercepted", "11 intercepted +RU-KRS part", "8 intercepted +RU-BEL part"))
    assert (short.severity, short.by) == ("note", 1)


@pytest.mark.parametrize(
    "figures",
    [
        # It adds up, even where a city stands in it beside its region.
        ("20 intercepted", "12 intercepted +RU-KRS part", "8 intercepted +RU-BEL part"),
        ("20 intercepted", "12 intercepted +RU-MOS part", "8 intercepted +RU-MOW part"),
        ("20 intercepted", "12 intercepted +RU-MOS part", "3 intercepted +RU-MOW part", "5 intercepted +RU-KLU part"),
        # Hedged or open: nothing is known to be missing.
        ("~20 intercepted", "11 intercepted +RU-KRS part", "8 intercepted +RU-BEL part"),
        ("20 intercepted", "~11 intercepted +RU-KRS part", "8 intercepted +RU-BEL part"),
        ("20 intercepted", "11.. intercepted +RU-KRS part", "8 intercepted +RU-BEL part"),
        # Parts of something else.
        ("20 intercepted", "11 hit +RU-KRS part", "8 jammed +RU-BEL part"),
        ("20 intercepted", "11 intercepted missile +RU-KRS part", "8 intercepted missile +RU-BEL part"),
        ("20 intercepted +RU-KRS", "11 intercepted +RU-BEL part", "8 intercepted +RU-BRY part"),
        ("20 intercepted", "11 intercepted =zala +RU-BEL part", "8 intercepted =zala +RU-BRY part"),
        # What flew at the capital is told beside the total.
        ("20 intercepted", "3 intercepted +RU-MOW part"),
        # No list at all.
        ("20 intercepted", "11 intercepted part"),
        # Counts of places are no things.
        ("20 hit_locations", "11 hit_locations +RU-KRS part", "8 hit_locations +RU-BEL part"),
    ],
)
def test_what_is_no_short_list(figures: tuple[str, ...]) -> None:
    assert of_kind("unattributed", post(*figures)) == []


def test_a_city_inside_its_region_is_counted_once() -> None:
    (short,) = of_kind("unattributed", outlet("20 intercepted", "12 intercepted +RU-MOS part", "3 intercepted +RU-MOW part"))
    assert (short.by, short.balance) == (8, "12 over Moscow region, of 20 intercepted: 8 unattributed")


def test_a_list_of_more_hours_is_no_list_of_this_total() -> None:
    whole = claims("mod_russia", "2024-11-13T07:30+03:00", "RU<UA night", "20 intercepted")
    hours = "RU<UA window 2024-11-13T05:00+03:00/2024-11-13T06:00+03:00"
    parts = claims("mod_russia", "2024-11-13T07:30+03:00", hours, "3 intercepted +RU-KRS part", "4 intercepted +RU-BEL part", after=whole)
    assert of_kind("unattributed", parts) == []


@pytest.mark.parametrize(
    ("figures", "by", "balance"),
    [
        (("90 launched", "50 intercepted", "30 jammed"), 10, "90 launched − 50 intercepted − 30 jammed = 10 unaccounted for"),
        (("90 launched", "50 intercepted", "39 jammed"), 1, "90 launched − 50 intercepted − 39 jammed = 1 unaccounted for"),
        (("90 launched", "80 neutralized"), 10, "90 launched − 80 neutralized = 10 unaccounted for"),
        # What is merged holds what it merges.
        (("90 launched", "80 neutralized", "50 intercepted", "30 jammed"), 10, "90 launched − 80 neutralized = 10 unaccounted for"),
        (("90..95 launched", "80 intercepted"), 10, "90..95 launched − 80 intercepted = 10..15 unaccounted for"),
        (("90 launched", "70..75 intercepted"), 15, "90 launched − 70..75 intercepted = 15..20 unaccounted for"),
        # Every country that some left for.
        (
            ("90 launched", "80 intercepted", "2 left +BY", "1 left +RU"),
            7,
            "90 launched − 80 intercepted − 2 left to Belarus − 1 left to Russia = 7 unaccounted for",
        ),
        (("90 launched", "60 intercepted", "10 hit", "5 airborne"), 15, "90 launched − 60 intercepted − 10 hit − 5 airborne = 15 unaccounted for"),
        # Of other weapons nothing is subtracted, of places what lies apart.
        (("90 launched", "60 intercepted", "20 intercepted missile"), 30, "90 launched − 60 intercepted = 30 unaccounted for"),
        (
            ("90 launched", "20 intercepted +UA-30", "10 intercepted +UA-63", "5 intercepted +UA-63"),
            60,
            "90 launched − 20 intercepted over Kyiv − 10 intercepted over Kharkiv region = 60 unaccounted for",
        ),
        # A mixed whole is met by the sum of its weapons.
        (
            ("90 launched mixed", "60 intercepted", "20 intercepted missile"),
            10,
            "90 of all weapons launched − 60 intercepted − 20 missiles intercepted = 10 unaccounted for",
        ),
        (
            ("90 launched mixed", "85 intercepted mixed", "60 intercepted", "20 intercepted missile"),
            5,
            "90 of all weapons launched − 85 of all weapons intercepted = 5 unaccounted for",
        ),
    ],
)  # fmt: skip
def test_what_the_launched_leave_after_every_outcome(figures: tuple[str, ...], by: int, balance: str) -> None:
    (rest,) = of_kind("unaccounted", night(*figures))
    assert (rest.severity, rest.by, rest.balance, rest.mended_by) == ("note", by, balance, ())


@pytest.mark.parametrize(
    "figures",
    [
        ("90 launched", "50 intercepted", "40 jammed"),
        ("90 launched", "80..90 intercepted"),
        ("90.. launched", "50 intercepted"),
        ("~90 launched", "50 intercepted"),
        ("90 launched", "50.. intercepted"),
        ("90 launched part", "50 intercepted"),
        ("90 launched",),
        ("90 launched", "50 intercepted missile"),
        ("90 launched", "3 hit_locations"),
    ],
)
def test_what_leaves_nothing_that_is_known_to_be_missing(figures: tuple[str, ...]) -> None:
    assert of_kind("unaccounted", night(*figures)) == []


def test_outcomes_that_nobody_stated_are_named_and_not_zero() -> None:
    def why(*figures: str) -> tuple[str, ...]:
        return of_kind("unaccounted", night("90 launched", *figures))[0].explanations

    assert why("50 intercepted") == ("jammed not stated, which is not zero", "hit not stated, which is not zero")
    assert why("50 intercepted", "20 jammed") == ("hit not stated, which is not zero",)
    assert why("50 neutralized") == ("hit not stated, which is not zero",)
    assert why("50 neutralized", "3 hit") == ()


def test_exits_may_have_been_counted_inside_the_lost() -> None:
    (rest,) = of_kind("unaccounted", night("90 launched", "50 intercepted", "30 jammed", "4 left +BY"))
    assert (rest.by, rest.balance.split(" = ")[1]) == (6, "6 unaccounted for")
    assert rest.explanations[-1] == "6..10 if the exits were counted inside the lost"
    (rest,) = of_kind("unaccounted", night("90 launched", "50 intercepted", "4 left +BY"))
    assert rest.explanations == ("jammed not stated, which is not zero", "hit not stated, which is not zero")


@pytest.mark.parametrize(
    ("figures", "by"),
    [
        (("20 launched", "18 neutralized", "2 hit_locations"), []),
        (("20 launched", "18 neutralized", "3 hit_locations"), [1]),
        (("20 launched", "18.. neutralized", "5 hit_locations"), [3]),
        (("20..22 launched", "18 neutralized", "5 hit_locations"), [1]),
        (("20.. launched", "18 neutralized", "5 hit_locations"), []),
        (("20 launched", "5 hit_locations"), []),
        (("18 neutralized", "5 hit_locations"), []),
        (("20 launched", "18 neutralized", "5 hit_locations missile"), []),
        (("20 launched", "18 neutralized", "5 hit_locations +UA-30"), []),
        (("20 launched", "18 neutralized", "5 debris_locations"), []),
    ],
)
def test_more_places_hit_than_drones_that_got_through(figures: tuple[str, ...], by: list[int]) -> None:
    found = of_kind("excess", night(*figures))
    assert [(finding.severity, finding.by) for finding in found] == [("suspicious", number) for number in by]


def test_what_would_mend_too_many_places() -> None:
    (crowd,) = of_kind("excess", night("20 launched", "18 neutralized", "5 hit_locations"))
    assert crowd.balance == "20 launched − 18 neutralized = 2, but 5 hit locations"
    assert [str(mend) for mend in crowd.mended_by] == ["launched 23..", "neutralized ..15", "hit_locations ..2"]

"""How the words of one report are meant when its figures are added up, and how far they may be stretched."""

from __future__ import annotations

from datetime import datetime

import pytest

from reconcile.model import Claim, Count
from reconcile.reconciliation import Query, accounts, bounds, check
from reconcile.reconciliation.knowledge import cut_off
from tests.claims_builder import claims


def night(*figures: str) -> tuple[Claim, ...]:
    return claims("kpszsu", "2024-11-13T09:00+02:00", "UA<RU night", *figures)


def ministry(*figures: str) -> tuple[Claim, ...]:
    return claims("mod_russia", "2024-11-13T07:30+03:00", "RU<UA night", *figures)


def grave(made: tuple[Claim, ...]) -> list[tuple[str, int]]:
    return [(finding.severity, finding.by) for finding in check(made) if finding.severity != "note"]


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        # "About" is usually meant within a seventh, and never nearer than two.
        (("100 launched", "~117 intercepted"), []),
        (("100 launched", "~118 intercepted"), []),
        (("100 launched", "~119 intercepted"), [("inconsistent", 1)]),
        (("10 launched", "~12 intercepted"), []),
        (("10 launched", "~13 intercepted"), [("inconsistent", 1)]),
        (("~100 launched", "115 intercepted"), []),
        (("~100 launched", "116 intercepted"), [("inconsistent", 1)]),
        # Bounds count as far as they are sure.
        (("100 launched", "101.. intercepted"), [("impossible", 1)]),
        (("100 launched", "100.. intercepted"), []),
        (("100 launched", "0..120 intercepted"), []),
        (("90..100 launched", "101 intercepted"), [("impossible", 1)]),
        (("100.. launched", "120 intercepted"), []),
        # What is merged holds what it merges, and nothing of the hits.
        (("90 launched", "80 neutralized", "15 jammed"), []),
        (("90 launched", "80 neutralized", "11 hit"), [("impossible", 1)]),
        (("80 neutralized", "81 intercepted"), [("impossible", 1)]),
        (("80 neutralized", "60 intercepted", "21 jammed"), [("impossible", 1)]),
        # Those that failed to reach their targets may be counted apart from a merged figure.
        (("90 launched", "60 neutralized", "61 jammed"), [("inconsistent", 1)]),
        # All weapons together.
        (("50 launched mixed", "40 intercepted", "10 intercepted missile"), []),
        (("50 launched mixed", "40 intercepted", "11 intercepted missile"), [("impossible", 1)]),
        (("50 launched mixed", "40 intercepted", "60 intercepted fpv"), []),
        # A model is a part of its weapon; named for the whole attack it is the whole.
        (("50 launched", "51 intercepted =lancet"), [("impossible", 1)]),
        (("50 launched =shahed", "51 intercepted"), [("impossible", 1)]),
        (("50 launched", "30 intercepted =shahed", "21 intercepted =lancet"), [("impossible", 1)]),
        (("50 launched", "30 intercepted =shahed", "30 intercepted =jet"), []),  # some Shaheds have jets
        (("50 launched", "51 intercepted =jet"), [("impossible", 1)]),
        (("50 launched", "60 intercepted =orlan"), []),  # reconnaissance is beside what was launched
        # Parts of the country by the compass cut across each other.
        (("10 intercepted", "6 intercepted part +UA-SOUTH", "6 intercepted part +UA-EAST"), []),
        (("10 intercepted", "11 intercepted part +UA-SOUTH"), [("impossible", 1)]),
        # Portions without a place may be the same.
        (("10 intercepted", "6 intercepted part", "6 intercepted part"), []),
        (("10 intercepted", "11 intercepted part"), [("impossible", 1)]),
        # Of two totals either may stand, but neither fits.
        (("62 launched", "60 intercepted", "65 intercepted"), [("suspicious", 5)]),
        (("59 launched", "60 intercepted", "65 intercepted"), [("impossible", 1), ("suspicious", 5)]),
        # Sent at a place, brought down anywhere.
        (("20 launched +UA-30", "15 intercepted +UA-32", "5 intercepted +UA-30"), []),
        (("20 launched", "12 launched part +UA-30", "9 launched part +UA-51"), [("impossible", 1)]),
    ],
)
def test_what_the_figures_of_one_report_allow(figures: tuple[str, ...], found: list[tuple[str, int]]) -> None:
    assert grave(night(*figures)) == found


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        # The ministry's lists.
        (("12 intercepted", "7 intercepted part +RU-KRS", "6 intercepted part +RU-BEL"), [("impossible", 1)]),
        (("12 intercepted", "13 intercepted part +RU-KRS+RU-BEL"), [("impossible", 1)]),
        (("12 intercepted +RU-BEL+RU-KRS", "7 intercepted part +RU-KRS", "6 intercepted part +RU-BEL"), [("impossible", 1)]),
        (("12 intercepted +RU-BEL+RU-KRS", "13 intercepted part +RU-TUL"), []),  # the twelve may be those over the places named
        # A part of a part.
        (("12 intercepted", "9 intercepted part +RU-MOS", "3 intercepted part +RU-MOW of 9"), []),
        # A capital beside its region is told on the way to it.
        (("12 intercepted", "9 intercepted part +RU-MOS", "5 intercepted part +RU-MOW"), []),
        (("12 intercepted", "9 intercepted part +RU-KLU", "5 intercepted part +RU-MOW"), [("impossible", 2)]),
    ],
)
def test_what_a_ministry_s_list_allows(figures: tuple[str, ...], found: list[tuple[str, int]]) -> None:
    assert grave(ministry(*figures)) == found


@pytest.mark.parametrize(
    ("metric", "count"),
    [
        ("launched", Count(90, 90)),
        ("intercepted", Count(60, 60)),
        ("hit", Count(0, 10)),
        ("neutralized", Count(80, 80)),
        ("left", Count(0, 10)),
    ],
)
def test_what_a_night_s_figures_say_of_every_outcome(metric: str, count: Count) -> None:
    assert bounds(night("90 launched", "60 intercepted", "20 jammed"), Query("RU", metric)).count == count


def test_the_bounds_of_one_place_and_of_one_weapon() -> None:
    made = ministry("12 intercepted", "7 intercepted part +RU-KRS", "2 intercepted missile")
    assert bounds(made, Query("UA", "intercepted", regions=("RU-KRS",))).count == Count(7, 7)
    assert bounds(made, Query("UA", "intercepted", regions=("RU-BEL",))).count == Count(0, 5)
    assert bounds(made, Query("UA", "intercepted", weapon="missile")).count == Count(2, 2)
    assert bounds(made, Query("RU", "intercepted")).count == Count(0, None)


def test_the_fewest_claims_that_set_a_bound_are_named() -> None:
    told = bounds(ministry("12 intercepted", "7 intercepted part +RU-KRS", "3 intercepted part +RU-TUL"), Query("UA", "intercepted"))
    assert ([claim.count.low for claim in told.low_claims], [claim.count.low for claim in told.high_claims]) == ([12], [12])


def test_an_outlet_says_nothing_more_where_the_speaker_s_own_statement_is_at_hand() -> None:
    outlet = claims("outlet", "2024-11-13T12:00+02:00", "UA<RU night", '95 launched "air force"')
    assert bounds((*night("90 launched"), *outlet), Query("RU")).count == Count(90, 90)
    assert bounds(outlet, Query("RU")).count == Count(95, 95)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("20:00", "22:00", Count(5, 5)),
        ("22:00", "23:00", Count(7, 7)),
        ("20:00", "23:00", Count(12, 12)),
        ("21:00", "22:00", Count(0, 5)),
    ],
)
def test_the_bounds_of_some_hours_are_of_what_was_counted_in_them(start: str, end: str, count: Count) -> None:
    when = "RU<UA window 2024-11-12T{}:00+03:00/2024-11-12T{}:00+03:00"
    made = claims("mod_russia", "2024-11-12T22:10+03:00", when.format(20, 22), "5 intercepted")
    made += claims("mod_russia", "2024-11-12T23:10+03:00", when.format(22, 23), "7 intercepted")
    first, last = (datetime.fromisoformat(f"2024-11-12T{hour}+03:00") for hour in (start, end))
    assert bounds(made, Query("UA", "intercepted", start=first, end=last)).count == count


def test_the_account_of_a_night_leaves_what_is_not_stated_open() -> None:
    (account,) = accounts(night("90 launched", "60 intercepted", "20 jammed", "2 left +BY of 20"))
    assert account.launched.count == Count(90, 90)
    assert [(metric, told.count) for metric, told in account.outcomes] == [("intercepted", Count(60, 60)), ("jammed", Count(20, 20))]
    assert account.unaccounted.count == Count(10, 10)
    assert accounts(night("5 intercepted missile")) == ()
    (only,) = accounts(night("60 intercepted"))
    assert only.launched.count == Count(60, None)
    assert only.unaccounted.count == Count(0, None)


def test_a_list_of_the_ministry_that_does_not_add_up_may_be_misread() -> None:
    def why(made: tuple[Claim, ...]) -> str:
        (finding,) = [finding for finding in check(made) if finding.kind == "excess"]
        return finding.explanations[-1]

    figures = ("12 intercepted", "7 intercepted part +RU-KRS", "6 intercepted part +RU-BEL")
    assert why(ministry(*figures)).startswith("a misreading of the post")
    assert not why(claims("outlet", "2024-11-13T07:30+03:00", "RU<UA night", *figures)).startswith("a misreading")
    assert not why(night("12 launched", "13 intercepted")).startswith("a misreading")


@pytest.mark.parametrize(
    ("text", "cut"), [("a" * 389, False), ("a" * 390, True), ("a" * 394 + ".", False), ("a" * 399 + ".", True), ("a" * 401, False)]
)
def test_a_text_of_the_length_at_which_its_keeper_cuts_is_cut(text: str, cut: bool) -> None:
    assert cut_off(text) == cut

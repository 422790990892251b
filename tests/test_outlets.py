"""What an outlet makes of a speaker's own statement: misquotes, lists re-told, and which statement is meant at all."""

from __future__ import annotations

import pytest

from reconcile.model import Claim, Finding
from reconcile.reconciliation import check
from reconcile.reconciliation.relays import posts_in_sum
from reconcile.reconciliation.reports import reports
from tests.claims_builder import claims


def air_force(*figures: str, time: str = "09:00") -> tuple[Claim, ...]:
    return claims("kpszsu", f"2024-11-13T{time}+02:00", "UA<RU night", *figures)


def of_air_force(*figures: str, time: str = "13T12:00", period: str = "night") -> tuple[Claim, ...]:
    return claims("outlet", f"2024-11-{time}+02:00", f"UA<RU {period}", *(f'{figure} "air force"' for figure in figures))


def ministry(*figures: str) -> tuple[Claim, ...]:
    return claims("mod_russia", "2024-11-13T07:30+03:00", "RU<UA night", *figures)


def of_ministry(*figures: str) -> tuple[Claim, ...]:
    return claims("agency", "2024-11-13T09:00+03:00", "RU<UA night", *(f'{figure} "Минобороны"' for figure in figures))


def items(**counts: int) -> tuple[str, ...]:
    return tuple(f"{number} intercepted part +RU-{region}" for region, number in counts.items())


def found(kind: str, *told: tuple[Claim, ...]) -> list[Finding]:
    return [finding for finding in check([claim for some in told for claim in some]) if finding.kind == kind]


@pytest.mark.parametrize(
    ("own", "retold", "severity", "by"),
    [
        (("60 launched", "40 intercepted"), ("60 launched", "45 intercepted"), "impossible", 5),
        (("60 launched", "40 intercepted"), ("61 launched", "40 intercepted"), "impossible", 1),
        # Nothing else agrees, so that another statement may be meant.
        (("60 launched",), ("45 launched",), "inconsistent", 15),
        # A guess of the reading, an interval or a part make no more than a suspicion.
        (("60 launched", "40 intercepted"), ("60 launched", "45 intercepted !attribution"), "suspicious", 5),
        (("60 launched", "40 intercepted"), ("60 launched", "45.. intercepted"), "suspicious", 5),
        (("60 launched", "9 intercepted part +UA-30"), ("60 launched", "8 intercepted part +UA-30"), "suspicious", 1),
        # "Destroyed" may cover those lost to jamming.
        (("90 launched", "60 intercepted", "20 jammed"), ("90 launched", "80 intercepted"), "inconsistent", 20),
        # A merged figure is held against the two that it merges.
        (("90 launched", "60 intercepted", "20 jammed"), ("90 launched", "85 neutralized"), "impossible", 5),
        # Places hit are counted too.
        (("60 launched", "4 hit_locations"), ("60 launched", "5 hit_locations"), "impossible", 1),
    ],
)
def test_a_figure_that_the_speaker_s_own_statement_contradicts(
    own: tuple[str, ...], retold: tuple[str, ...], severity: str, by: int
) -> None:
    (misquote,) = found("misquote", air_force(*own), of_air_force(*retold))
    assert (misquote.severity, misquote.by) == (severity, by)


@pytest.mark.parametrize(
    ("own", "retold"),
    [
        (("60 launched", "40 intercepted"), ("60 launched", "40 intercepted")),
        (("60 launched", "40 intercepted"), ("60 launched", "40.. intercepted")),
        (("60 launched", "40 intercepted"), ("60 launched", "~43 intercepted")),
        (("60 launched", "40 intercepted"), ("60 launched", "45 intercepted missile")),
        (("90 launched", "60 intercepted", "20 jammed"), ("90 launched", "80 neutralized")),
        # The own statement gives two figures for it, and the outlet one of them.
        (("60 launched", "40 intercepted", "45 intercepted"), ("60 launched", "45 intercepted")),
    ],
)
def test_a_figure_that_agrees_with_the_own_statement_is_no_misquote(own: tuple[str, ...], retold: tuple[str, ...]) -> None:
    assert found("misquote", air_force(*own), of_air_force(*retold)) == []


def test_the_lines_of_a_misquote_say_whose_figure_stands_against_whose() -> None:
    (direct,) = found("misquote", air_force("60 launched", "40 intercepted"), of_air_force("60 launched", "45 intercepted"))
    assert direct.balance == "45 intercepted in outlet, 40 in the Air Force's own statement"
    assert direct.explanations[0] == "the Air Force's own statement gives 40"
    assert [str(mend) for mend in direct.mended_by] == ["intercepted 40", "intercepted 45"]
    merged = found("misquote", air_force("90 launched", "60 intercepted", "20 jammed"), of_air_force("90 launched", "85 neutralized"))
    assert merged[0].balance == "85 neutralized in outlet, but 60 intercepted + 20 jammed in the Air Force's own statement leave 80"
    assert [str(mend) for mend in merged[0].mended_by] == ["neutralized 80"]
    loose = found("misquote", air_force("90 launched", "60 intercepted", "20 jammed"), of_air_force("90 launched", "80 intercepted"))
    assert loose[0].explanations[1] == "consistent if the outlet counts those lost to jamming among the destroyed"
    doubted = found("misquote", air_force("60 launched", "40 intercepted"), of_air_force("60 launched", "45 intercepted !attribution"))
    assert doubted[0].explanations[0].startswith("rests on a doubtful reading of ")


def test_more_than_the_whole_of_the_own_statement_leaves_room_for() -> None:
    (misquote,) = found("misquote", air_force("60 launched", "50 intercepted"), of_air_force("60 launched", "11 jammed"))
    assert misquote.balance == "11 jammed in outlet, but 60 launched + 50 intercepted in the Air Force's own statement leave 0..10"
    assert found("misquote", air_force("60 launched", "50 intercepted"), of_air_force("60 launched", "10 jammed")) == []


@pytest.mark.parametrize(
    ("time", "repeats"),
    [
        ("13T08:15", True),  # agencies have a post up to three quarters of an hour before its channel
        ("13T08:14", False),
        ("14T21:00", True),  # a day and a half later
        ("14T21:01", False),
    ],
)
def test_within_what_time_an_outlet_repeats_a_statement(time: str, repeats: bool) -> None:
    retold = of_air_force("60 launched", "45 intercepted", time=time, period="night 2024-11-12T20:00+02:00/")
    assert bool(found("misquote", air_force("60 launched", "40 intercepted"), retold)) == repeats


def test_a_figure_of_the_speaker_s_other_version_is_no_misquote() -> None:
    first, second = air_force("60 launched", "40 intercepted", time="07:00"), air_force("60 launched", "45 intercepted")
    assert found("misquote", first, second, of_air_force("60 launched", "40 intercepted")) == []
    assert found("misquote", first, second, of_air_force("60 launched", "45 intercepted")) == []
    assert [finding.by for finding in found("misquote", first, second, of_air_force("60 launched", "47 intercepted"))] == [2]


@pytest.mark.parametrize(
    ("figure", "posts"),
    [
        ("12 intercepted", [5, 7]),
        ("16 intercepted", [7, 9]),
        ("21 intercepted", [5, 7, 9]),
        ("14 intercepted", []),  # the first and the last without the one between
        ("5 intercepted", []),  # one post is no sum
        ("~12 intercepted", []),
        ("12 intercepted missile", []),
    ],
)
def test_posts_one_after_another_add_up_to_an_outlet_s_figure(figure: str, posts: list[int]) -> None:
    def post(first: str, last: str, told: str) -> tuple[Claim, ...]:
        return claims("mod_russia", f"2024-11-13T{last}+03:00", f"RU<UA window 2024-11-13T{first}+03:00/2024-11-13T{last}+03:00", told)

    own = (*post("01:00", "03:00", "5 intercepted"), *post("03:00", "05:00", "7 intercepted"), *post("05:00", "07:00", "9 intercepted"))
    nested = post("05:30", "06:00", "2 intercepted")  # in the nine already
    (told,) = of_ministry(figure)
    assert [claim.count.low for claim in posts_in_sum(told, reports((*nested, *own)))] == posts


def test_posts_whose_hours_cross_are_never_added_up() -> None:
    window = "RU<UA window 2024-11-13T0{}:00+03:00/2024-11-13T0{}:00+03:00"
    one, other = (
        claims("mod_russia", f"2024-11-13T0{last}:00+03:00", window.format(first, last), "6 intercepted")
        for first, last in ((1, 4), (3, 6))
    )
    (told,) = of_ministry("12 intercepted")
    assert posts_in_sum(told, reports((*one, *other))) == ()


OWN = ministry("30 intercepted", *items(KRS=12, BEL=10, BRY=5, TUL=3))


def test_a_place_dropped_from_a_list_is_named_with_the_speaker_s_own_words() -> None:
    (short,) = found("unattributed", OWN, of_ministry("30 intercepted", *items(KRS=12, BEL=10, BRY=5)))
    assert (short.severity, short.by) == ("suspicious", 3)
    assert short.explanations[:2] == (
        "the speaker's own statements: 30; beyond the places named here 3 over Tula region, which accounts for all 3",
        "a list re-told without Tula region",
    )
    # Two places named are hardly the whole list; of a list with "including" nothing is dropped.
    (short,) = found("unattributed", OWN, of_ministry("30 intercepted", *items(KRS=12, BEL=10)))
    assert (short.severity, short.by) == ("note", 8)
    assert short.explanations[0].endswith("5 over Bryansk region, 3 over Tula region, which accounts for all 8")


def test_a_list_of_which_as_much_is_missing_as_told_is_no_slip() -> None:
    own = ministry("30 intercepted", *items(KRS=12, BEL=10, BRY=5, TUL=2, ORL=1))
    (short,) = found("unattributed", own, of_ministry("30 intercepted", *items(KRS=12, BEL=10, BRY=5)))
    assert (short.severity, short.by) == ("note", 3)


def test_a_shortfall_that_the_own_statement_does_not_explain_stays_as_it_is() -> None:
    (short,) = found("unattributed", OWN, of_ministry("30 intercepted", *items(KRS=12, BEL=9, BRY=5, TUL=3)))
    assert short.severity == "note"
    assert not short.explanations[0].startswith("the speaker's own statements")
    (short,) = found("unattributed", OWN, of_ministry("30 intercepted", *items(KRS=12, BEL=9, BRY=5)))
    assert short.by == 4
    (said,) = [why for why in short.explanations if why.startswith("the speaker's own statements")]
    assert said.endswith("beyond the places named here 3 over Tula region")


def test_an_item_under_another_place_than_in_the_speaker_s_list() -> None:
    (slip,) = found("misquote", OWN, of_ministry("30 intercepted", *items(KRS=12, BEL=10, BRY=5, KLU=3)))
    assert (slip.severity, slip.by) == ("inconsistent", 3)
    assert slip.balance.startswith("3 over Kaluga region in agency, 3 over Tula region in the speaker's own list")
    assert [str(mend) for mend in slip.mended_by] == ["intercepted 0"]


@pytest.mark.parametrize(
    "retold",
    [
        items(KRS=12, BEL=10, BRY=5, TUL=3),
        items(KRS=12, BEL=10, BRY=5, KLU=4),  # another figure
        items(KRS=12, BEL=10, TUL=3, KLU=3),  # no place of that figure is missing
        items(KRS=12, BEL=10, BRY=5, TUL=3, KLU=3),
    ],
)
def test_what_is_no_slip_between_two_places(retold: tuple[str, ...]) -> None:
    assert [finding for finding in found("misquote", OWN, of_ministry("30 intercepted", *retold)) if "own list" in finding.balance] == []


def test_of_two_places_with_one_figure_none_is_said_to_be_the_other() -> None:
    own = ministry("30 intercepted", *items(KRS=12, BEL=12, BRY=3, TUL=3))
    assert found("misquote", own, of_ministry("30 intercepted", *items(KRS=12, BEL=12, KLU=3))) == []
    assert found("misquote", own, of_ministry("30 intercepted", *items(KRS=12, BEL=12, KLU=3, ORL=3))) == []


def test_an_own_list_that_is_not_complete_is_no_measure() -> None:
    own = ministry("31 intercepted", *items(KRS=12, BEL=10, BRY=5, TUL=3))
    told = found("misquote", own, of_ministry("31 intercepted", *items(KRS=12, BEL=10, BRY=5, KLU=3)))
    assert [finding for finding in told if "own list" in finding.balance] == []


def test_a_place_that_an_outlet_names_twice() -> None:
    own = ministry(*items(KRS=12, BEL=10))
    twice = of_ministry(*items(KRS=12, BEL=10), "4 intercepted part +RU-KRS")
    (double,) = [finding for finding in found("misquote", own, twice) if "twice" in finding.balance]
    assert (double.severity, double.by) == ("suspicious", 4)
    assert double.balance == "Kursk region twice in agency (12 and 4), once in the speaker's own list: 12 intercepted over Kursk region"
    neither = of_ministry("11 intercepted part +RU-KRS", *items(BEL=10), "4 intercepted part +RU-KRS")
    assert [finding for finding in found("misquote", own, neither) if "twice" in finding.balance] == []
    own_twice = ministry(*items(KRS=12, BEL=10), "4 intercepted part +RU-KRS")
    assert [finding for finding in found("misquote", own_twice, twice) if "twice" in finding.balance] == []


def test_a_part_told_beside_the_total() -> None:
    own = ministry("30 intercepted", *items(KRS=12, BEL=18))
    (extra,) = found("misquote", own, of_ministry("30 intercepted part", *items(KRS=12)))
    assert (extra.severity, extra.by) == ("inconsistent", 12)
    assert extra.balance == "30 + 12 over Kursk region = 42 in agency, but 30 in the speaker's own posts, 12 over Kursk region among them"
    assert found("misquote", own, of_ministry("30 intercepted", *items(KRS=12))) == []
    assert found("misquote", own, of_ministry("30 intercepted part", *items(KRS=12), "5 intercepted part")) == []


def test_a_place_named_twice_beside_a_total_is_a_matter_of_the_sum() -> None:
    own = ministry("22 intercepted", *items(KRS=12, BEL=10))
    told = of_ministry("22 intercepted", *items(KRS=12, BEL=10), "4 intercepted part +RU-KRS")
    assert [finding for finding in found("misquote", own, told) if "twice" in finding.balance] == []
    assert [finding.by for finding in found("excess", own, told)] == [4]

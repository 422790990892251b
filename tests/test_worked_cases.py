"""Every worked case, as published: from the figures of each statement to the finding, its size, its claims and what mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reconcile.model import Claim, Finding
from reconcile.reconciliation import Query, accounts, bounds, check
from tests.claims_builder import claims, statement


def grave(found: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    return [(finding.severity, finding.kind, finding.by) for finding in found if finding.severity != "note"]


def only(found: tuple[Finding, ...], kind: str) -> Finding:
    (finding,) = [finding for finding in found if finding.kind == kind]
    return finding


def mended(finding: Finding) -> list[str]:
    return [str(mend) for mend in finding.mended_by]


ARTICLE = claims(
    "guardian",
    "2024-11-16T19:16+01:00",
    "RU<UA",
    "35 intercepted",
    "20 intercepted +RU-KRS part of 35",
    "11 intercepted +RU-BRY part of 35",
    after=claims(
        "guardian",
        "2024-11-16T19:16+01:00",
        "UA<RU night",
        "0..12 neutralized +UA-30 ^UA-30",
        "83 launched =shahed",
        "55 intercepted of 83",
        "30 jammed of 83",
    ),
)
AIR_FORCE = claims("kpszsu", "2024-11-16T09:30+02:00", "UA<RU night 2024-11-15T19:30+02:00/", "83 launched", "53 intercepted", "30 jammed")
MINISTRY = claims(
    "mod_russia",
    "2024-11-16T07:48+03:00",
    "RU<UA night",
    "34 intercepted",
    "20 intercepted +RU-KRS part",
    "11 intercepted +RU-BRY part",
    "1 intercepted +UA-43 part",
    "1 intercepted +RU-BEL part",
    "1 intercepted +RU-KLU part",
) + claims(
    "mod_russia",
    "2024-11-16T11:42+03:00",
    "RU<UA moment 2024-11-16T08:10+03:00/2024-11-16T08:10+03:00",
    "1 intercepted +RU-VOR",
)


def test_the_article_alone_has_an_excess_of_two_and_four_unattributed_and_nothing_else() -> None:
    found = check(ARTICLE)
    assert [(finding.severity, finding.kind, finding.by) for finding in found] == [("impossible", "excess", 2), ("note", "unattributed", 4)]
    excess, unattributed = found
    assert excess.balance == "55 intercepted + 30 jammed = 85, of 83 launched"
    assert mended(excess) == ["launched 85..", "intercepted ..53", "jammed ..28"]
    assert unattributed.balance == "20 over Kursk region + 11 over Bryansk region = 31, of 35 intercepted: 4 unattributed"


def test_up_to_a_dozen_over_kyiv_contradicts_nothing() -> None:
    about_kyiv = ARTICLE[0]
    assert not any(about_kyiv in finding.claims for finding in check((*ARTICLE, *AIR_FORCE)))


def test_with_the_own_statements_the_article_misquotes_the_air_force_and_its_excess_says_so() -> None:
    found = check((*ARTICLE, *AIR_FORCE, *MINISTRY))
    misquote = only(found, "misquote")
    assert (misquote.severity, misquote.by) == ("impossible", 2)
    assert [claim.count.low for claim in misquote.claims] == [55, 53]
    assert misquote.balance == "55 intercepted in guardian, 53 in the Air Force's own statement"
    assert "the Air Force's own statement gives 53 intercepted" in only(found, "excess").explanations[0]


def test_with_the_ministry_s_posts_all_35_have_a_place() -> None:
    unattributed = only(check((*ARTICLE, *AIR_FORCE, *MINISTRY)), "unattributed")
    assert unattributed.by == 4
    assert unattributed.explanations[0].startswith("the speaker's own statements: 34 + 1 = 35")
    assert unattributed.explanations[0].endswith("accounts for all 4")


def test_81_of_81_add_up_exactly() -> None:
    posted = claims("kpszsu", "2024-10-23T09:00+03:00", "UA<RU night", "81 launched", "57 intercepted", "15 jammed", "9 airborne")
    assert check(posted) == ()


def test_an_approximate_remainder_contradicts_nothing() -> None:
    figures = ("135 launched", "80 intercepted", "44 jammed", "2 left +BY", "~10 airborne")
    assert check(claims("kpszsu", "2024-10-18T09:00+03:00", "UA<RU night", *figures)) == ()


def test_a_later_body_s_larger_figure_is_a_revision_that_keeps_both() -> None:
    first = claims("kpszsu", "2023-05-28T08:00+03:00", "UA<RU night", "54 launched", "52 intercepted")
    later = claims("GeneralStaffZSU", "2023-05-28T18:00+03:00", "UA<RU night", "59 launched", "58 intercepted")
    found = [finding for finding in check((*first, *later)) if finding.kind == "revision"]
    assert sorted((finding.by, [claim.count.low for claim in finding.claims]) for finding in found) == [(5, [54, 59]), (6, [52, 58])]
    assert grave(check((*first, *later))) == []


def test_a_city_cannot_have_more_than_its_country() -> None:
    national = claims("kpszsu", "2023-01-02T08:00+02:00", "UA<RU night", "39 launched", "39 intercepted")
    staff = claims("GeneralStaffZSU", "2023-01-02T18:00+02:00", "UA<RU night", "44 intercepted")
    figures = ("40 launched +UA-30", "22 intercepted +UA-30 part", "15 intercepted +UA-32 part", "3 intercepted part")
    mayor = claims("klitschko", "2023-01-02T09:00+02:00", "UA<RU night", *(f"{figure} ^UA-30" for figure in figures))
    (finding,) = [finding for finding in check((*national, *staff, *mayor)) if finding.kind == "excess"]
    assert (finding.severity, finding.by) == ("impossible", 1)
    assert mended(finding) == ["launched 40..", "launched ..39"]
    assert {claim.source for claim in finding.claims} == {"kpszsu", "klitschko"}


def test_exits_inside_the_lost_leave_ten_open() -> None:
    figures = ("267 launched", "138 intercepted", "119 jammed", "3 left part +RU of 119", "1 left part +BY of 119")
    posted = claims("kpszsu", "2025-02-23T09:00+02:00", "UA<RU night", *figures)
    found = check(posted)
    assert [(finding.severity, finding.kind, finding.by) for finding in found] == [("note", "unaccounted", 10)]
    assert found[0].balance == "267 launched − 138 intercepted − 119 jammed = 10 unaccounted for"
    (account,) = accounts(posted)
    assert str(account.unaccounted.count) == "10"


def window(start: str, end: str) -> str:
    return f"RU<UA window 2025-05-{start}+03:00/2025-05-{end}+03:00"


def test_the_night_that_contains_the_evening_is_296_and_not_408() -> None:
    evening = claims("mod_russia", "2025-05-28T00:38+03:00", window("27T21:00", "28T00:00"), "112 intercepted")
    night = claims("mod_russia", "2025-05-28T07:38+03:00", window("27T21:00", "28T07:00"), "296 intercepted")
    overlap = only(check((*evening, *night)), "overlap")
    assert overlap.balance == "112 intercepted (21:00–00:00) lies inside 296 intercepted (21:00–07:00): together 296, not 408"
    assert str(bounds((*evening, *night), Query("UA", "intercepted")).count) == "296"


def test_a_headline_may_be_a_part_of_the_night() -> None:
    hours = "RU<UA window 2025-04-21T20:00+03:00/2025-04-22T06:00+03:00"
    headline = claims("mod_russia", "2025-04-22T07:22+03:00", "RU<UA night", "3 intercepted")
    post = claims("mod_russia", "2025-04-22T07:22+03:00", hours, "10 intercepted", after=headline)
    evening = claims("mod_russia", "2025-04-21T20:50+03:00", "RU<UA window 2025-04-21T20:00+03:00/2025-04-21T20:40+03:00", "5 intercepted")
    later = claims("mod_russia", "2025-04-21T21:20+03:00", "RU<UA window 2025-04-21T20:55+03:00/2025-04-21T21:10+03:00", "2 intercepted")
    found = check((*post, *evening, *later))
    assert grave(found) == []
    assert [finding.by for finding in found if finding.kind == "overlap"] == [5, 2, 0]
    assert str(bounds((*post, *evening, *later), Query("UA", "intercepted")).count) == "10..13"


def air_force_june() -> tuple[Claim, ...]:
    launched = ("537 launched mixed", "477 launched", "60 launched missile")
    outcomes = ("475 neutralized mixed", "249 intercepted mixed", "211 intercepted", "226 jammed mixed", "225 jammed")
    return claims("kpszsu", "2025-06-29T09:00+03:00", "UA<RU night", *launched, *outcomes)


def test_an_outlet_that_calls_all_neutralised_weapons_drones_misquotes() -> None:
    outlet = claims("outlet", "2025-06-29T12:00+03:00", "UA<RU night", '475 neutralized "air force"', '477 launched "air force"')
    assert grave(check(air_force_june())) == []
    misquote = only(check((*air_force_june(), *outlet)), "misquote")
    assert (misquote.severity, misquote.by) == ("impossible", 39)
    assert mended(misquote)[0] == "neutralized 436"


def test_the_missiles_inside_a_total_are_not_added_to_it() -> None:
    launched = ("728 launched", "13 launched missile", "718 neutralized mixed", "303 intercepted mixed")
    own = claims("kpszsu", "2025-07-09T09:00+03:00", "UA<RU night", *launched, "296 intercepted", "7 intercepted missile", "415 jammed")
    outlet = claims("outlet", "2025-07-09T12:00+03:00", "UA<RU night", "728 launched", "718 neutralized", "7 neutralized missile")
    misquote = only(check((*own, *outlet)), "misquote")
    assert (misquote.severity, misquote.by) == ("impossible", 7)
    assert mended(misquote)[0] == "neutralized 711"


NOVEMBER = {"RU-ROS": 46, "RU-SAR": 30, "UA-43": 29, "SEA-BLACK": 12, "RU-BRY": 6, "RU-BEL": 5, "RU-VGG": 5, "RU-VOR": 3}


def listed(figures: dict[str, int]) -> tuple[str, ...]:
    return tuple(f"{number} intercepted part +{region}" for region, number in figures.items())


def test_a_list_retold_without_crimea_is_a_dropped_region() -> None:
    own = claims("mod_russia", "2025-11-28T07:38+03:00", "RU<UA night", "136 intercepted", *listed(NOVEMBER))
    shorter = {region: number for region, number in NOVEMBER.items() if region != "UA-43"}
    outlet = claims("outlet", "2025-11-28T09:00+03:00", "RU<UA night", "136 intercepted", *listed(shorter))
    finding = only(check((*own, *outlet)), "unattributed")
    assert finding.by == 29
    assert finding.balance.endswith("= 107, of 136 intercepted: 29 unattributed")
    assert (
        finding.explanations[0]
        == "the speaker's own statements: 136; beyond the places named here 29 over Crimea, which accounts for all 29"
    )


def test_a_list_with_a_region_twice_outnumbers_its_total() -> None:
    places = {"RU-BRY": 24, "RU-SAR": 12, "RU-ROS": 11, "RU-VGG": 9, "RU-BEL": 2, "RU-VOR": 2, "UA-43": 7}
    own = claims("mod_russia", "2025-12-08T07:33+03:00", "RU<UA night", "67 intercepted", *listed(places))
    outlet = claims("outlet", "2025-12-08T09:00+03:00", "RU<UA night", "67 intercepted", *listed(places), "7 intercepted part +RU-ROS")
    finding = only(check((*own, *outlet)), "excess")
    assert (finding.severity, finding.by) == ("impossible", 7)
    assert finding.balance.endswith("= 74, of 67 intercepted")
    assert finding.explanations[0] == "Rostov region stands twice in the list (11 and 7); without the 7 it adds up"
    assert "intercepted 0" in mended(finding)


def test_a_part_read_as_something_further_is_recognised() -> None:
    places = {"RU-ROS": 47, "RU-BEL": 1, "RU-VOR": 1, "RU-SMO": 1, "RU-KDA": 8, "SEA-AZOV": 17}
    own = claims("mod_russia", "2024-07-22T07:06+03:00", "RU<UA night", "75 intercepted", *listed(places))
    own += claims(
        "mod_russia", "2024-07-22T08:35+03:00", "RU<UA moment 2024-07-22T07:00+03:00/2024-07-22T07:00+03:00", "5 intercepted +RU-AST"
    )
    outlet = claims("outlet", "2024-07-22T12:00+03:00", "RU<UA night", "80 intercepted part", "47 intercepted part +RU-ROS")
    finding = only(check((*own, *outlet)), "misquote")
    assert finding.by == 47
    assert finding.balance.startswith("80 + 47 over Rostov region = 127 in outlet, but 75 + 5 = 80")
    assert finding.explanations == ("a part read as an extra figure",)


def test_a_counter_that_fell_is_impossible() -> None:
    first = claims("agency", "2024-04-25T14:00+03:00", "RU<UA since_start", '23132 intercepted "Минобороны"')
    later = claims("other", "2024-05-10T14:00+03:00", "RU<UA since_start", '12040 intercepted "Минобороны"')
    finding = only(check((*first, *later)), "counter")
    assert (finding.severity, finding.by) == ("impossible", 11092)
    assert mended(finding) == ["intercepted ..12040", "intercepted 23132.."]
    assert "stale copy" in finding.explanations[0]


def test_two_reports_on_hours_that_lie_apart_add_up() -> None:
    night = claims("kpszsu", "2025-05-07T14:50+03:00", "UA<RU window 2025-05-06T22:00+03:00/2025-05-07T14:30+03:00", "187 launched")
    day = claims("kpszsu", "2025-05-07T20:50+03:00", "UA<RU window 2025-05-07T14:30+03:00/2025-05-07T20:30+03:00", "31 launched")
    assert check((*night, *day)) == ()
    whole = Query(
        "RU", "launched", start=datetime.fromisoformat("2025-05-06T22:00+03:00"), end=datetime.fromisoformat("2025-05-07T20:30+03:00")
    )
    told = bounds((*night, *day), whole)
    assert (told.low, told.high) == (218, 218)
    assert {claim.count.low for claim in told.low_claims} == {187, 31}


def test_a_headline_that_contradicts_its_body_is_impossible() -> None:
    post = claims("kpszsu", "2026-04-09T08:30+03:00", "UA<RU night", "99 neutralized", "119 launched", "119 neutralized +UA-NORTH+UA-SOUTH")
    assert grave(check(post)) == [("impossible", "excess", 20)]


def test_both_sides_totals_in_one_sentence_are_told_apart() -> None:
    ukraine = claims("outlet", "2024-11-16T12:00+02:00", "UA<RU night", "55 intercepted")
    made = claims("outlet", "2024-11-16T12:00+02:00", "RU<UA night", "35 intercepted", after=ukraine)
    assert check(made, [statement(made)]) == ()
    text = statement(made)
    beside = replace(text, text=text.text.replace("\n", " "))
    assert [finding.kind for finding in check(made, [beside])] == ["incomparable"]

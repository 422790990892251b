"""Which claims speak of one attack."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.attacks import day_of, group, hours, is_tally
from reconcile.model import Claim
from tests.claims_builder import claims


def quotes(made: tuple[Claim, ...]) -> list[set[str]]:
    return [{claim.quote for claim in attack.claims} for attack in group(made)]


def test_a_night_is_named_by_the_day_it_ends_on() -> None:
    (stated,) = claims("kpszsu", "2024-11-16T09:00+02:00", "UA<RU night 2024-11-15T19:30+02:00/", "83 launched")
    (unstated,) = claims("kpszsu", "2024-11-16T09:00+02:00", "UA<RU night", "83 launched")
    assert day_of(stated) == day_of(unstated) == date(2024, 11, 16)
    assert hours(stated).name == hours(unstated).name


def test_a_window_from_evening_to_morning_belongs_to_the_morning() -> None:
    (claim,) = claims(
        "mod_russia", "2025-05-28T07:38+03:00", "RU<UA window 2025-05-27T21:00+03:00/2025-05-28T07:00+03:00", "296 intercepted"
    )
    assert day_of(claim) == date(2025, 5, 28)


def test_hours_are_compared_across_time_zones() -> None:
    (kyiv,) = claims("a", None, "UA<RU window 2025-05-27T20:00+02:00/2025-05-28T06:00+02:00", "1 launched")
    (moscow,) = claims("b", None, "UA<RU window 2025-05-27T21:00+03:00/2025-05-28T07:00+03:00", "1 launched")
    assert hours(kyiv) == hours(moscow)


def test_nested_windows_are_one_attack_and_windows_that_touch_are_two() -> None:
    evening = claims("m", "2025-05-28T00:38+03:00", "RU<UA window 2025-05-27T21:00+03:00/2025-05-28T00:00+03:00", "112 intercepted")
    night = claims("m", "2025-05-28T07:38+03:00", "RU<UA window 2025-05-27T21:00+03:00/2025-05-28T07:00+03:00", "296 intercepted")
    morning = claims("m", "2025-05-28T12:08+03:00", "RU<UA window 2025-05-28T07:00+03:00/2025-05-28T12:00+03:00", "33 intercepted")
    assert quotes((*morning, *night, *evening)) == [{"112 intercepted", "296 intercepted"}, {"33 intercepted"}]


def test_both_directions_of_one_night_are_two_attacks() -> None:
    ukraine = claims("kpszsu", "2024-11-16T09:00+02:00", "UA<RU night", "83 launched")
    russia = claims("mod_russia", "2024-11-16T07:48+03:00", "RU<UA night", "34 intercepted")
    assert [attack.attacker for attack in group((*ukraine, *russia))] == ["RU", "UA"]


def test_a_day_report_stands_apart_from_the_night() -> None:
    night = claims("kpszsu", "2024-11-16T09:00+02:00", "UA<RU night", "83 launched")
    day = claims("kpszsu", "2024-11-16T20:00+02:00", "UA<RU day", "12 launched")
    assert quotes((*night, *day)) == [{"83 launched"}, {"12 launched"}]


def test_a_text_without_a_period_joins_the_night_of_its_day() -> None:
    night = claims("mod_russia", "2024-11-16T07:48+03:00", "RU<UA night", "34 intercepted")
    article = claims("outlet", "2024-11-16T19:16+01:00", "RU<UA", "35 intercepted")
    assert quotes((*night, *article)) == [{"34 intercepted", "35 intercepted"}]


def test_a_night_told_of_while_it_lasts_counts_only_the_hours_so_far() -> None:
    (early,) = claims("mod_russia", "2024-11-16T03:10+03:00", "RU<UA night", "3 intercepted")
    (final,) = claims("mod_russia", "2024-11-16T07:48+03:00", "RU<UA night", "34 intercepted")
    assert hours(early).name != hours(final).name


def test_tallies_of_days_and_counters_are_in_no_attack() -> None:
    made = claims("m", "2025-05-23T13:00+03:00", "RU<UA window 2025-05-20T20:00+03:00/2025-05-23T08:00+03:00", "788 intercepted")
    made += claims("m", "2025-05-23T13:00+03:00", "RU<UA since_start", "60000 intercepted")
    assert all(is_tally(claim) for claim in made)
    assert group(made) == ()


def test_nothing_known_of_the_time_is_no_time() -> None:
    (attack,) = group(claims("x", None, "UA<RU", "3 launched"))
    assert (attack.start, attack.end) == (None, None)


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(24)))
def test_the_order_of_the_claims_does_not_change_the_attacks(order: list[int]) -> None:
    made = [
        claims(
            "m",
            f"2025-05-28T{hour:02d}:59+03:00",
            f"RU<UA window 2025-05-28T{hour:02d}:00+03:00/2025-05-28T{hour:02d}:50+03:00",
            f"{hour} hit",
        )[0]
        for hour in range(24)
    ]
    assert group([made[index] for index in order]) == group(made)


def shown(stretch: tuple[int, int] | None) -> str:
    """Write a stretch in the local hours in which the tests are thought."""
    if stretch is None:
        return "none"
    moments = [datetime.fromtimestamp(60 * number, UTC).astimezone(timezone(timedelta(hours=3))) for number in stretch]
    return "–".join(f"{moment:%d %H:%M}" for moment in moments)


@pytest.mark.parametrize(
    ("published", "period", "core", "usual", "hull"),
    [
        # A night without hours: surely from midnight to five, usually from eight to seven, at most from five to noon or publication.
        ("2024-11-16T09:00+02:00", "night", "16 00:00–16 05:00", "15 20:00–16 07:00", "15 17:00–16 10:00"),
        ("2024-11-16T20:00+03:00", "night", "16 00:00–16 05:00", "15 20:00–16 07:00", "15 17:00–16 12:00"),
        ("2024-11-16T06:30+03:00", "night", "16 00:00–16 05:00", "15 20:00–16 06:30", "15 17:00–16 06:30"),
        ("2024-11-16T03:10+03:00", "night", "16 00:00–16 03:10", "15 20:00–16 03:10", "15 17:00–16 03:10"),
        ("2024-11-16T00:00+03:00", "night", "none", "15 20:00–16 00:00", "15 17:00–16 00:00"),
        # From its stated beginning until its tally, else until morning.
        ("2024-11-16T09:00+03:00", "night 2024-11-15T19:30+03:00/", "16 00:00–16 05:00", "15 19:30–16 07:00", "15 19:30–16 09:00"),
        (
            "2024-11-16T09:00+03:00",
            "night 2024-11-15T19:30+03:00/ @2024-11-16T08:00+03:00",
            "16 00:00–16 05:00",
            "15 19:30–16 08:00",
            "15 19:30–16 09:00",
        ),
        # A day without hours: from morning to evening, at most from the noon before to midnight, never beyond publication.
        ("2024-11-16T23:59+03:00", "day", "none", "16 07:00–16 20:00", "15 12:00–16 23:59"),
        ("2024-11-16T18:00+03:00", "day", "none", "16 07:00–16 18:00", "15 12:00–16 18:00"),
        ("2024-11-16T06:00+03:00", "day", "none", "15 12:00–16 06:00", "15 12:00–16 06:00"),
        # Hours that the text gives, whole or only their beginning; a moment stands for a quarter of an hour around it.
        (
            "2024-11-16T13:00+03:00",
            "window 2024-11-16T09:00+03:00/2024-11-16T11:00+03:00",
            "16 09:00–16 11:00",
            "16 09:00–16 11:00",
            "16 09:00–16 11:00",
        ),
        ("2024-11-16T13:00+03:00", "window 2024-11-16T09:00+03:00/", "none", "16 09:00–16 13:00", "16 09:00–16 13:00"),
        (
            "2024-11-16T13:00+03:00",
            "moment 2024-11-16T08:10+03:00/2024-11-16T08:10+03:00",
            "none",
            "16 08:10–16 08:11",
            "16 07:55–16 08:25",
        ),
        # No hours at all: the half day before for a window, else at most a day and a half, usually since last evening.
        ("2024-11-16T13:00+03:00", "window", "none", "16 01:00–16 13:00", "16 01:00–16 13:00"),
        ("2024-11-16T13:00+03:00", "moment", "none", "16 01:00–16 13:00", "16 01:00–16 13:00"),
        ("2024-11-16T13:00+03:00", "", "none", "15 20:00–16 13:00", "15 01:00–16 13:00"),
    ],
)
def test_the_hours_that_words_count(published: str, period: str, core: str, usual: str, hull: str) -> None:
    (claim,) = claims("m", published, f"RU<UA {period}", "3 intercepted")
    when = hours(claim)
    assert (shown(when.core), shown(when.usual), shown(when.hull)) == (core, usual, hull)
    assert when.exact == (core == hull)


@pytest.mark.parametrize(("published", "early"), [("23:59", False), ("00:00", True), ("00:30", True), ("04:59", True), ("05:00", False)])
def test_a_night_is_still_going_on_from_midnight_to_five(published: str, early: bool) -> None:
    (told,) = claims("m", f"2024-11-16T{published}+03:00", "RU<UA night", "3 intercepted")
    (since,) = claims("m", f"2024-11-16T{published}+03:00", "RU<UA night 2024-11-15T20:00+03:00/", "3 intercepted")
    assert hours(told).name == (("night", "2024-11-16", published) if early else ("night", "2024-11-16"))
    assert hours(since).name == ("night", "2024-11-16")


def test_a_moment_without_an_offset_is_read_by_the_local_clocks() -> None:
    window = "RU<UA window 2024-11-15T23:30{0}/2024-11-16T00:30{0}"
    (bare,) = claims("m", "2024-11-16T09:00", window.format(""), "3 intercepted")
    (local,) = claims("m", "2024-11-16T09:00+03:00", window.format("+03:00"), "3 intercepted")
    assert hours(bare) == hours(local)
    assert day_of(bare) == day_of(local) == date(2024, 11, 16)


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("night 2024-11-15T13:59+03:00/", 15),
        ("night 2024-11-15T14:00+03:00/", 16),
        ("night 2024-11-16T03:00+03:00/", 16),
        ("window 2024-11-15T17:00+03:00/2024-11-16T01:00+03:00", 16),
        ("window 2024-11-15T16:59+03:00/2024-11-16T01:00+03:00", 15),
        ("window 2024-11-15T20:00+03:00/2024-11-16T00:00+03:00", 15),
        ("day 2024-11-15T08:00+03:00/", 15),
        ("day /2024-11-15T08:00+03:00", 15),
        ("night @2024-11-15T08:00+03:00", 15),
    ],
)
def test_which_day_names_an_attack(period: str, day: int) -> None:
    (claim,) = claims("m", "2024-11-16T09:00+03:00", f"RU<UA {period}", "3 intercepted")
    assert day_of(claim) == date(2024, 11, day)


@pytest.mark.parametrize(("hour", "tally"), [("22:00", False), ("22:01", True)])
def test_a_window_longer_than_any_attack_is_a_tally(hour: str, tally: bool) -> None:
    (claim,) = claims("m", "2024-11-18T09:00+03:00", f"RU<UA window 2024-11-15T20:00+03:00/2024-11-16T{hour}+03:00", "3 intercepted")
    assert is_tally(claim) == tally


def test_what_a_statement_says_without_hours_belongs_to_its_night_but_not_what_it_says_of_the_day() -> None:
    before = claims("m", "2024-11-16T19:00+03:00", "RU<UA night 2024-11-13T20:00+03:00/", "9 intercepted")
    night = claims("m", "2024-11-16T19:00+03:00", "RU<UA night 2024-11-15T20:00+03:00/", "34 intercepted", after=before)
    loose = claims("m", "2024-11-16T19:00+03:00", "RU<UA", "5 hit", after=night)
    told = claims("m", "2024-11-16T19:00+03:00", "RU<UA day", "2 hit", after=loose)
    assert quotes(told) == [{"9 intercepted"}, {"34 intercepted", "5 hit"}, {"2 hit"}]


@pytest.mark.parametrize(
    ("window", "joined"),
    [
        ("2024-11-15T21:00+03:00/2024-11-16T00:00+03:00", False),
        ("2024-11-15T21:00+03:00/2024-11-16T00:01+03:00", True),
        ("2024-11-16T04:59+03:00/2024-11-16T07:00+03:00", True),
        ("2024-11-16T05:00+03:00/2024-11-16T07:00+03:00", False),
    ],
)
def test_a_text_without_a_period_joins_only_what_flew_in_the_small_hours_of_its_day(window: str, joined: bool) -> None:
    post = claims("mod_russia", "2024-11-16T07:48+03:00", f"RU<UA window {window}", "34 intercepted")
    article = claims("outlet", "2024-11-16T19:16+01:00", "RU<UA", "35 intercepted")
    assert (len(group((*post, *article))) == 1) == joined


def test_texts_without_a_period_and_without_a_night_of_their_day_stand_together_by_day() -> None:
    one = claims("outlet", "2024-11-16T12:00+03:00", "RU<UA", "35 intercepted")
    other = claims("agency", "2024-11-16T14:00+03:00", "RU<UA", "36 intercepted")
    next_day = claims("agency", "2024-11-17T14:00+03:00", "RU<UA", "2 intercepted")
    assert quotes((*one, *other, *next_day)) == [{"35 intercepted", "36 intercepted"}, {"2 intercepted"}]


def test_an_attack_lasts_as_long_as_the_hours_of_its_claims() -> None:
    evening = claims("m", "2025-05-28T00:38+03:00", "RU<UA window 2025-05-27T21:00+03:00/2025-05-28T01:00+03:00", "12 intercepted")
    morning = claims("m", "2025-05-28T07:38+03:00", "RU<UA window 2025-05-28T00:00+03:00/2025-05-28T07:00+03:00", "29 intercepted")
    (attack,) = group((*evening, *morning))
    assert attack.start == datetime.fromisoformat("2025-05-27T21:00+03:00")
    assert attack.end == datetime.fromisoformat("2025-05-28T07:00+03:00")


def test_a_day_is_that_of_the_local_clocks() -> None:
    (late,) = claims("m", "2024-11-15T22:30+01:00", "RU<UA day", "3 intercepted")
    (early,) = claims("m", "2024-11-15T21:59+01:00", "RU<UA day", "3 intercepted")
    assert (day_of(late), day_of(early)) == (date(2024, 11, 16), date(2024, 11, 15))


def test_attacks_come_in_the_order_of_their_beginning() -> None:
    later = claims("m", "2024-11-17T07:48+03:00", "RU<UA night", "34 intercepted")
    undated = claims("x", None, "UA<RU", "3 launched")
    earlier = claims("kpszsu", "2024-11-16T09:00+02:00", "UA<RU night", "83 launched")
    assert quotes((*later, *undated, *earlier)) == [{"83 launched"}, {"34 intercepted"}, {"3 launched"}]


def test_what_is_said_of_the_day_and_what_is_said_of_no_time_stand_apart() -> None:
    day = claims("kpszsu", "2024-11-16T20:00+02:00", "UA<RU day", "12 launched")
    other = claims("outlet", "2024-11-16T21:00+02:00", "UA<RU day", "13 launched")
    undated = claims("outlet", "2024-11-16T22:00+02:00", "UA<RU", "35 launched")
    assert sorted(map(sorted, quotes((*day, *other, *undated)))) == [["12 launched", "13 launched"], ["35 launched"]]

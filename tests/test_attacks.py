"""Which claims speak of one attack."""

from __future__ import annotations

from datetime import date

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

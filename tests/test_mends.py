"""What every finding promises: hours, a line, explanations, and changes of one figure each that would remove it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconcile.model import Claim
from reconcile.reconciliation import check
from tests.claims_builder import claims

NIGHT = "UA<RU night"
WINDOW = "RU<UA window 2024-11-12T{}:00+03:00/2024-11-13T{}:00+03:00"


def air_force(*figures: str, time: str = "13T09:00") -> tuple[Claim, ...]:
    return claims("kpszsu", f"2024-11-{time}+02:00", NIGHT, *figures)


def outlet(*figures: str) -> tuple[Claim, ...]:
    return claims("outlet", "2024-11-13T12:00+02:00", NIGHT, *(f'{figure} "air force"' for figure in figures))


def ministry(source: str, *figures: str) -> tuple[Claim, ...]:
    credited = "" if source == "mod_russia" else ' "Минобороны"'
    return claims(source, "2024-11-13T08:00+03:00", "RU<UA night", *(figure + credited for figure in figures))


def window(first: int, last: int, figure: str) -> tuple[Claim, ...]:
    return claims("mod_russia", f"2024-11-13T{last:02}:30+03:00", WINDOW.format(first, f"{last:02}"), figure)


def counter(day: int, total: int) -> tuple[Claim, ...]:
    return claims("generalstaffzsu", f"2024-11-{day}T09:00+02:00", "UA<RU since_start", f"{total} intercepted")


LIST = ("12 intercepted part +RU-KRS", "10 intercepted part +RU-BEL", "8 intercepted part +RU-BRY")
WEEK = claims("kpszsu", "2024-11-14T12:00+02:00", "UA<RU week 2024-11-07T00:00+02:00/2024-11-13T23:59+02:00", "150 launched")
MADE = {
    "outcomes exceed the launched": air_force("83 launched", "55 intercepted", "30 jammed"),
    "places exceed their total": ministry("mod_russia", "28 intercepted", *LIST),
    "a list falls short": ministry("mod_russia", "31 intercepted", *LIST),
    "an evening exceeds its night": window(20, 7, "9 intercepted") + window(21, 1, "12 intercepted"),
    "a city exceeds its country": air_force("39 launched") + claims("klitschko", "2024-11-13T10:00+02:00", NIGHT, "40 launched +UA-30 ^UA-30"),
    "more places than drones": air_force("20 launched", "18 neutralized", "5 hit_locations"),
    "a total falls": counter(10, 18000) + counter(11, 17000),
    "a day's count is not what the total grew by": counter(10, 100) + claims("generalstaffzsu", "2024-11-11T09:00+02:00", "UA<RU 24h", "40 intercepted", after=counter(11, 150)),
    "a week is exceeded by its nights": air_force("90 launched", time="12T09:00") + air_force("80 launched") + WEEK,
    "a week has more than its nights": air_force("70 launched", time="12T09:00") + air_force("30 launched") + WEEK,
    "a misquote": air_force("60 launched", "40 intercepted") + outlet("60 launched", "45 intercepted"),
    "a merged misquote": air_force("90 launched", "60 intercepted", "20 jammed") + outlet("90 launched", "85 neutralized"),
    "two outlets": outlet("60 launched") + claims("daily", "2024-11-13T13:00+02:00", NIGHT, '65 launched "air force"'),
    "two bodies": air_force("60 intercepted") + claims("generalstaffzsu", "2024-11-13T18:00+02:00", NIGHT, "55 intercepted"),
    "a headline and its text": outlet("60 intercepted", "65 intercepted"),
    "a figure that fell": air_force("60 intercepted", time="13T07:00") + air_force("55 intercepted"),
    "a slip between two places": ministry("mod_russia", "30 intercepted", *LIST) + ministry("agency", "30 intercepted", *LIST[:2], "8 intercepted part +RU-TUL"),
    "a place told twice": ministry("mod_russia", *LIST) + ministry("agency", *LIST, "4 intercepted part +RU-KRS"),
    "a part told beside its total": ministry("mod_russia", "30 intercepted", *LIST) + ministry("agency", "30 intercepted part", LIST[0]),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_a_finding_that_is_no_note_says_when_why_and_how_it_would_not_be(name: str) -> None:
    told = [finding for finding in check(MADE[name]) if finding.mended_by]
    assert told
    for finding in told:
        assert finding.balance
        assert finding.by > 0
        assert finding.explanations or finding.severity == "note"
        assert finding.start is not None
        assert finding.end is not None
        assert finding.start <= finding.end
        assert set(finding.claims) <= set(MADE[name])
        assert {mend.claim for mend in finding.mended_by} <= set(finding.claims)


@pytest.mark.parametrize("name", MADE)
def test_each_mend_alone_removes_the_finding(name: str) -> None:
    for finding in check(MADE[name]):
        for mend in finding.mended_by:
            if mend.count is None:
                continue
            mended = [replace(claim, count=mend.count) if claim == mend.claim else claim for claim in MADE[name]]
            left = [other for other in check(mended) if (other.kind, other.severity) == (finding.kind, finding.severity)]
            assert not left, (str(mend), [other.balance for other in left])


@pytest.mark.parametrize("name", [name for name in MADE if "exceed" in name])
def test_without_any_one_of_its_claims_there_is_no_excess(name: str) -> None:
    for finding in check(MADE[name]):
        if finding.kind == "excess":
            for gone in finding.claims:
                left = check([claim for claim in MADE[name] if claim != gone])
                assert not [other for other in left if other.kind == "excess" and set(other.claims) < set(finding.claims)], str(gone.count)

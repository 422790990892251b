"""Running totals, silences, shares, records and comparisons, at their edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from reconcile.extraction import extract
from reconcile.model import Claim, Finding, Span, Statement
from reconcile.reconciliation import check
from reconcile.reconciliation.laws.superlatives import speaks_of_record
from tests.claims_builder import claims


def found(kind: str, *told: tuple[Claim, ...]) -> list[Finding]:
    return [finding for finding in check([claim for some in told for claim in some]) if finding.kind == kind]


def of_text(kind: str, *texts: str, source: str = "outlet") -> list[Finding]:
    told = [Statement(f"{number}", text, source, datetime.fromisoformat("2025-05-10T09:10+03:00")) for number, text in enumerate(texts)]
    return [finding for finding in check([claim for one in told for claim in extract(one)], told) if finding.kind == kind]


def counter(day: int, total: str, source: str = "generalstaffzsu") -> tuple[Claim, ...]:
    return claims(source, f"2024-11-{day:02}T09:00+02:00", "UA<RU since_start", f"{total} intercepted")


def test_of_several_totals_that_fall_each_is_held_against_its_neighbour() -> None:
    falls = found("counter", *(counter(10 + place, total) for place, total in enumerate(("100", "110", "90", "80", "120"))))
    assert sorted([claim.count.low for claim in fall.claims] for fall in falls) == [[110, 80], [110, 90]]
    assert all(fall.severity == "impossible" for fall in falls)


@pytest.mark.parametrize("later", ["~80", "80..", "110"])
def test_only_an_exact_total_can_fall(later: str) -> None:
    assert found("counter", counter(10, "100"), counter(11, later)) == []


def test_a_doubtful_total_that_falls_is_only_suspicious() -> None:
    (fall,) = found(
        "counter", counter(10, "100"), claims("generalstaffzsu", "2024-11-11T09:00+02:00", "UA<RU since_start", "80 intercepted !period")
    )
    assert (fall.severity, fall.by) == ("suspicious", 20)


def test_totals_of_two_speakers_are_two_series() -> None:
    assert found("counter", counter(10, "100"), counter(11, "80", "kpszsu")) == []


@pytest.mark.parametrize(
    ("first", "second", "added", "by"),
    [
        ((10, "100"), (11, "150"), "50", []),
        ((10, "100"), (11, "150"), "49", [1]),
        ((10, "100"), (11, "150"), "51", [1]),
        ((10, "100"), (12, "150"), "40", []),  # a day between is not told
        ((10, "100"), (11, "150"), "~40", []),
        ((10, "100"), (11, "100"), "0", []),
        ((10, "100"), (11, "100"), "1", [1]),
    ],
)
def test_a_running_total_grows_by_the_day_s_count(first: tuple[int, str], second: tuple[int, str], added: str, by: list[int]) -> None:
    later = counter(*second)
    told = claims("generalstaffzsu", f"2024-11-{second[0]}T09:00+02:00", "UA<RU 24h", f"{added} intercepted", after=later)
    assert [(finding.severity, finding.by) for finding in found("counter", counter(*first), told)] == [
        ("suspicious", number) for number in by
    ]


@pytest.mark.parametrize(
    ("first", "second", "month", "by"),
    [
        ("10-31", "11-30", "500", []),
        ("10-31", "11-30", "499", [1]),
        ("10-31", "11-30", "501", [1]),
        ("11-01", "12-01", "480", [20]),  # told on the mornings after
        ("10-30", "11-30", "480", []),  # a day more than the month lies between
        ("10-31", "11-30", "501..", [1]),
        ("10-31", "11-30", "400..", []),
        ("10-31", "11-30", "~480", []),
    ],
)
def test_a_running_total_grows_by_the_month_s_count(first: str, second: str, month: str, by: list[int]) -> None:
    start = claims("mod_russia", f"2024-{first}T14:00+03:00", "RU<UA since_start", "1000 intercepted")
    end = claims("mod_russia", f"2024-{second}T14:00+03:00", "RU<UA since_start", "1500 intercepted")
    days = "RU<UA month 2024-11-01T00:00+03:00/2024-11-30T23:59+03:00"
    told = claims("mod_russia", "2024-12-02T14:00+03:00", days, f"{month} intercepted")
    assert [finding.by for finding in found("counter", start, end, told)] == by


def spoken(*days: int, source: str = "kpszsu", figure: str = "60 launched") -> list[tuple[Claim, ...]]:
    first = date(2024, 11, 1)
    return [claims(source, f"{first + timedelta(days=day - 1)}T09:00+02:00", "UA<RU night", figure) for day in days]


@pytest.mark.parametrize(
    ("days", "missing"),
    [
        # Five days told around the silence, and seven of ten of those on either side.
        ((1, 2, 3, 5, 6), [1]),
        ((1, 2, 3, 5), []),
        ((1, 2, 3, 6, 7), [2]),
        ((1, 3, 4, 5, 6, 8, 10), [1, 1, 1]),
        ((1, 2, 3, 5, 8), [1, 2]),
        ((1, 2, 3, 5, 9), [3]),
        ((1, 4, 7, 10, 13, 16), []),
        # Days beyond the ten on either side tell nothing of the speaker's habit.
        ((1, 5, 9, *range(20, 30), 31, 32), [1]),
    ],
)
def test_when_silence_of_a_speaker_is_a_gap(days: tuple[int, ...], missing: list[int]) -> None:
    assert [gap.by for gap in found("gap", *spoken(*days))] == missing


def test_a_speaker_without_a_series_is_not_missed() -> None:
    assert found("gap", *spoken(1, 2, 3, 5, 6, source="generalstaffzsu")) == []
    assert found("gap", *spoken(1, 2, 3, 5, 6, source="outlet", figure='60 launched "air force"')) == []
    assert found("gap", *spoken(1, 2, 3, 5, 6, figure="60 hit_locations")) == []


def test_a_gap_in_which_a_definition_changed_says_so() -> None:
    days = ["2025-07-20", "2025-07-21", "2025-07-22", "2025-07-25", "2025-07-26", "2025-07-27"]
    (gap,) = found("gap", *(claims("kpszsu", f"{day}T09:00+03:00", "UA<RU night", "60 launched") for day in days))
    assert gap.explanations == ("shot down and jammed are one figure from this day on",)


@pytest.mark.parametrize(
    ("share", "by"),
    [
        # 60 of 110 is 54.5 per cent; a point either way is rounding.
        ("53.6%", []),
        ("53.5%", [1]),
        ("55.5%", []),
        ("55.6%", [1]),
        ("more than 55.5%", []),
        ("more than 55.6%", [1]),
        ("more than 10%", []),
        ("about 59.5%", []),
        ("about 59.6%", [5]),
        ("about 49.6%", []),
        ("about 49.5%", [5]),
        ("101%", []),
        ("100%", [49]),
        ("up 90%", []),
    ],
)
def test_a_share_of_what_was_brought_down(share: str, by: list[int]) -> None:
    text = f"Russia launched 110 drones overnight, Ukraine's air force said. It shot down 60 drones, or {share} of them."
    assert [finding.by for finding in of_text("disagreement", text)] == by


def test_shares_of_other_things_are_left_out() -> None:
    base = "Russia launched 110 drones overnight, Ukraine's air force said. It shot down 60 drones. "
    assert of_text("disagreement", base + "The strikes destroyed 80% of the region's power capacity.") == []
    assert of_text("disagreement", base + "Some 80% of residents slept badly.") == []


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("a record 188 drones", True),
        ("the largest attack of the war", True),
        ("the largest attack of the night", False),
        ("since the start of the war", False),
        ("the worst attack on record", False),
        ("one of the largest attacks of the war", False),
        ("a record, as recorded", True),
    ],
)
def test_which_words_claim_a_record(text: str, claimed: bool) -> None:
    assert speaks_of_record(text) == claimed


@pytest.mark.parametrize(
    ("between", "beside"),
    [(" while the ministry told of ", True), (". The ministry told of ", False), ("\n", False), (" " * 160, True), (" " * 161, False)],
)
def test_how_near_both_sides_totals_are_one_comparison(between: str, beside: bool) -> None:
    (ours,) = claims("outlet", "2024-11-12T10:30+02:00", "UA<RU night", "40 intercepted")
    (theirs,) = claims("outlet", "2024-11-12T10:30+02:00", "RU<UA night", "60 intercepted")
    start = ours.span.end + len(between)
    theirs = replace(theirs, span=Span(start, start + len(theirs.quote)))
    text = Statement(ours.statement_id, ours.quote + between + theirs.quote, ours.source, ours.published)
    assert bool([finding for finding in check((ours, theirs), [text]) if finding.kind == "incomparable"]) == beside


@pytest.mark.parametrize(
    ("earlier", "record", "by"),
    [
        ("188 ударними БпЛА", "a record 188 drones", []),
        ("189 ударними БпЛА", "a record 188 drones", [1]),
        ("187 ударними БпЛА", "a record 188 drones", []),
        ("500 ударними БпЛА", "a record of at least 188 drones", []),
        ("500 ракетами", "a record 188 drones", []),
        ("500 ударними БпЛА", "188 drones, the biggest night ever,", [312]),
        ("500 ударними БпЛА", "188 drones", []),
    ],
)
def test_a_record_is_held_against_every_night_told_before(earlier: str, record: str, by: list[int]) -> None:
    def told(source: str, day: int, text: str) -> Statement:
        return Statement(f"{source}{day}", text, source, datetime.fromisoformat(f"2025-05-{day:02}T09:10+03:00"))

    night = told("kpszsu", 9, f"У ніч на 9 травня противник атакував {earlier}.")
    news = told("outlet", 10, f"Russia launched {record} at Ukraine overnight, the air force said.")
    after = told("kpszsu", 11, "У ніч на 11 травня противник атакував 700 ударними БпЛА.")
    made = [claim for one in (night, news, after) for claim in extract(one)]
    beaten = [finding for finding in check(made, [night, news, after]) if "record" in finding.balance]
    assert [(finding.severity, finding.by) for finding in beaten] == [("suspicious", number) for number in by]
    for finding in beaten:
        high, low = (claim.count.low for claim in sorted(finding.claims, key=lambda claim: -claim.count.low))
        assert [str(mend) for mend in finding.mended_by] == [f"launched {high}..", f"launched ..{low}"]
        assert finding.explanations


def test_no_record_is_held_against_a_night_before_its_definition_changed() -> None:
    def told(source: str, published: str, text: str) -> Statement:
        return Statement(f"{source}{published}", text, source, datetime.fromisoformat(published))

    for month, day, beaten in (("червня", "06-30", 0), ("липня", "07-01", 1)):
        night = told("kpszsu", f"2024-{day}T09:00+03:00", f"У ніч на {int(day[3:])} {month} противник атакував 500 ударними БпЛА.")
        news = told("outlet", "2024-07-03T09:00+03:00", "Russia launched a record 188 drones at Ukraine overnight, the air force said.")
        made = [claim for one in (night, news) for claim in extract(one)]
        assert len([finding for finding in check(made, [night, news]) if "record" in finding.balance]) == beaten, day

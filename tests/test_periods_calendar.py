"""Hours and days are set against the time of publication, slips of the pen and all."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extraction.periods import find
from reconcile.extraction.periods_grammar import grammar_of
from reconcile.extraction.periods_mentions import When

MORNING = "2025-05-23T08:30+03:00"


def only(text: str, lang: str, published: str | None) -> When:
    (when,) = find(text, lang, None if published is None else datetime.fromisoformat(published))
    return when


def ends(text: str, lang: str, published: str | None) -> tuple[str | None, ...]:
    period = only(text, lang, published).period
    return tuple(None if end is None else end.isoformat(timespec="minutes") for end in (period.start, period.end))


@pytest.mark.parametrize(
    ("text", "published", "start", "end"),
    [
        ("с 23.30 до 6.00 мск", "2025-05-23T03:40+00:00", "2025-05-22T23:30+03:00", "2025-05-23T06:00+03:00"),
        ("с 21.40 до 22.10 мск", "2025-05-22T21:05+00:00", "2025-05-22T21:40+03:00", "2025-05-22T22:10+03:00"),
        ("с 19.00 мск до полуночи", "2025-05-22T21:20+00:00", "2025-05-22T19:00+03:00", "2025-05-23T00:00+03:00"),
        ("с 21.00 до 00.00 мск", "2025-05-22T20:50+00:00", "2025-05-22T21:00+03:00", "2025-05-23T00:00+03:00"),
        ("с 21.00 до 00.00 мск", "2025-05-22T21:10+00:00", "2025-05-22T21:00+03:00", "2025-05-23T00:00+03:00"),
        ("с полуночи до 24.00", "2025-05-22T21:20+00:00", "2025-05-22T00:00+03:00", "2025-05-23T00:00+03:00"),
        ("с 22.00 мск 31 декабря до 7.00 мск 1 января", "2026-01-01T04:30+00:00", "2025-12-31T22:00+03:00", "2026-01-01T07:00+03:00"),
        ("с 22.00 мск 29.02 до 7.00 мск 01.03", "2024-03-01T04:30+00:00", "2024-02-29T22:00+03:00", "2024-03-01T07:00+03:00"),
        ("с 20.00 9 мая до 7.00 9 мая", "2025-05-09T04:30+00:00", "2025-05-08T20:00+03:00", "2025-05-09T07:00+03:00"),
        ("с 20 часов 6 мая до 8 часов 9 мая", "2025-05-09T07:30+00:00", "2025-05-06T20:00+03:00", "2025-05-09T08:00+03:00"),
    ],
)
def test_hours_without_a_day_lie_just_before_the_publication(text: str, published: str, start: str, end: str) -> None:
    assert ends(text, "ru", published) == (start, end)


@pytest.mark.parametrize(
    ("text", "published", "start", "day"),
    [
        ("у ніч на 14 березня (з 19:00 13 березня", "2026-03-14T07:00+02:00", "2026-03-13T19:00+02:00", "2026-03-14"),
        ("у ніч на 30 березня (з 19:00 29 березня", "2026-03-30T08:00+03:00", "2026-03-29T19:00+03:00", "2026-03-30"),
        ("у ніч на 29 березня (з 19:00 28 березня", "2026-03-29T08:00+03:00", "2026-03-28T19:00+02:00", "2026-03-29"),
        ("у ніч на 1 січня (з 19:00 31 грудня", "2026-01-01T08:00+02:00", "2025-12-31T19:00+02:00", "2026-01-01"),
        ("у ніч на 9 травня (з 00:30 9 травня", "2025-05-09T08:00+03:00", "2025-05-09T00:30+03:00", "2025-05-09"),
        ("минулої ночі (з 20:30", "2025-05-09T08:00+03:00", "2025-05-08T20:30+03:00", None),
    ],
)
def test_a_night_starts_on_its_eve_by_the_clock_of_kyiv(text: str, published: str, start: str, day: str | None) -> None:
    when = only(text, "uk", published)
    assert when.period.kind == "night"
    assert when.period.start is not None
    assert when.period.start.isoformat(timespec="minutes") == start
    assert (when.day.isoformat() if when.day else None) == day
    assert when.doubt is None


@pytest.mark.parametrize(
    ("slip", "text", "published", "start"),
    [
        ("month of the night", "у ніч на 14 квітня (з 19:00 13 березня", "2026-03-14T07:00+02:00", "2026-03-13T19:00+02:00"),
        ("month of the eve", "у ніч на 14 березня (з 19:00 13 лютого", "2026-03-14T07:00+02:00", "2026-03-13T19:00+02:00"),
        ("last month for both", "у ніч на 14 лютого (з 19:00 13 березня", "2026-03-14T07:00+02:00", "2026-03-13T19:00+02:00"),
        ("day of the eve", "у ніч на 14 березня (з 19:00 11 березня", "2026-03-14T07:00+02:00", "2026-03-13T19:00+02:00"),
        ("last year in january", "у ніч на 9 січня 2025 року (з 19:00 8 січня", "2026-01-09T08:00+02:00", "2026-01-08T19:00+02:00"),
        ("next year in december", "у ніч на 30 грудня 2026 року (з 19:00 29 грудня", "2025-12-30T08:00+02:00", "2025-12-29T19:00+02:00"),
    ],
)
def test_an_impossible_date_gives_way_to_the_publication_and_is_doubted(slip: str, text: str, published: str, start: str) -> None:
    when = only(text, "uk", published)
    assert when.period.start is not None, slip
    assert when.period.start.isoformat(timespec="minutes") == start
    assert when.doubt == "date mended"


@pytest.mark.parametrize(
    ("slip", "text"),
    [
        ("month of the start", "с 23.00 мск 8 марта до 7.00 мск 9 апреля"),
        ("month of the end", "с 23.00 мск 8 апреля до 7.00 мск 9 марта"),
        ("day of the start", "с 23.00 мск 10 апреля до 7.00 мск 9 апреля"),
    ],
)
def test_a_window_with_a_slip_in_one_date_is_the_night_nearest_the_publication(slip: str, text: str) -> None:
    assert ends(text, "ru", "2026-04-09T05:00+00:00") == ("2026-04-08T23:00+03:00", "2026-04-09T07:00+03:00"), slip
    assert only(text, "ru", "2026-04-09T05:00+00:00").doubt == "date mended"


def test_a_window_of_a_month_that_the_text_means_is_kept() -> None:
    assert ends("с 20.00 8 марта до 8.00 12 апреля", "ru", "2026-04-13T05:00+00:00") == ("2026-03-08T20:00+03:00", "2026-04-12T08:00+03:00")


def test_days_without_hours_are_never_mended() -> None:
    when = only("с 30 апреля до 31 мая", "ru", "2026-06-03T05:00+00:00")
    assert (when.period.kind, when.period.start, when.doubt) == ("window", None, None)


def test_a_night_across_the_turn_of_a_month_needs_no_month_for_its_eve() -> None:
    when = only("в ночь с 30 на 1 мая", "ru", "2026-05-01T05:00+00:00")
    assert (when.day, when.doubt) == (datetime(2026, 5, 1).date(), None)


def test_an_old_night_named_in_full_keeps_its_own_date() -> None:
    when = only("у ніч на 14 березня 2024 року", "uk", MORNING)
    assert when.day is not None
    assert when.day.isoformat() == "2024-03-14"
    assert when.doubt is None


@pytest.mark.parametrize("published", ["2025-05-23T08:30+03:00", "2025-05-23T05:30+00:00", "2025-05-24T14:00+03:00", None])
def test_the_time_of_a_tally_takes_the_day_of_the_night_before_it(published: str | None) -> None:
    text = "у ніч на 23 травня 2025 року збито. станом на 08:10 збито"
    night, tally = find(text, "uk", None if published is None else datetime.fromisoformat(published))
    assert night.role == "attack"
    assert tally.role == "as_of"
    assert tally.as_of == datetime.fromisoformat("2025-05-23T08:10+03:00")


def test_a_tally_dated_by_itself_ignores_the_night_before_it() -> None:
    _, tally = find("у ніч на 22 травня збито, станом на 07:30 23 травня збито", "uk", datetime.fromisoformat(MORNING))
    assert tally.as_of == datetime.fromisoformat("2025-05-23T07:30+03:00")


@pytest.mark.parametrize("text", ["с 23.00 до 6.00 мск", "около 7.40 мск", "с 23.00 мск 22 мая до 6.00 мск 23 мая", "по состоянию на 8.00"])
def test_without_a_publication_hours_without_a_full_date_stay_unknown(text: str) -> None:
    when = only(text, "ru", None)
    assert (when.period.start, when.period.end, when.as_of, when.doubt) == (None, None, None, None)


def test_without_a_publication_a_full_date_is_enough() -> None:
    assert ends("с 23.00 мск 22 мая до 6.00 мск 23 мая 2025 года", "ru", None) == ("2025-05-22T23:00+03:00", "2025-05-23T06:00+03:00")


def test_a_bare_day_of_publication_is_the_whole_of_that_day() -> None:
    assert ends("с 20.00 до 22.00 мск", "ru", "2025-05-22") == ("2025-05-22T20:00+03:00", "2025-05-22T22:00+03:00")


def test_moscow_time_in_an_english_text_is_moscow_time() -> None:
    assert ends("between 11 p.m. and 7 a.m. moscow time", "en", "2025-12-05T09:00+02:00") == (
        "2025-12-04T23:00+03:00",
        "2025-12-05T07:00+03:00",
    )


def test_two_moments_are_two_mentions_on_one_day() -> None:
    first, second = find("21 мая около 11.30 мск и 12.10 мск", "ru", datetime.fromisoformat(MORNING))
    assert [when.period.start.isoformat(timespec="minutes") for when in (first, second) if when.period.start] == [
        "2025-05-21T11:30+03:00",
        "2025-05-21T12:10+03:00",
    ]
    assert first.end <= second.start


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "32 листопада"),
        ("uk", "у 2000 дронів"),
        ("ru", "с 10 до 20 бпла"),
        ("ru", "31 июня"),
        ("en", "it may down 5"),
        ("en", "1,300 drones"),
        ("en", "shahed-136"),
    ],
)
def test_what_is_no_time_has_no_ends(lang: str, text: str) -> None:
    for when in find(text, lang, datetime.fromisoformat(MORNING)):
        assert (when.period.start, when.period.end, when.as_of, when.day) == (None, None, None, None)


@pytest.mark.parametrize("text", ["о 25:61", "updated 25:61"])
def test_a_clock_that_no_clock_shows_is_covered_but_says_nothing(text: str) -> None:
    for when in find(text, "uk" if text.startswith("о") else "en", datetime.fromisoformat(MORNING)):
        assert (when.role, when.period.kind, when.as_of) == ("none", None, None)


PIECES = [word for lang in ("en", "ru", "uk") for word in grammar_of(lang).words] + [
    "31.12.9999",
    "0001-01-01",
    "25:61",
    "24.00",
    "29.02",
    "9" * 30,
    "5 p.m.",
    "2049",
    "(",
    ")",
    "-",
    "\n",
]
MOMENTS = [
    None,
    datetime(1, 1, 1),
    datetime(9999, 12, 31),
    datetime.fromisoformat("2024-02-29T23:59+03:00"),
    datetime.fromisoformat("2026-03-29T03:30+03:00"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["en", "ru", "uk"]), st.sampled_from(MOMENTS))
def test_mentions_of_any_jumble_stand_in_order_and_end_after_they_start(pieces: list[str], lang: str, published: datetime | None) -> None:
    text = " ".join(pieces)
    whens = find(text, lang, published)
    assert all(0 <= when.start < when.end <= len(text) for when in whens)
    assert all(left.end <= right.start for left, right in pairwise(whens))
    for when in whens:
        if when.period.start is not None and when.period.end is not None:
            assert when.period.start <= when.period.end


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "ru", "uk"]))
def test_no_text_breaks_the_reading_of_time(text: str, lang: str) -> None:
    find(text, lang, datetime.fromisoformat(MORNING))

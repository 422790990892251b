"""The model: counts are intervals, outcomes are sets, and a quote is where it says it is."""

import dataclasses
from datetime import UTC, datetime

import pytest

from reconcile.model import Claim, Count, Finding, Mend, Outcome, Period, Span, Statement

CLAIM = Claim(
    "s",
    "intercepted",
    Count(55, 55),
    "55",
    Span(0, 2),
    regions=("RU-BRY",),
    side="RU",
    attacker="UA",
    period=Period("window", datetime(2024, 11, 16, 5, tzinfo=UTC), None),
    as_of=datetime(2024, 11, 16, 9, tzinfo=UTC),
    speaker="the ministry",
)


def test_every_launched_thing_meets_one_of_five_outcomes():
    assert len(list(Outcome.LAUNCHED)) == 5
    assert Outcome.of("neutralized") == Outcome.INTERCEPTED | Outcome.JAMMED
    assert Outcome.of("launched") == Outcome.LAUNCHED


def test_places_are_no_outcome_of_things():
    assert Outcome.of("hit_locations") is None
    assert Outcome.of("debris_locations") is None


@pytest.mark.parametrize(("low", "high"), [(-1, 3), (5, 4)])
def test_an_impossible_interval_is_refused(low, high):
    with pytest.raises(ValueError, match="not an interval"):
        Count(low, high)


def test_unknown_is_the_widest_interval_and_not_zero():
    assert 0 in Count()
    assert 10**9 in Count()
    assert Count() != Count(0, 0)


def test_counts_add_as_intervals():
    assert Count(1, 2) + Count(10, None) == Count(11, None)
    assert Count(1, 1, approximate=True) + Count(2, 2) == Count(3, 3, approximate=True)


def test_intervals_meet_when_some_number_lies_in_both():
    assert Count(0, 12).meets(Count(12, 20))
    assert not Count(0, 12).meets(Count(13, None))


def test_a_hedged_count_is_not_exact():
    assert Count(5, 5).exact
    assert not Count(5, 5, approximate=True).exact
    assert not Count(5, 6).exact


def test_a_span_covers_its_words():
    assert Span(2, 4).of("abcdef") == "cd"
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)


def test_facts_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        CLAIM.metric = "launched"


def test_a_claim_survives_its_record():
    assert Claim.from_record(CLAIM.to_record()) == CLAIM


def test_the_record_of_a_claim_has_the_fields_of_the_contract_in_order():
    assert list(CLAIM.to_record()) == [
        *("statement_id", "metric", "weapon", "model", "low", "high", "approximate", "regions", "scope", "side", "attacker"),
        *("period_kind", "period_start", "period_end", "as_of", "quote", "start", "end", "speaker", "reach", "doubt"),
    ]


def test_the_first_doubt_stays():
    assert CLAIM.doubted("truncated").doubted("attribution").doubt == "truncated"


def test_a_finding_writes_what_would_mend_it():
    mends = (Mend(CLAIM, Count(0, 53)), Mend(CLAIM, Count(85)), Mend(CLAIM, Count(4, 4)), Mend(CLAIM, None))
    finding = Finding("excess", "impossible", "RU", None, None, 2, "85, of 83", (CLAIM,), mends)
    record = finding.to_record()
    assert record["mended_by"] == ["intercepted ..53", "intercepted 85..", "intercepted 4", "intercepted: no figure"]
    assert set(record["claims"][0]) == {"statement_id", "source", "metric", "low", "high", "quote", "start", "end"}


def test_a_statement_writes_its_optional_fields_only_where_set():
    plain = Statement("a", "text", published=datetime(2024, 11, 16, tzinfo=UTC))
    assert list(plain.to_record()) == ["id", "source", "published", "lang", "text"]
    restated = dataclasses.replace(plain, restates="the figures of a post")
    assert restated.to_record()["restates"] == "the figures of a post"

"""Frames keep their columns and types whatever they are given."""

from datetime import UTC, datetime, timedelta, timezone

import pandas as pd
import pytest

from reconcile.frames import (
    CLAIM_COLUMNS,
    FINDING_COLUMNS,
    STATEMENT_COLUMNS,
    claims_frame,
    findings_frame,
    statements_frame,
)
from reconcile.model import Claim, Count, Finding, Mend, Period, Span, Statement

KYIV_WINTER = timezone(timedelta(hours=2))


def a_claim(**changes: object) -> Claim:
    facts = {"statement_id": "post/1", "metric": "launched", "count": Count(41, 41), "quote": "41", "span": Span(0, 2), "attacker": "RU"}
    return Claim(**{**facts, **changes})


@pytest.mark.parametrize(
    ("frame", "columns"),
    [(statements_frame, STATEMENT_COLUMNS), (claims_frame, CLAIM_COLUMNS), (findings_frame, FINDING_COLUMNS)],
)
def test_an_empty_input_keeps_every_column_and_type(frame, columns):
    empty = frame([])
    assert list(empty.columns) == list(columns)
    assert {name: str(dtype) for name, dtype in empty.dtypes.items()} == {name: dtype for name, (dtype, _) in columns.items()}


def test_a_full_frame_has_the_same_types_as_an_empty_one():
    claims = [a_claim(published=datetime(2024, 11, 16, 7, tzinfo=UTC)), a_claim(count=Count(50))]
    finding = Finding("excess", "impossible", "RU", None, None, 2, "43 of 41", (claims[0],), (Mend(claims[0], Count(43)),))
    assert (claims_frame(claims).dtypes == claims_frame([]).dtypes).all()
    assert (findings_frame([finding]).dtypes == findings_frame([]).dtypes).all()
    assert (statements_frame([Statement("post/1", "41")]).dtypes == statements_frame([]).dtypes).all()


def test_no_upper_bound_is_missing_and_never_zero():
    frame = claims_frame([a_claim(count=Count(50))])
    assert frame.high.isna().tolist() == [True]
    assert frame.low.tolist() == [50]


def test_a_count_too_large_for_a_column_keeps_the_bound_that_fits():
    frame = claims_frame([a_claim(count=Count(10**30, 10**30))])
    assert frame.low[0] == 2**63 - 1
    assert frame.high.isna()[0]


def test_regions_are_codes_separated_by_blanks_and_explode():
    frame = claims_frame([a_claim(regions=("RU-BRY", "RU-KRS"))])
    assert frame.assign(region=frame.regions.str.split()).explode("region").region.tolist() == ["RU-BRY", "RU-KRS"]


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"period": Period("night", datetime(2024, 11, 15, 20, 30, tzinfo=KYIV_WINTER))}, "2024-11-16"),
        ({"attacker": "UA", "published": datetime(2024, 11, 16, 21, 30, tzinfo=UTC)}, "2024-11-17"),
        ({}, None),
        ({"published": datetime(9999, 12, 31, 23, tzinfo=UTC)}, None),
    ],
)
def test_the_day_is_the_date_that_names_the_attack_and_missing_where_nothing_tells(facts, day):
    assert (
        claims_frame([a_claim(**facts)]).day[0] is (pd.NaT) if day is None else claims_frame([a_claim(**facts)]).day[0] == pd.Timestamp(day)
    )


def test_findings_are_numbered_and_name_their_claims_by_place():
    claim = a_claim()
    finding = Finding("excess", "impossible", "RU", None, None, 2, "43 of 41", (claim, claim), (Mend(claim, Count(43)),), ("rounding",))
    frame = findings_frame([finding, finding])
    assert frame.number.tolist() == [1, 2]
    assert frame.claims[0] == "post/1[0:2] post/1[0:2]"
    assert frame.mended_by[0] == "launched 43.."


def test_a_moment_without_an_offset_is_read_as_utc():
    frame = claims_frame([a_claim(published=datetime(2024, 11, 16, 7))])
    assert frame.published[0] == pd.Timestamp("2024-11-16T07:00Z")


def test_half_a_surrogate_pair_is_shown_as_what_it_is_and_moves_no_offset():
    frame = statements_frame([Statement("post/1", "a \udb8a b", title="\ud800")])
    assert frame.text[0] == "a \ufffd b"
    assert frame.title[0] == "\ufffd"
    assert claims_frame([a_claim(quote="\udfff41")]).quote[0] == "\ufffd41"

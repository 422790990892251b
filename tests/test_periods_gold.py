"""The periods that people labelled are among those found in the same statements."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from reconcile.extraction.periods import find

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
DASHES, QUOTES, APOSTROPHES = re.compile("[‐-―−]"), re.compile("[«»“”„]"), re.compile("[’ʼ`´]")

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"no labelled statements in {GOLD}")


def folded(text: str) -> str:
    """Fold far enough for times to be read; offsets do not matter here."""
    text = re.sub(r"\*\*|__|[\u00ad\u200b-\u200d\ufeff]", "", text).lower().replace("ё", "е")
    return re.sub(r"[^\S\n]", " ", APOSTROPHES.sub("'", QUOTES.sub('"', DASHES.sub("-", text))))


def rows(name: str) -> dict[str, dict[str, object]]:
    with (GOLD / name).open(encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


@pytest.mark.parametrize("name", ["ru", "ru-news", "uk", "en"])
def test_every_labelled_period_is_found(name: str) -> None:
    statements = rows(f"{name}.statements.jsonl")
    missed = []
    for statement_id, labelled in rows(f"{name}.gold.jsonl").items():
        statement = statements[statement_id]
        whens = find(folded(str(statement["text"])), str(statement.get("lang") or name[:2]), moment(statement.get("published")))  # type: ignore[arg-type]
        periods = {(when.period.kind, when.period.start, when.period.end) for when in whens}
        tallies = {when.as_of for when in whens if when.role == "as_of"}
        for claim in labelled["claims"]:  # type: ignore[attr-defined]
            kind, start, end = claim["period_kind"], moment(claim["period_start"]), moment(claim["period_end"])
            if kind is not None and (kind, start, end) not in periods:
                missed.append((statement_id, kind, claim["period_start"], claim["period_end"]))
            if claim["as_of"] is not None and moment(claim["as_of"]) not in tallies:
                missed.append((statement_id, "as_of", claim["as_of"], None))
    assert missed == []

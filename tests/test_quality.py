"""Quality floors: on the labelled sets the extraction never falls below what it once reached."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reconcile.reading import read_claims
from reconcile.sources import read

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
CASES = [(name, weapons) for name in FLOORS for weapons in FLOORS[name]]


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the labelled sets of ../shared are not here")
@pytest.mark.parametrize(("name", "weapons"), CASES)
def test_extraction_stays_above_its_floor(name, weapons, tmp_path):
    claims = tmp_path / "claims.jsonl"
    with claims.open("w", encoding="utf-8") as file:
        for reading in read_claims(read([str(SHARED / "gold" / f"{name}.statements.jsonl")])):
            file.writelines(json.dumps(claim.to_record(), ensure_ascii=False) + "\n" for claim in reading.claims)
    score = [sys.executable, str(SHARED / "bench" / "score.py"), str(SHARED / "gold" / f"{name}.gold.jsonl"), str(claims), "--json"]
    score += ["--all-weapons"] if weapons == "all_weapons" else []
    reached = json.loads(subprocess.run(score, capture_output=True, check=True, text=True).stdout)
    below = {field: (reached[field], floor) for field, floor in FLOORS[name][weapons].items() if reached[field] < floor}
    assert not below

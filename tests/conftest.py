"""What several test files need: the report of the week in `data/`, made once."""

from pathlib import Path

import pytest
from hypothesis import settings

from reconcile.reading import read_claims
from reconcile.reconciliation import check
from reconcile.report import Evidence, Week, write_report
from reconcile.sources import read

settings.register_profile("repeatable", derandomize=True, deadline=None)  # the same cases on every run
settings.load_profile("repeatable")

DATA = Path(__file__).parent.parent / "data"
WEEK = Week.named("2024-W46")


def evidence_of(paths):
    readings = list(read_claims(read([str(path) for path in paths])))
    statements = tuple(reading.statement for reading in readings)
    claims = tuple(claim for reading in readings for claim in reading.claims)
    return Evidence(statements, claims, check(claims, statements))


@pytest.fixture(scope="session")
def evidence():
    return evidence_of([DATA])


@pytest.fixture(scope="session")
def week_folder(evidence, tmp_path_factory):
    """The folder of the report of 2024-W46."""
    return write_report(evidence, WEEK, tmp_path_factory.mktemp("week")).parent

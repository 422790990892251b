"""Which claims do these statements make, one after the other, however many there are?

Rows of curated tables are claims already; everything else is extracted. A statement that takes too long is
reported and passed over, never silently: `Reading.late` says so.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from types import FrameType

from reconcile.extraction import extract
from reconcile.model import Claim, Statement
from reconcile.sources.tables import table_claims

__all__ = ["SECONDS", "Reading", "claims_of", "read_claims"]

SECONDS = 20.0  # Ten thousand times what a post takes; only a text made to be slow takes longer.
_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement and its claims; `late` when reading it took too long and was given up."""

    statement: Statement
    claims: tuple[Claim, ...]
    late: bool = False


class _Late(Exception):
    pass


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Raise _Late after so many seconds, where the platform has timers and this is the main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def claims_of(statement: Statement) -> tuple[Claim, ...]:
    """Return the claims of one statement: those of its table row, or those extracted from its text."""
    rows = table_claims(statement)
    return extract(statement) if rows is None else rows


def _read(statement: Statement) -> Reading:
    try:
        with _limit(SECONDS):
            return Reading(statement, claims_of(statement))
    except _Late:
        return Reading(statement, (), late=True)


def read_claims(statements: Iterable[Statement], jobs: int = 1) -> Iterator[Reading]:
    """Yield the readings of statements in their order; `jobs` processes read at once, with the same result."""
    if jobs <= 1:
        yield from map(_read, statements)
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(_read, statements, chunksize=_CHUNK)

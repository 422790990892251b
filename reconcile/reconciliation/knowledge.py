"""What does the reconciler know of the world beyond the claims: bodies, models, breaks of definition, benign explanations?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from reconcile.model import Claim

__all__ = [
    "Body",
    "Break",
    "benign",
    "benign_words",
    "body_of",
    "bound_for",
    "breaks",
    "crossing",
    "cut_off",
    "owns",
    "reading",
    "reconnaissance",
    "record_words",
    "share_words",
    "surroundings",
]


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody who speaks for a side, and for which regions (none: the whole country)."""

    key: str
    name: str
    side: str
    sources: frozenset[str]
    words: tuple[str, ...]
    reach: tuple[str, ...]
    series: bool
    itemised: bool
    daily: bool
    attempts: bool


@dataclass(frozen=True, slots=True)
class Break:
    """A day from which a body's figures count something else."""

    body: str
    day: date
    what: str
    metrics: frozenset[str]


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("knowledge.toml").read_text(encoding="utf-8"))


@cache
def _bodies() -> tuple[Body, ...]:
    return tuple(
        Body(
            key,
            row["name"],
            row["side"],
            frozenset(row["sources"]),
            tuple(row["words"]),
            tuple(row.get("reach", ())),
            row.get("series", False),
            row.get("itemised", False),
            row.get("daily", False),
            row.get("attempts", False),
        )
        for key, row in _tables()["bodies"].items()
    )


def _of_source(source: str) -> Body | None:
    return next((body for body in _bodies() if source.casefold() in body.sources), None)


def owns(claim: Claim) -> bool:
    """Tell whether the claim stands in a statement of the body that makes it."""
    body = _of_source(claim.source)
    return body is not None and claim.side in {None, body.side}


@cache
def _credited(side: str | None, words: str, reach: tuple[str, ...]) -> Body | None:
    for body in _bodies():
        if body.side == side and any(word in words for word in body.words):
            return body
    if reach or side is None or words:
        return None
    # A side's figure credited to nobody in particular is its national body's.
    return next(body for body in _bodies() if body.side == side and body.series)


def body_of(claim: Claim) -> Body | None:
    """Return whose figure the claim is: the channel's own, or the body that the text credits; None for local officials and outlets."""
    body = _of_source(claim.source)
    if body is not None and claim.side in {None, body.side}:
        return body
    named = claim.speaker.casefold()
    return _credited(claim.side, "" if named == claim.source.casefold() else named, claim.reach)


@cache
def reconnaissance() -> frozenset[str]:
    """Return the models that stand outside what was launched at targets."""
    return frozenset(_tables()["models"]["reconnaissance"])


@cache
def crossing() -> frozenset[str]:
    """Return the model names that cut across the others."""
    return frozenset(_tables()["models"]["crossing"])


def bound_for(quote: str) -> bool:
    """Tell whether the words make a region a destination."""
    folded = quote.casefold()
    return any(word in folded for word in _tables()["bound_for"]["words"])


def surroundings(city: str) -> tuple[str, ...]:
    """Return the regions around a city that is a region itself."""
    return tuple(_tables()["surroundings"].get(city, ()))


def cut_off(text: str) -> bool:
    """Tell whether a stored text looks cut: of exactly the length at which its keeper cuts, or near it and without an ending."""
    low, high = _tables()["cut_off"]["lengths"]
    bare = text.rstrip()
    return len(text) == high or (low <= len(bare) <= high and bare[-1:] not in _tables()["cut_off"]["endings"])


@cache
def breaks(body: str) -> tuple[Break, ...]:
    """Return the days on which what a body's figures count changed, in order."""
    rows = (row for row in _tables()["breaks"] if row["body"] == body)
    return tuple(
        sorted((Break(row["body"], row["day"], row["what"], frozenset(row["metrics"])) for row in rows), key=lambda item: item.day)
    )


def reading(name: str) -> str:
    """Return what a finding prints for a reading."""
    return str(_tables()["readings"][name])


def benign(kind: str, metrics: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the benign explanations that fit a kind of conflict, and its metrics where given, most likely first."""
    needs = _tables()["needs"]
    return tuple(text for text in _tables()["benign"][kind] if not metrics or metrics & set(needs.get(text, metrics)))


def share_words() -> dict[str, list[str]]:
    """Return the words that make a percentage a share of things brought down, and those that hedge it."""
    return dict(_tables()["shares"])


def record_words() -> dict[str, list[str]]:
    """Return the words that claim a record, and those that seem to."""
    return dict(_tables()["records"])


@cache
def benign_words() -> frozenset[str]:
    """Return every benign explanation: what may be so, beside what a finding knows from other statements."""
    return frozenset(text for texts in _tables()["benign"].values() for text in texts)

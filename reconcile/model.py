"""What the tool talks about: statements, claims, attacks and findings.

A *statement* is one published text. It makes *claims*: how many, as an interval, of a set of
things met which outcome, where and when, and in which words it says so. Claims that speak of one
*attack* constrain each other; what cannot be true together is a *finding*.

Everything here is a fact: frozen, slotted, comparable, and free of pandas, plots and the network.
The records that `to_record` writes are the ones that CLAIMS.md and FINDINGS.md define.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self

__all__ = [
    "ATTACKERS",
    "METRICS",
    "PERIOD_KINDS",
    "SCOPES",
    "SEVERITIES",
    "WEAPONS",
    "Attack",
    "Claim",
    "Count",
    "Finding",
    "Mend",
    "Outcome",
    "Period",
    "ReconcileError",
    "Span",
    "Statement",
]


class ReconcileError(Exception):
    """Input that cannot be used; the message says what, where and what to do, in one line.

    ReconcileError
    ├── SourceError      a file, feed or page that cannot be read   (reconcile.sources)
    ├── LanguageError    a language file that breaks its own rules  (reconcile.languages)
    └── LedgerError      a ledger that cannot be opened or written  (reconcile.ledger)
    """


class Outcome(enum.Flag):
    """What became of things launched: each meets exactly one of the five, so a metric is a set of them.

    >>> Outcome.NEUTRALIZED == Outcome.INTERCEPTED | Outcome.JAMMED
    True
    >>> Outcome.HIT in Outcome.LAUNCHED
    True
    """

    INTERCEPTED = enum.auto()
    JAMMED = enum.auto()
    HIT = enum.auto()
    LEFT = enum.auto()
    AIRBORNE = enum.auto()
    NEUTRALIZED = INTERCEPTED | JAMMED
    LAUNCHED = INTERCEPTED | JAMMED | HIT | LEFT | AIRBORNE

    @classmethod
    def of(cls, metric: str) -> Outcome | None:
        """Return the outcomes that a metric counts; None for places (`hit_locations`, `debris_locations`)."""
        return cls.__members__.get(metric.upper())


METRICS = ("launched", "intercepted", "jammed", "neutralized", "hit", "airborne", "left", "hit_locations", "debris_locations")
WEAPONS = ("drone", "missile", "bomb", "rocket", "boat", "aircraft", "fpv", "mixed")
SCOPES = ("total", "part")
ATTACKERS = ("RU", "UA")
PERIOD_KINDS = ("night", "day", "window", "24h", "week", "month", "year", "since_start", "moment")
SEVERITIES = ("impossible", "inconsistent", "suspicious", "note")


@dataclass(frozen=True, slots=True)
class Count:
    """How many: an inclusive interval of whole things; `high` None means no upper bound.

    Unknown is the widest interval, never zero. `approximate` says that the stated figure was hedged
    ("about 50"): the bounds then hold the figure itself.

    >>> str(Count(83, 83)), str(Count(81)), str(Count(0, 12)), str(Count(50, 50, approximate=True))
    ('83', '81..', '0..12', '~50')
    >>> str(Count(55, 55) + Count(30, 30))
    '85'
    """

    low: int = 0
    high: int | None = None
    approximate: bool = False

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"not an interval of counts: {self.low}..{self.high}")

    def __add__(self, other: Count) -> Count:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Count(self.low + other.low, high, self.approximate or other.approximate)

    def __contains__(self, number: int) -> bool:
        return self.low <= number and (self.high is None or number <= self.high)

    def __str__(self) -> str:
        hedge = "~" if self.approximate else ""
        if self.high is None:
            return f"{hedge}{self.low}.."
        return f"{hedge}{self.low}" if self.low == self.high else f"{hedge}{self.low}..{self.high}"

    @property
    def exact(self) -> bool:
        """Whether the words name one number without a hedge."""
        return self.low == self.high and not self.approximate

    def meets(self, other: Count) -> bool:
        """Tell whether some number lies in both intervals."""
        return (self.high is None or other.low <= self.high) and (other.high is None or self.low <= other.high)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Character offsets into a statement's text, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Period:
    """When the counted things flew: its kind (`PERIOD_KINDS` or None) and, where the text gives hours, its ends.

    `days` are the first and the last day that the words name without hours ("on 3 May", "in October"); a night is named by
    the day it ends on. They are not part of the record.
    """

    kind: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    days: tuple[date, date] | None = field(default=None, compare=False)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes")


def _read(moment: str | None) -> datetime | None:
    return None if not moment else datetime.fromisoformat(moment)


@dataclass(frozen=True, slots=True)
class Statement:
    """One published text, kept exactly as published.

    `restates` is set when the text is not a quotation but restates published figures in other words:
    it says where the figures come from, and reports show it.
    """

    id: str
    text: str
    source: str = ""
    published: datetime | None = None
    lang: str | None = None
    title: str | None = None
    url: str | None = None
    restates: str | None = None

    def to_record(self) -> dict[str, Any]:
        """Return the statement as a JSON-ready record; optional fields only where set."""
        published = None if self.published is None else self.published.isoformat()
        record: dict[str, Any] = {"id": self.id, "source": self.source, "published": published, "lang": self.lang}
        record |= {name: value for name in ("title", "url", "restates") if (value := getattr(self, name))}
        return record | {"text": self.text}


@dataclass(frozen=True, slots=True)
class Claim:
    """One count that a statement makes about one attack, with the words it rests on.

    `regions` and `reach` are sorted tuples of region codes. `within` is the offset at which the quote
    of the claim stands whose set this one is said to be part of ("including 34 over …"); None when the
    text does not say. `rule` names the pattern that read the claim. Neither is part of the record.
    """

    statement_id: str
    metric: str
    count: Count
    quote: str
    span: Span
    weapon: str = "drone"
    model: str | None = None
    regions: tuple[str, ...] = ()
    scope: str = "total"
    side: str | None = None
    attacker: str | None = None
    period: Period = Period()
    as_of: datetime | None = None
    speaker: str = ""
    reach: tuple[str, ...] = ()
    doubt: str | None = None
    source: str = ""
    published: datetime | None = None
    within: int | None = field(default=None, compare=False)
    rule: str = field(default="", compare=False)

    @property
    def outcome(self) -> Outcome | None:
        """The outcomes counted; None for places."""
        return Outcome.of(self.metric)

    def to_record(self) -> dict[str, Any]:
        """Return the claim as the JSON-ready record of CLAIMS.md, fields in its order."""
        return {
            "statement_id": self.statement_id,
            "metric": self.metric,
            "weapon": self.weapon,
            "model": self.model,
            "low": self.count.low,
            "high": self.count.high,
            "approximate": self.count.approximate,
            "regions": list(self.regions),
            "scope": self.scope,
            "side": self.side,
            "attacker": self.attacker,
            "period_kind": self.period.kind,
            "period_start": _written(self.period.start),
            "period_end": _written(self.period.end),
            "as_of": _written(self.as_of),
            "quote": self.quote,
            "start": self.span.start,
            "end": self.span.end,
            "speaker": self.speaker,
            "reach": list(self.reach),
            "doubt": self.doubt,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any], *, source: str = "", published: datetime | None = None) -> Self:
        """Build a claim from its record; the statement's source and time, which the record lacks, come beside it."""
        return cls(
            statement_id=record["statement_id"],
            metric=record["metric"],
            count=Count(record["low"], record.get("high"), bool(record.get("approximate"))),
            quote=record.get("quote") or "",
            span=Span(record.get("start") or 0, record.get("end") or 0),
            weapon=record.get("weapon") or "drone",
            model=record.get("model"),
            regions=tuple(sorted(record.get("regions") or ())),
            scope=record.get("scope") or "total",
            side=record.get("side"),
            attacker=record.get("attacker"),
            period=Period(record.get("period_kind"), _read(record.get("period_start")), _read(record.get("period_end"))),
            as_of=_read(record.get("as_of")),
            speaker=record.get("speaker") or "",
            reach=tuple(sorted(record.get("reach") or ())),
            doubt=record.get("doubt"),
            source=source,
            published=published,
        )

    def doubted(self, reason: str) -> Claim:
        """Return the claim with a reason for doubt; the first reason given stays."""
        return self if self.doubt else replace(self, doubt=reason)


@dataclass(frozen=True, slots=True)
class Attack:
    """The claims that speak of one attack: by whom, and within which hours at the widest."""

    attacker: str | None
    start: datetime | None
    end: datetime | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """What one claim alone would have to be for the others to be true; None bounds where no value of it would do."""

    claim: Claim
    count: Count | None

    def __str__(self) -> str:
        if self.count is None:
            return f"{self.claim.metric}: no figure"
        low, high = self.count.low, self.count.high
        if high is None:
            return f"{self.claim.metric} {low}.."
        return f"{self.claim.metric} {low}" if low == high else f"{self.claim.metric} {low or ''}..{high}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the reconciler says of some claims: the kind, how sure, by how much, and what would mend it.

    `by` is in things counted, the smallest that the intervals allow. `claims` is irreducible: without
    any one of them there is nothing to find.
    """

    kind: str
    severity: str
    attacker: str | None
    start: datetime | None
    end: datetime | None
    by: int
    balance: str
    claims: tuple[Claim, ...]
    mended_by: tuple[Mend, ...] = ()
    explanations: tuple[str, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """Return the finding as the JSON-ready record of FINDINGS.md."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "attacker": self.attacker,
            "period_start": _written(self.start),
            "period_end": _written(self.end),
            "by": self.by,
            "balance": self.balance,
            "claims": [
                {
                    "statement_id": claim.statement_id,
                    "source": claim.source,
                    "metric": claim.metric,
                    "low": claim.count.low,
                    "high": claim.count.high,
                    "quote": claim.quote,
                    "start": claim.span.start,
                    "end": claim.span.end,
                }
                for claim in self.claims
            ],
            "mended_by": [str(mend) for mend in self.mended_by],
            "explanations": list(self.explanations),
        }

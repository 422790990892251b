"""Build claims from a compact notation, for tests that need no text.

    claims("kpszsu", "2024-11-16T09:00+02:00", "UA<RU night", "83 launched", "53 intercepted", "30 jammed of 83")

The third word group is side, attacker and period: `UA<RU` is said by Ukraine of Russia's attack; the period is a kind,
optionally followed by `START/END` (ISO 8601, either may be empty) and `@AS_OF`. A figure is `N`, `N..`, `N..M` or `~N`,
then the metric, then in any order: a weapon, `+REGION+REGION`, `part`, `=model`, `of N` (within the figure N), `!doubt`,
`"speaker"`, `^REGION` (reach).
The quotes are joined to the statement's text, so that every span is true.
"""

from __future__ import annotations

import re
from datetime import datetime

from reconcile.model import WEAPONS, Claim, Count, Period, Span, Statement


def count(word: str) -> Count:
    approximate = word.startswith("~")
    low, dots, high = word.lstrip("~").partition("..")
    return Count(int(low), int(low) if not dots else int(high) if high else None, approximate)


def period(words: list[str]) -> tuple[Period, datetime | None]:
    kind, start, end, as_of = None, None, None, None
    for word in words:
        if word.startswith("@"):
            as_of = datetime.fromisoformat(word[1:])
        elif "/" in word:
            start, end = (datetime.fromisoformat(part) if part else None for part in word.split("/"))
        else:
            kind = word
    return Period(kind, start, end), as_of


def claims(source: str, published: str | None, heading: str, *figures: str, after: tuple[Claim, ...] = ()) -> tuple[Claim, ...]:
    """Return the claims; with `after`, those of a statement begun there, which come first."""
    who, *when = heading.split()
    side, _, attacker = who.partition("<")
    span_of_period, as_of = period(when)
    at = datetime.fromisoformat(published) if published else None
    key = after[0].statement_id if after else f"{source}/{published}"
    made: list[Claim] = []
    starts: dict[str, int] = {}
    offset = after[-1].span.end + 1 if after else 0
    for text in figures:
        quoted = re.search(r'"([^"]{0,80})"', text)
        parent = re.search(r"\bof (\S+)", text)
        words = re.sub(r'"[^"]{0,80}"|\bof \S+', "", text).split()
        fields: dict[str, object] = {}
        for word in words[2:]:
            if word in WEAPONS:
                fields["weapon"] = word
            elif word == "part":
                fields["scope"] = "part"
            elif word.startswith("+"):
                fields["regions"] = tuple(sorted(word[1:].split("+")))
            elif word.startswith("="):
                fields["model"] = word[1:]
            elif word.startswith("!"):
                fields["doubt"] = word[1:]
            elif word.startswith("^"):
                fields["reach"] = (word[1:],)
            else:
                raise ValueError(f"what is {word!r} in {text!r}?")
        starts.setdefault(words[0], offset)
        made.append(
            Claim(
                key,
                words[1],
                count(words[0]),
                quote=text,
                span=Span(offset, offset + len(text)),
                side=side or None,
                attacker=attacker or None,
                period=span_of_period,
                as_of=as_of,
                speaker=quoted[1] if quoted else "",
                source=source,
                published=at,
                within=starts[parent[1]] if parent else None,
                **fields,  # type: ignore[arg-type]
            )
        )
        offset += len(text) + 1
    return (*after, *made)


def statement(made: tuple[Claim, ...]) -> Statement:
    """Return the statement whose text is the quotes of its claims, a line each."""
    first = made[0]
    return Statement(first.statement_id, "\n".join(claim.quote for claim in made), first.source, first.published)

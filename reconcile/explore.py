"""What would a person at a notebook want to see that a table does not show? Words with their claims marked, and what would follow if.

Statements, claims, attacks and findings show themselves (`_repr_html_`). The rest is for questions that pandas does not answer:

    statements_of   a frame of posts as statements
    marked          a text with the claims of your choice marked
    sentences       the sentences of a finding side by side, its figures marked
    suppose         what would still be found if one claim said otherwise
    readings        under which ways to take the words claims can be true together
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

import regex

from reconcile import places
from reconcile.extraction.pieces import Piece, excerpt, pieces
from reconcile.model import Attack, Claim, Count, Finding, ReconcileError, Statement
from reconcile.reading import claims_of
from reconcile.reconciliation import check
from reconcile.reconciliation.program import System
from reconcile.reconciliation.readings import READINGS, rows
from reconcile.report.voices import name_of
from reconcile.sources.times import moment

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Html", "html_of", "marked", "readings", "sentences", "statements_of", "suppose"]

_CONTROL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FIELDS = ("source", "lang", "title", "url", "restates")
_MARK = "background:#ffe58a;color:#1b1d20;padding:0 .15em;border-radius:.2em"
_SMALL = "font-size:85%;opacity:.8"
_TEXT = "white-space:pre-wrap;border-left:3px solid #888;padding:.3em .8em;margin:.3em 0;max-width:60em"


@dataclass(frozen=True, slots=True)
class Html:
    """Something that a notebook shows; `str` of it is the markup."""

    markup: str

    def _repr_html_(self) -> str:
        return self.markup

    def __str__(self) -> str:
        return self.markup


def html_of(thing: Statement | Claim | Attack | Finding) -> str:
    """Return the markup that a notebook shows for a statement (claims marked in its text), a claim, an attack or a finding."""
    if isinstance(thing, Statement):
        return marked(thing).markup
    if isinstance(thing, Claim):
        return _table([thing])
    if isinstance(thing, Attack):
        when = " – ".join(f"{end:%Y-%m-%d %H:%M}" for end in (thing.start, thing.end) if end is not None) or "time unknown"
        return f"<p><b>Attack by {_safe(thing.attacker or 'unknown')}</b>, {_safe(when)}</p>{_table(thing.claims)}"
    return _finding(thing)


def marked(statement: Statement, claims: Iterable[Claim] | None = None) -> Html:
    """Return a statement's text with its claims marked, each saying what it counts; without claims given, those that are read from it."""
    chosen = [claim for claim in (claims_of(statement) if claims is None else claims) if claim.statement_id == statement.id]
    when = f", {statement.published:%Y-%m-%d %H:%M %Z}" if statement.published else ""
    head = f'<div style="{_SMALL}"><b>{_safe(name_of(statement.source))}</b>{_safe(when)} · {_safe(statement.id)}</div>'
    if statement.restates:
        head += f'<div style="{_SMALL}"><b>Restatement of published figures, not a quotation.</b> {_safe(statement.restates)}</div>'
    return Html(f'{head}<div dir="auto" style="{_TEXT}">{_pieces(pieces(statement.text, chosen))}</div>')


def sentences(finding: Finding, statements: Iterable[Statement]) -> Html:
    """Return the sentences that a finding rests on side by side, the figures marked, under its arithmetic."""
    texts = {statement.id: statement for statement in statements}
    blocks = []
    for key in dict.fromkeys(claim.statement_id for claim in finding.claims):
        mine = [claim for claim in finding.claims if claim.statement_id == key]
        cut = excerpt(texts[key].text, mine) if key in texts else ()
        words = " … ".join(_pieces(sentence) for sentence in cut) or " … ".join(_safe(claim.quote) for claim in mine)
        blocks.append(
            f'<div style="flex:1 1 18em"><b>{_safe(name_of(mine[0].source))}</b><div dir="auto" style="{_TEXT}">{words}</div></div>'
        )
    return Html(f'{_finding(finding)}<div style="display:flex;flex-wrap:wrap;gap:1em">{"".join(blocks)}</div>')


def suppose(claims: Iterable[Claim], claim: Claim, count: Count | int, statements: Iterable[Statement] = ()) -> tuple[Finding, ...]:
    """Return what would still be found if one of the claims gave another count; ReconcileError where it is none of them."""
    told = list(claims)
    if claim not in told:
        raise ReconcileError("suppose: the claim is not among the claims given; take it from the same list")
    other = Count(count, count) if isinstance(count, int) else count
    return check([replace(one, count=other) if one == claim else one for one in told], statements)


def readings(claims: Sequence[Claim]) -> pd.DataFrame:
    """Return one row per way to take the words: `loosened` and whether the claims can be true together (`holds`).

    "usual" takes all words as usually meant; each further row grants one doubt, and "every" all of them.
    """
    import pandas as pd

    ways: Mapping[str, frozenset[str]] = {
        "usual": frozenset(),
        **{name: frozenset({name}) for name in READINGS},
        "every": frozenset(READINGS),
    }
    found = [(name, System(rows(list(claims), loosened)).feasible()) for name, loosened in ways.items()]
    return pd.DataFrame(found, columns=["loosened", "holds"])


def statements_of(frame: pd.DataFrame, columns: Mapping[str, str] | None = None) -> tuple[Statement, ...]:
    """Return a frame's rows as statements; `columns` names the column of a field that is called otherwise: {"text": "message"}.

    Needed is `text`; without `id` the row's place in the frame names the statement.
    """
    import pandas as pd

    named = {field: (columns or {}).get(field, field) for field in ("id", "text", "published", *_FIELDS)}
    if named["text"] not in frame.columns:
        raise ReconcileError(f"no column {named['text']!r}: name the one that holds the text, columns={{'text': …}}")
    found = []
    for place, row in enumerate(frame.to_dict("records")):
        cells = {field: row[name] for field, name in named.items() if name in row and not pd.isna(row[name])}
        known = {field: str(cells[field]) for field in _FIELDS if field in cells}
        when = _when(cells.get("published"), place)
        found.append(Statement(str(cells.get("id", place)), str(cells.get("text", "")), published=when, **known))
    return tuple(found)


def _when(written: object, place: int) -> datetime | None:
    try:
        return moment(None if written is None else str(written))
    except ValueError as problem:
        raise ReconcileError(f"row {place}, published: {problem}") from problem


def _over(claim: Claim) -> str:
    return ", ".join(places.name(code, "en") for code in claim.regions)


def _safe(text: str) -> str:
    return escape(_CONTROL.sub("\ufffd", text))


def _pieces(cut: Iterable[Piece]) -> str:
    return "".join(_piece(piece.text, piece.claims) for piece in cut)


def _piece(text: str, claims: Sequence[Claim]) -> str:
    if not claims:
        return _safe(text)
    says = "; ".join(_says(claim) for claim in claims)
    return f'<mark style="{_MARK}" title="{_safe(says)}">{_safe(text)}</mark>'


def _says(claim: Claim) -> str:
    over = f" over {_over(claim)}" if claim.regions else ""
    doubt = f" (doubtful: {claim.doubt})" if claim.doubt else ""
    return f"{claim.count} {claim.weapon} {claim.metric}{over}{doubt}"


def _table(claims: Iterable[Claim]) -> str:
    body = "".join(
        f"<tr><td>{_safe(name_of(claim.source))}</td><td><b>{_safe(str(claim.count))}</b></td><td>{_safe(claim.metric)}</td>"
        f"<td>{_safe(claim.weapon)}{_safe(f' ({claim.model})' if claim.model else '')}</td><td>{_safe(_over(claim))}</td>"
        f'<td>{_safe(claim.period.kind or "")}</td><td><mark style="{_MARK}">{_safe(claim.quote)}</mark></td><td>{_safe(claim.doubt or "")}</td></tr>'
        for claim in claims
    )
    heads = "".join(f"<th>{head}</th>" for head in ("source", "count", "metric", "weapon", "regions", "period", "words", "doubt"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _finding(finding: Finding) -> str:
    by = f", by {finding.by}" if finding.by else ""
    mends = "".join(f"<li>{_safe(name_of(mend.claim.source))}: {_safe(str(mend))}</li>" for mend in finding.mended_by)
    whys = "".join(f"<li>{_safe(why)}</li>" for why in finding.explanations)
    return (
        f"<div><b>{_safe(finding.severity)}</b> · {_safe(finding.kind)}{by}<br><b>{_safe(finding.balance)}</b></div>"
        + _table(finding.claims)
        + (f'<div style="{_SMALL}">It would be mended by any one of:</div><ul>{mends}</ul>' if mends else "")
        + (f'<div style="{_SMALL}">Harmless explanations that fit, the likeliest first:</div><ul>{whys}</ul>' if whys else "")
    )

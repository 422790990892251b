"""What do the curated tables claim: the Air Force's attacks row by row, and the General Staff's running totals?

A row is a statement: its text is the table's line of names and the row as the file has it, or the JSON object as it
stands there, so that every claim quotes a true span. `table_claims` reads the claims from that text alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import blake2b

from reconcile.model import Claim, Statement
from reconcile.sources.attack_rows import attack_claims
from reconcile.sources.csv_tables import rows
from reconcile.sources.document import Defaults, Document
from reconcile.sources.loss_rows import loss_claims
from reconcile.sources.times import moment

__all__ = ["read", "recognises", "table_claims"]

_ATTACKS, _LOSSES = "airforce_claims", "general_staff_losses"
_ATTACK_COLUMNS = ("time_start", "time_end", "model", "launch_place", "target", "launched", "destroyed", "not_reach_goal", "source")
_LOSS_ENTRY = re.compile(r"\{\s{0,40}\"date\"\s{0,8}:\s{0,8}\"\d{4}-\d\d-\d\d\"\s{0,8},\s{0,40}\"day\"\s{0,8}:")


def recognises(document: Document) -> bool:
    """Take a table with the columns of either."""
    return _is_attack_table(document.opening) or _is_loss_table(document.opening)


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield a statement a row."""
    return _losses(document, defaults) if _is_loss_table(document.opening) else _attacks(document, defaults)


def table_claims(statement: Statement) -> tuple[Claim, ...] | None:
    """Return the claims of a row of a curated table; None when the statement is no such row and has to be read as text."""
    if _is_attack_table(statement.text):
        return attack_claims(statement)
    if _LOSS_ENTRY.match(statement.text):
        return loss_claims(statement)
    return None


def _is_attack_table(opening: str) -> bool:
    if not opening.startswith("time_start,"):
        return False
    return set(_ATTACK_COLUMNS) <= set(opening[:2000].partition("\n")[0].strip().split(","))


def _is_loss_table(opening: str) -> bool:
    return opening.startswith("[") and _LOSS_ENTRY.match(opening[1:400].lstrip()) is not None


def _attacks(document: Document, defaults: Defaults) -> Iterator[Statement]:
    table = rows(document)
    header = next(table)
    for row in table:
        if len(row.fields) != len(header.fields):
            raise document.error(f"has {len(row.fields)} fields where the header has {len(header.fields)}; the row is cut off", row.line)
        cell = dict(zip(header.fields, row.fields, strict=True))
        # A corrected figure is another version of the row, so only what identifies the attack goes into its id.
        key = "|".join(cell[name].strip() for name in ("time_start", "time_end", "model", "launch_place", "target", "source"))
        model = re.sub(r"\W{1,20}", "-", cell["model"].lower())
        post = cell["source"].strip()
        yield Statement(
            id=f"{_ATTACKS}/{cell['time_end'].strip().replace(' ', 'T')}/{model}/{blake2b(key.encode(), digest_size=4).hexdigest()}",
            text=f"{header.raw}\n{row.raw}",
            source=_ATTACKS,
            lang="en",
            url=post if post.startswith("https://") else f"https://www.facebook.com/{post}" if post else None,
            restates=f"row of the curated table of Air Force claims, after {post or 'a post not named'}",
        )


def _losses(document: Document, defaults: Defaults) -> Iterator[Statement]:
    text = document.text()
    decoder = json.JSONDecoder()
    position = text.index("[") + 1
    while True:
        position += len(text[position : position + 200]) - len(text[position : position + 200].lstrip(" \t\r\n,"))
        if text.startswith("]", position):
            return
        line = text.count("\n", 0, position) + 1
        try:
            entry, end = decoder.raw_decode(text, position)
            day = str(entry["date"])
            published = moment(day)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise document.error(
                "the table is cut off or damaged here; the days before it are read, fetch it again for the rest", line
            ) from None
        yield Statement(
            id=f"{_LOSSES}/{day}",
            text=text[position:end],
            source=_LOSSES,
            published=published,
            lang="en",
            restates="day of the table of the General Staff's cumulative losses",
        )
        position = end

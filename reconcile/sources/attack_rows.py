"""Which claims does one row of the Air Force table make?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from reconcile.model import Claim, Count, Period, Span, Statement

__all__ = ["attack_claims", "cells"]

KYIV = ZoneInfo("Europe/Kyiv")
# From this night on the Air Force (`merging` in tables.toml) gives one figure for shot down and suppressed.
MERGED_FROM = datetime(2025, 7, 24, tzinfo=KYIV)
_TIME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:\s{1,4}(\d{1,2}):(\d{2}))?")
_COUNT = re.compile(r"(\d{1,9})(?:\.0{1,4})?")
_PLACED = re.compile(r"'(\w{1,40})': (\d{1,9}(?:\.0)?)")
_FIGURES = {
    "launched": "launched",
    "not_reach_goal": "jammed",
    "still_attacking": "airborne",
    "num_hit_location": "hit_locations",
    "num_fall_fragment_location": "debris_locations",
}
# A year beyond them is a slip of the pen, and arithmetic overflows at the ends of the calendar.
YEARS = range(2014, 2100)
_LONGEST_NIGHT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row and where its value stands in the statement's text."""

    value: str
    start: int


@dataclass(frozen=True, slots=True)
class _Row:
    statement: Statement
    cells: dict[str, Cell]
    common: dict[str, Any]
    is_merged: bool

    def claim(self, metric: str, quote: str, start: int, **more: Any) -> Claim:
        read = _COUNT.fullmatch(quote)
        assert read is not None
        count = Count(int(read[1]), int(read[1]))
        claim = Claim(self.statement.id, metric, count, quote, Span(start, start + len(quote)), **self.common | more)
        # The table writes 0 both for "none" and for "the post does not say".
        return claim.doubted("zero or not stated") if count.high == 0 else claim


def attack_claims(statement: Statement) -> tuple[Claim, ...]:
    """Return the row's claims; an empty field claims nothing, and a zero that the merged figure made is none either."""
    row = _row(statement)
    return tuple(claim for claim in (*_counts(row), *_models(row), *_exits(row), *_parts(row)))


def cells(text: str) -> dict[str, Cell]:
    """Return the fields of the second line under the names of the first; what a line lacks is empty."""
    header, _, line = text.partition("\n")
    names = header.strip().split(",")
    start, found = len(header) + 1, []
    for part in _split(line):
        quoted = part.startswith('"')
        found.append(Cell(part[1:-1].replace('""', '"') if quoted else part, start + quoted))
        start += len(part) + 1
    return {name: found[place] if place < len(found) else Cell("", len(text)) for place, name in enumerate(names)}


def _split(line: str) -> list[str]:
    parts, begin, quoted = [], 0, False
    for position, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            parts.append(line[begin:position])
            begin = position + 1
    return [*parts, line[begin:].rstrip("\r\n")]


@cache
def _codes() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("tables.toml").read_text(encoding="utf-8"))


def _row(statement: Statement) -> _Row:
    found = cells(statement.text)
    weapon = _codes()["weapons"].get(found["model"].value.strip())
    regions = _regions(found["target"].value)
    period = _period(found["time_start"].value, found["time_end"].value)
    speaker: dict[str, Any] = next((who for begins, who in _codes()["speakers"].items() if found["source"].value.startswith(begins)), {})
    doubt = None if weapon else "two models"
    common: dict[str, Any] = {
        "weapon": _weapon(found["model"].value),
        "model": (weapon or {}).get("model"),
        "regions": regions or (),
        # A row of one model is a part of what the attack's post counts; strike drones have one row that is the whole.
        "scope": (weapon or {}).get("scope", "part"),
        "side": "UA",
        "attacker": "RU",
        "period": period,
        "speaker": speaker.get("name", found["source"].value),
        "reach": tuple(speaker.get("reach", ())),
        "doubt": doubt or ("place not known" if regions is None else None),
        "source": statement.source,
        "published": statement.published,
    }
    merged = period.end is not None and period.end >= MERGED_FROM and common["speaker"] == _codes()["merging"]
    return _Row(statement, found, common, merged)


def _weapon(label: str) -> str:
    kinds = {_codes()["weapons"].get(part.strip(), {}).get("weapon", "mixed") for part in label.split(" and ")}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _regions(label: str) -> tuple[str, ...] | None:
    """Return the codes of a place as the table writes it; None when one of them is not known."""
    known, found = _codes()["regions"], set()
    for part in label.split(" and "):
        codes = known.get(part.strip(), known.get(part.partition(",")[0].strip()))
        if codes is None:
            return None
        found.update(codes)
    return tuple(sorted(found))


def _period(start: str, end: str) -> Period:
    first, last = _TIME.fullmatch(start.strip()), _TIME.fullmatch(end.strip())
    if first is None or last is None:
        return Period()
    try:
        begins, ends = _instant(first), _instant(last)
    except ValueError:
        return Period()
    if not first[4] or not last[4]:
        ends = ends if last[4] else ends + timedelta(days=1)
        return Period("day" if ends - begins <= timedelta(days=1) else "window", begins, ends)
    night = begins.date() < ends.date() and ends - begins <= _LONGEST_NIGHT
    return Period("night" if night else "window", begins, ends)


def _instant(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    if year not in YEARS:
        raise ValueError(f"no year of this war: {year}")
    return datetime(year, month, day, hour, minute, tzinfo=KYIV)


def _counts(row: _Row) -> Iterator[Claim]:
    for column, metric in (*_FIGURES.items(), ("destroyed", "neutralized" if row.is_merged else "intercepted")):
        cell = row.cells.get(column)
        if cell is None or not _COUNT.fullmatch(cell.value):
            continue
        if column == "not_reach_goal" and row.is_merged and float(cell.value) == 0:
            continue  # the figure is inside the merged one
        yield row.claim(metric, cell.value, cell.start)


def _models(row: _Row) -> Iterator[Claim]:
    for column, metric, model in (
        ("is_shahed", "launched", "shahed"),
        ("turbojet", "launched", "jet"),
        ("turbojet_destroyed", "neutralized" if row.is_merged else "intercepted", "jet"),
    ):
        cell = row.cells.get(column)
        if cell is not None and _COUNT.fullmatch(cell.value):
            yield row.claim(metric, cell.value, cell.start, model=model, scope="part")


def _exits(row: _Row) -> Iterator[Claim]:
    for match in _placed(row, "border_crossing"):
        yield row.claim("left", match[0][2], match[1], scope="part", doubt="two readings")


def _parts(row: _Row) -> Iterator[Claim]:
    metric = "neutralized" if row.is_merged else "intercepted"
    for match in _placed(row, "destroyed_details"):
        regions = _regions(match[0][1])
        if regions:
            # Regional commands count their own day and other drones as well: their figure may exceed the night's.
            yield row.claim(metric, match[0][2], match[1], regions=regions, scope="part").doubted("a regional command's own tally")


def _placed(row: _Row, column: str) -> Iterator[tuple[re.Match[str], int]]:
    cell = row.cells.get(column)
    for match in _PLACED.finditer(cell.value) if cell is not None else ():
        yield match, cell.start + match.start(2) if cell is not None else 0

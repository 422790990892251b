"""Which words and marks tell formats apart (`formats.toml`, loaded once)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Formats", "Refused", "formats"]


@dataclass(frozen=True, slots=True)
class Refused:
    """The first bytes (hexadecimal) of something that is no text, what it is and what to do instead."""

    begins: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Formats:
    """The tables of `formats.toml`."""

    columns: dict[str, tuple[str, ...]]
    beside_names: tuple[str, ...]
    beside_suffixes: tuple[str, ...]
    refused: tuple[Refused, ...]


@cache
def formats() -> Formats:
    """Load the tables."""
    table = tomllib.loads(files(__package__).joinpath("formats.toml").read_text(encoding="utf-8"))
    return Formats(
        columns={field: tuple(names) for field, names in table["columns"].items()},
        beside_names=tuple(table["beside"]["names"]),
        beside_suffixes=tuple(table["beside"]["suffixes"]),
        refused=tuple(Refused(row["begins"], row["is"], row["do"]) for row in table["refused"]),
    )

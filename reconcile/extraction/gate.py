"""Can this text make a claim at all?

Most texts of an archive name no weapon. Looking for the beginnings of weapon words takes a hundredth of the
time that reading takes, and lets everything else pass by.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import regex

__all__ = ["passes"]

_CYRILLIC = regex.compile("[а-яіїєґА-ЯІЇЄҐ]")


@cache
def _stems() -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = tomllib.loads((files("reconcile.languages") / "gate.toml").read_text(encoding="utf-8"))
    return tuple(table["latin"]), tuple(table["cyrillic"])


def passes(text: str) -> bool:
    """Tell whether a text names anything that could be counted.

    >>> passes("Сбиты три беспилотника"), passes("The weather will be fine.")
    (True, False)
    """
    latin, cyrillic = _stems()
    lowered = text.lower()
    if any(stem in lowered for stem in latin):
        return True
    return not text.isascii() and bool(_CYRILLIC.search(text)) and any(stem in lowered for stem in cyrillic)

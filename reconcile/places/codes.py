"""What is a region code called, whose is it, and what does it contain?"""

from __future__ import annotations

from functools import cache

from reconcile.places.gazetteer import table

__all__ = ["codes", "contains", "country", "name", "neighbours", "tile"]


@cache
def codes(country: str) -> tuple[str, ...]:
    """Return the codes of a country's first-level regions ("UA" or "RU"), sorted."""
    return tuple(sorted(code for code in table("regions") if code.startswith(f"{country}-")))


@cache
def _titles() -> dict[str, dict[str, str]]:
    titles = {entry["codes"][0]: entry["title"] for entry in reversed(table("others")["place"]) if len(entry["codes"]) == 1}
    regions: dict[str, dict[str, str]] = {code: entry["title"] for code, entry in table("regions").items()}
    return {**titles, **regions, **table("map")["countries"]}


def name(code: str, lang: str) -> str:
    """Return what a code is called in a language, for tables and plots; the code itself where nobody named it."""
    return _titles().get(code, {}).get(lang, code)


def country(code: str) -> str | None:
    """Return the country of a region or part of the country: "UA" or "RU"; None for seas and other states."""
    head = code.partition("-")[0]
    return head if head in ("UA", "RU") else None


def contains(outer: str, inner: str) -> bool:
    """Tell whether every place in `inner` surely lies in `outer`.

    A code contains itself, and a country its regions and its parts by compass. Whether a part by compass contains
    a region is nowhere defined, so it is not claimed; neither is a city with region status part of that region.
    """
    return outer == inner or (outer in ("UA", "RU") and country(inner) == outer)


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    pairs = [(one, other) for one, others in table("map")["neighbours"].items() for other in others]
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {code: frozenset(others) for code, others in found.items()}


def neighbours(code: str) -> tuple[str, ...]:
    """Return the codes that share a land border or a coast with a region, sea or state, sorted; bridges do not count."""
    return tuple(sorted(_neighbours().get(code, ())))


def tile(code: str) -> tuple[int, int] | None:
    """Return the column and row of a code on one grid for both countries, row 0 in the north; None for codes off the map."""
    at = table("map")["tiles"].get(code)
    return None if at is None else (at[0], at[1])

"""Who speaks for a side, and who only relays?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reconcile.model import Claim

__all__ = ["Voice", "name_of", "own", "regular_voice", "voice"]

_UNNAMED = {"en": "unnamed source", "uk": "джерело без назви", "ru": "источник без названия"}


@dataclass(frozen=True, slots=True)
class Voice:
    """An official body whose own statements carry a side's figures; `reach` empty: the whole country."""

    source: str
    side: str
    series: bool
    reach: tuple[str, ...]
    names: Mapping[str, str]
    definition: str

    def name(self, lang: str = "en") -> str:
        """Return how to name the body in that language."""
        return self.names.get(lang) or self.names["en"]


def voice(source: str) -> Voice | None:
    """Return the body that publishes under that source name; None for outlets."""
    return _voices().get(source.casefold())


def regular_voice(side: str) -> Voice:
    """Return the body whose reports are a side's regular series."""
    return next(body for body in _voices().values() if body.side == side and body.series)


def name_of(source: str, lang: str = "en") -> str:
    """Return how to print a source: the body's name, the outlet's, or the source itself."""
    known = voice(source)
    if known is not None:
        return known.name(lang)
    outlet = _outlets().get(source.casefold(), {})
    return outlet.get(lang) or outlet.get("en") or source or _UNNAMED[lang]


def own(claim: Claim) -> bool:
    """Tell whether a body states the figure itself, for the whole country: the source is the side's own, the reach is national."""
    known = voice(claim.source)
    return known is not None and known.side == claim.side and not known.reach and not claim.reach


@cache
def _outlets() -> Mapping[str, Mapping[str, str]]:
    listed = tomllib.loads(files("reconcile.report").joinpath("outlets.toml").read_text(encoding="utf-8"))["outlet"]
    return {name: entry for entry in listed for name in entry["names"]}


@cache
def _voices() -> Mapping[str, Voice]:
    printed = tomllib.loads(files("reconcile.report").joinpath("voices.toml").read_text(encoding="utf-8"))
    found: dict[str, Voice] = {}
    for key, entry in tomllib.loads(files("reconcile.languages").joinpath("sources.toml").read_text(encoding="utf-8")).items():
        says = printed.get(key, {})
        body = Voice(
            key,
            entry["side"],
            says.get("series", False),
            tuple(entry.get("reach", ())),
            says.get("name", {"en": entry["speaker"]}),
            says.get("definition", {}).get("en", ""),
        )
        found |= {name.casefold(): body for name in (key, *entry["names"])}
    return found

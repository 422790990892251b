"""Who speaks for a side, and who only relays?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reconcile.model import Claim

__all__ = ["Voice", "name_of", "own", "voice"]


@dataclass(frozen=True, slots=True)
class Voice:
    """An official body whose own statements carry a side's figures."""

    source: str
    side: str
    series: bool
    names: Mapping[str, str]
    definition: str

    def name(self, lang: str = "en") -> str:
        """Return how to name the body in that language."""
        return self.names.get(lang, self.source)


def voice(source: str) -> Voice | None:
    """Return the body that publishes under that source; None for outlets."""
    return _voices().get(source)


def name_of(source: str, lang: str = "en") -> str:
    """Return how to print a source: the body's name, or the source itself."""
    known = voice(source)
    return (known.name(lang) if known else source) or {"en": "unnamed source", "uk": "джерело без назви", "ru": "источник без названия"}[
        lang
    ]


def own(claim: Claim) -> bool:
    """Tell whether a body states the figure itself, for the whole country: the source is the side's own, the reach is national."""
    known = voice(claim.source)
    return known is not None and known.side == claim.side and not claim.reach


@cache
def _voices() -> Mapping[str, Voice]:
    entries = tomllib.loads(files("reconcile.report").joinpath("voices.toml").read_text(encoding="utf-8"))
    return {
        source: Voice(source, entry["side"], entry.get("series", False), entry["name"], entry["definition"]["en"])
        for source, entry in entries.items()
    }

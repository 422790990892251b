"""What is a number bound to what it counts?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reconcile.model import Count
from reconcile.places import Mention

__all__ = ["COMPARED", "OTHER_PLACES", "VAGUE_PLACE", "Figure", "by_sentence"]

COMPARED = "number compared with"  # the rule that reads "compared with 300 in May"
OF_A_KIND = ", of a kind"  # behind the rule that read a figure of one kind of missiles or drones
OTHER_PLACES = "number and other places"  # the rule that reads "124 more in other regions"
VAGUE_PLACE = "number and place without a code"  # the rule that reads "34 in the south"


@dataclass(slots=True)
class Figure:
    """One number and what is known of it so far; the later steps fill in the rest."""

    start: int
    end: int
    count: Count
    sentence: int
    weapon: str | None = None
    models: tuple[str, ...] = ()
    kind: str = ""
    sort: str = ""
    single: bool = False
    tallied: bool = False
    elliptical: bool = False
    part_cue: bool = False
    of_them: bool = False
    whole: bool = False
    portion_of: Figure | None = None
    distributive: bool = False
    more: bool = False
    summed: bool = False
    everything: bool = False
    sent: bool = False
    excepted: bool = False
    none_of: bool = False
    quoted: Figure | None = None
    bracket: bool = False
    unit: bool = False
    outcomes: frozenset[str] = frozenset()
    own: bool = False
    head: Figure | None = None
    inside: Figure | None = None
    places: list[Mention] = field(default_factory=list)
    fixed: frozenset[str] = frozenset()
    doubt: str | None = None
    rule: str = ""
    period_kind: str | None = None
    recalled: bool = False
    when: str = ""
    district: str = ""

    @property
    def model(self) -> str | None:
        """The one model that it counts; None for several, for kinds unnamed, and for no model."""
        return self.models[0] if len(self.models) == 1 and self.models[0] != "other" else None

    @property
    def named(self) -> tuple[str, ...]:
        """The kinds of its weapon that it is of: its models, else what an adjective says."""
        return self.models or ((self.sort,) if self.sort else ())

    @property
    def location(self) -> bool:
        """Whether it counts places, not things."""
        return self.weapon == "location"


def by_sentence(figures: Iterable[Figure]) -> dict[int, list[Figure]]:
    """Group figures by the number of their sentence."""
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.sentence, []).append(figure)
    return groups

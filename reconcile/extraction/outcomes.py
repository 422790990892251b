"""Which outcome does each figure count?

An outcome governs the figure that it stands with and no boundary parts it from: "downed 40", "40 were
downed", "downed 40 drones and 3 missiles", "40 drones and 3 missiles were downed". Items of a list carry on
the outcome of its head. What no outcome governs is no claim.
"""

from __future__ import annotations

import regex

from reconcile.extraction import voice
from reconcile.extraction.continuing import acts, continues
from reconcile.extraction.figure import Figure, by_sentence
from reconcile.extraction.gaps import gaps
from reconcile.extraction.marks import Marks, Predicate, between
from reconcile.extraction.metrics import WEAK
from reconcile.extraction.reality import UNREAL, announced_in, carried, lost, real, told
from reconcile.extraction.wholes import followed, lead

__all__ = ["assign"]

_JOINED_FIGURES = 12  # "N drones, N missiles, N bombs … were downed": no list that shares one verb is longer.
_MET = frozenset({"intercepted", "jammed", "neutralized"})
_STRUCK = frozenset({"hit", "debris"})
_STRONG_BREAK = regex.compile(r"[;:.!?()\n]|\s-\s|[,]")
_STOP = regex.compile(r"[;:!?\n]|[.](?!,| -)")
_DASH = regex.compile(r"\s{0,3}-\s{1,3}")
_LISTED = regex.compile(r"(?:\s(?:by|over|in)\s[\w' ]{3,40})?\s?[-:]\s")
_PART = 20  # characters: ", including "
_HARD_BREAK = regex.compile(r"[;.!?\n]")
_PARTED = regex.compile(r"[;:.()]|\s-\s")


def _breaks(marks: Marks, start: int, end: int) -> bool:
    gap = marks.folded.text[start:end]
    return bool(_STRONG_BREAK.search(gap)) or bool(marks.language.grammar["conjunction"].search(gap))


class _Sentence:
    """Assigns the outcomes of one sentence to its figures."""

    def __init__(self, marks: Marks, figures: list[Figure], predicates: list[Predicate]) -> None:
        self.marks = marks
        self.figures = figures
        self.predicates = predicates
        self.voiced: dict[int, list[Predicate]] = {}
        self.left: dict[int, Predicate] = {}
        self.right: dict[int, list[Predicate]] = {}

    def _place(self, predicate: Predicate) -> None:
        before = [
            i for i, f in enumerate(self.figures) if f.end <= predicate.start or (f.elliptical and f.start < predicate.start <= f.end)
        ]
        after = [i for i, f in enumerate(self.figures) if f.start >= predicate.end]
        inside = [i for i, f in enumerate(self.figures) if f.start < predicate.start and predicate.end <= f.end]
        if inside:
            self.right.setdefault(inside[-1], []).append(predicate)
            return
        a = before[-1] if before else None
        b = after[0] if after else None
        direction = voice.direction(self.marks, predicate, self.figures)
        if direction == "left":
            self._passive(predicate, a, b)
            return
        if direction == "nowhere" or (direction == "right" and b is None) or (direction == "before" and a is None):
            return
        if a is not None and (b is None or direction == "before"):
            self._to_left(a, predicate)
            return
        if direction == "right" and b is not None:
            self.left[b] = predicate
            # "16 drones struck 19 locations" and "19 locations recorded hits from 16 drones" count both.
            if (
                a is not None
                and (self.figures[a].location or self.figures[b].location)
                and not _breaks(self.marks, self.figures[a].end, predicate.start)
            ):
                self._to_left(a, predicate)
            return
        if a is None or b is None:
            if b is not None:
                self.left[b] = predicate
            return
        a_break = _breaks(self.marks, self.figures[a].end, predicate.start)
        shared = any(f.portion_of is self.figures[a] for f in self.figures)
        if (a in self.left or shared) and voice.participle(self.marks, self.figures[a].end, predicate):
            self._to_left(a, predicate)
            return
        # "Debris – at 10": a dash right behind the words parts nothing.
        behind = _DASH.match(self.marks.folded.text, predicate.end)
        b_break = _breaks(self.marks, behind.end() if behind else predicate.end, self.figures[b].start)
        if a_break and not b_break:
            self.left[b] = predicate
        elif b_break and not a_break:
            self._to_left(a, predicate)
        elif a in self.left or a in self.right or (not a_break and self.figures[b].start - predicate.end <= 3):
            self._hit_there(predicate, None if a_break else a, b)
        else:
            self._to_left(a, predicate)

    def _hit_there(self, predicate: Predicate, a: int | None, b: int) -> None:
        """Give an outcome to the figure behind it, and to the things before it that hit so many places ("26 drones hit nine places")."""
        self.left[b] = predicate
        both = self.figures[b].location and "hit" in predicate.outcomes and "recalls" in self.marks.language.grammar
        if a is not None and both:
            self._to_left(a, predicate)

    def _passive(self, predicate: Predicate, a: int | None, b: int | None) -> None:
        """Give an outcome in the passive to its subject before it, else to the list that it heads."""
        if a is not None and voice.subject(self.marks, self.figures, a, predicate):
            self.voiced.setdefault(a, []).append(predicate)
            self._to_left(a, predicate)
        elif a is None and b is not None and _LISTED.fullmatch(self.marks.folded.text, predicate.end, self.figures[b].start):
            self.left[b] = predicate  # "Most were shot down by Russia - 20 over Moscow"

    def _to_left(self, index: int, predicate: Predicate) -> None:
        figure = self.figures[index]
        if "debris" in predicate.outcomes and _breaks(self.marks, figure.end, predicate.start):
            return
        if voice.has_object(self.marks, figure, predicate):
            return
        broken = _HARD_BREAK.search(self.marks.folded.text, figure.end, predicate.start) is not None
        if broken and not figure.elliptical:
            return
        if _breaks(self.marks, figure.end, predicate.start) and index in self.left:
            return
        self.right.setdefault(index, []).append(predicate)

    def _own(self, index: int) -> frozenset[str]:
        """Return the outcomes that stand with a figure itself."""
        left = self.left.get(index)
        right = [p for p in self.right.get(index, []) if left is None or p.outcomes != UNREAL]
        strong = [p for p in right if p.outcomes - WEAK - {"launched"}] or [p for p in right if p.outcomes - WEAK]
        figure = self.figures[index]
        if voiced := [p for p in self.voiced.get(index, []) if p.outcomes - WEAK - {"launched"}]:
            figure.sent = left is not None and left.outcomes == {"launched"} and voice.told_of(self.marks, figure.end, voiced[0])
            return voiced[0].outcomes
        if figure.rule == "number and outcome" and strong:
            return strong[0].outcomes
        text = self.marks.folded.text
        # "Drones strike a depot, while several are shot down": the nearer words hold.
        if (
            left is not None
            and strong
            and strong[0].start - figure.end < min(40, figure.start - left.end)
            and text[figure.end : strong[0].start].strip()
            and _breaks(self.marks, left.end, figure.start)
            and not _breaks(self.marks, figure.end, strong[0].start)
        ):
            return strong[0].outcomes
        means = left is not None and left.outcomes & _MET and strong and strong[0].outcomes == {"jammed"}
        if means and "passive" in self.marks.language.grammar and not _breaks(self.marks, figure.end, strong[0].start):
            # "Neutralised 43 drones by electronic warfare": the means says which way.
            return strong[0].outcomes
        if left is not None and left.outcomes == UNREAL and strong and "," in text[left.end : figure.start]:
            return strong[0].outcomes  # "Despite efforts to stop them, some drones hit their targets."
        if left is not None and left.outcomes - WEAK:
            # "83 drones launched were shot down": what became of them outweighs that they were launched.
            if (
                left.outcomes == {"launched"}
                and strong
                and strong[0].outcomes != {"launched"}
                and not _breaks(self.marks, figure.end, strong[0].start)
            ):
                figure.sent = voice.told_of(self.marks, figure.end, strong[0])
                return strong[0].outcomes
            return left.outcomes
        if strong:
            return strong[0].outcomes
        if left is not None:
            return left.outcomes
        return right[0].outcomes if right else frozenset()

    def _shares_right(self, index: int) -> int | None:
        """Return the later figure whose outcome, standing after it, also speaks of this one ("40 drones and 3 missiles were downed")."""
        text = self.marks.folded.text
        at = index
        while at + 1 < min(len(self.figures), index + _JOINED_FIGURES):
            gap = text[self.figures[at].end : self.figures[at + 1].start]
            if len(gap) > 60 or not gaps(self.marks.language).listed.fullmatch(gap):
                return None
            at += 1
            if at in self.left or (self.figures[at].rule == "of them" and "passive" in self.marks.language.grammar):
                return None  # "used 17 drones, 14 of them downed"
            if at in self.right:
                return at
        return None

    def run(self, context: Figure | None, announced: frozenset[str]) -> None:
        for predicate in self.predicates:
            self._place(predicate)
        previous: Figure | None = None
        for index, figure in enumerate(self.figures):
            aside = index not in self.left or self._aside(index)
            if figure.portion_of is not None and aside and index not in self.right:
                whole_at = next((i for i, f in enumerate(self.figures) if f is figure.portion_of), None)
                if whole_at is not None and whole_at in self.right and self._own(whole_at) != {"launched"}:
                    figure.outcomes, figure.own = self._own(whole_at), True
                    previous = figure
                    continue
            outcomes = figure.fixed or self._own(index)
            if previous is not None and (self._told_aside(index, outcomes, previous) or self._unreal_after(index, outcomes, previous)):
                outcomes = previous.outcomes
            if outcomes:
                figure.outcomes, figure.own = outcomes, True
                figure.inside = previous if figure.part_cue or figure.of_them else None
            else:
                self._inherit(figure, index, previous, None if announced else context)
                if not figure.outcomes and announced and not figure.single:
                    figure.outcomes = told(announced, figure)
            whole = any(f.portion_of is figure for f in self.figures)
            if not figure.location and figure.outcomes and not whole and (not figure.single or self._joined(figure, index)):
                previous = figure
            if figure.part_cue and figure.own and index and not self.figures[index - 1].outcomes and self._follows(index):
                # "36 targets, including three missiles, were downed": the whole met what its parts did.
                self.figures[index - 1].outcomes, self.figures[index - 1].own = figure.outcomes, True
        for figure in self.figures:
            if figure.location and "passive" in self.marks.language.grammar and figure.outcomes <= {"launched"}:
                figure.outcomes = frozenset()
            elif figure.portion_of is not None and figure.outcomes:
                whole_of = figure.portion_of
                inside = between(self.marks.predicates, whole_of.start, whole_of.end)
                met = [p.outcomes for p in inside if p.outcomes - WEAK - {"launched"}]
                whole_of.outcomes, whole_of.own, whole_of.head = met[0] if met else frozenset({"launched"}), True, None
            elif figure.whole and figure.outcomes != {"launched"} and not figure.location and followed(self.marks, self.figures, figure):
                figure.outcomes, figure.head = frozenset({"launched"}), None
                lead(self.marks, self.figures, figure)

    def _follows(self, index: int) -> bool:
        """Tell whether nothing but the words of a part stands between a figure and the one before."""
        gap = self.marks.folded.text[self.figures[index - 1].end : self.figures[index].start]
        return (
            len(gap) < _PART
            and not _HARD_BREAK.search(gap)
            and not between(self.marks.predicates, self.figures[index - 1].end, self.figures[index].start)
        )

    def _aside(self, index: int) -> bool:
        """Tell whether a comma parts a figure from the words of launching before it."""
        left = self.left[index]
        return left.outcomes == {"launched"} and "," in self.marks.folded.text[left.end : self.figures[index].start]

    def _told_aside(self, index: int, outcomes: frozenset[str], previous: Figure) -> bool:
        """Tell whether a figure is launched only in a clause about it ("downed two missiles and 19 drones that Russia launched")."""
        right = self.right.get(index, [])
        if outcomes != {"launched"} or index in self.left or not right or not previous.outcomes - {"launched"}:
            return False
        figure, text = self.figures[index], self.marks.folded.text
        told = self.marks.language.grammar["relative"].match(text, figure.end + 1) or (
            text[figure.end : figure.end + 2].startswith(" ") and right[0].start <= figure.end + 1 and not self._object(right[0].end)
        )
        gap = text[previous.end : figure.start]
        tied = self.marks.language.grammar["conjunction"].search(gap) or ("," in gap and "passive" in self.marks.language.grammar)
        return bool(told) and not _HARD_BREAK.search(gap) and bool(tied)

    def _object(self, end: int) -> bool:
        """Tell whether a verb has an object: "19 drones attacked the district"."""
        named = self.marks.language.grammar.get("object")
        return named is not None and named.match(self.marks.folded.text, end + 1) is not None

    def _unreal_after(self, index: int, outcomes: frozenset[str], previous: Figure) -> bool:
        """Tell whether only a clause behind a figure is unreal ("destroyed a missile and 18 drones before they reached the city")."""
        gap = self.marks.folded.text[previous.end : self.figures[index].start]
        return (
            outcomes == UNREAL and index not in self.left and self.marks.language.grammar["conjunction"].fullmatch(gap.strip()) is not None
        )

    def _joined(self, figure: Figure, index: int) -> bool:
        """Tell whether a single thing stands in one tally with a counted one ("a missile and 40 drones")."""
        others = [*self.figures[max(0, index - 1) : index], *self.figures[index + 1 : index + 2]]
        for other in others:
            first, last = sorted((figure, other), key=lambda one: one.start)
            gap = self.marks.folded.text[first.end : last.start]
            joined = self.marks.language.grammar["conjunction"].search(gap) or (self._missiles(figure) and "," in gap)
            if (not other.single or other.tallied) and not other.location and len(gap) < 120 and not _STOP.search(gap) and joined:
                figure.tallied = True
        return figure.tallied

    def _missiles(self, figure: Figure) -> bool:
        """Tell whether commas alone may tie a single thing into a tally: "four cruise missiles, a ballistic missile"."""
        return figure.weapon in ("missile", "boat", "aircraft") and bool({"passive", "carried"} & self.marks.language.grammar.keys())

    def _inherit(self, figure: Figure, index: int, previous: Figure | None, context: Figure | None) -> None:
        text = self.marks.folded.text
        shared = self._shares_right(index)
        following = self.figures[index + 1] if index + 1 < len(self.figures) else None
        if following is not None and following.rule == "of them" and figure.rule == "number and thing" and following.start - figure.end < 4:
            met = any(p.outcomes & _MET for p in self.right.get(index + 1, []))
            if met and previous is None and "passive" in self.marks.language.grammar and not figure.single:
                figure.outcomes, figure.own = frozenset({"launched"}), True  # "17 drones, 14 of them downed"
                return
        if shared is not None and (previous is None or _PARTED.search(text[previous.end : figure.start])):
            figure.outcomes, figure.own = self._own(shared), True
            return
        if figure.single:
            # "Shot down a missile and 40 drones": a single thing joins its neighbours only inside a tally.
            gap = text[previous.end : figure.start] if previous is not None else ""
            gap = regex.sub(r",\s$", " and ", gap) if self._missiles(figure) else gap
            joined = previous is not None and gaps(self.marks.language).conjoined.fullmatch(gap)
            if joined and previous is not None and previous.outcomes:
                figure.outcomes = previous.outcomes
            return
        head = previous or context
        if head is None:
            return
        if (head is context and not continues(self.marks, figure, verbless=not self.predicates)) or acts(self.marks, figure):
            return
        if head is context and figure.location and "recalls" in self.marks.language.grammar and not head.outcomes & _STRUCK:
            return  # "so many missiles in one place": no place that was hit
        figure.outcomes, figure.head = head.outcomes, head


def assign(marks: Marks, figures: list[Figure]) -> None:
    """Set the outcomes of all figures of a text, in place."""
    context: Figure | None = None
    announced: frozenset[str] = frozenset()
    grouped = by_sentence(figures)
    for index, sentence in enumerate(marks.sentences):
        inside = grouped.get(index, [])
        predicates = list(between(marks.predicates, sentence.start, sentence.end))
        if not inside:
            announced = announced_in(marks, index, predicates) or (announced if marks.sentences[index].item else frozenset())
            continue
        if not announced and not predicates:
            announced = carried(marks, index)
        _Sentence(marks, inside, [real(marks, predicate) for predicate in predicates]).run(context, announced)
        lost(marks, inside)
        governed = [figure for figure in inside if figure.outcomes and not figure.single]
        if governed:
            heads = not sentence.item or marks.folded.text[sentence.start : sentence.end].rstrip().endswith(":")
            context = governed[0] if heads and governed[0].own else (context or governed[0])

"""Which claims does a statement make, and in which words?

    text ─▶ folded ─▶ marks ─▶ figures ─▶ outcomes ─▶ places, times, speakers ─▶ claims

`extract` reads a statement; `explain` also tells which pattern made each claim and which figures stand
beside a weapon word without any claim.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from reconcile.extraction import times
from reconcile.extraction.attribution import Attribution, attacker_of, attribute, channel
from reconcile.extraction.crediting import recalled
from reconcile.extraction.detection import detect
from reconcile.extraction.doubts import cut, doubt_of, doubts_among
from reconcile.extraction.figure import OF_A_KIND, VAGUE_PLACE, Figure
from reconcile.extraction.figures import figures
from reconcile.extraction.folding import fold
from reconcile.extraction.gate import passes
from reconcile.extraction.marks import Marks, Thing, between, scan
from reconcile.extraction.metrics import metric
from reconcile.extraction.outcomes import assign
from reconcile.extraction.reality import anecdote, grounded, manner, unstruck
from reconcile.extraction.regional import district, homonym, nationwide, own_region
from reconcile.extraction.repeats import merge, voiced
from reconcile.extraction.scopes import Draft, scope
from reconcile.extraction.singles import known, many
from reconcile.extraction.whereabouts import locate, targets
from reconcile.extraction.wholes import resolve
from reconcile.languages import language
from reconcile.model import Claim, Span, Statement
from reconcile.places import Mention

__all__ = ["Explanation", "explain", "extract"]

_CITIES = frozenset({"RU-MOW", "UA-30", "UA-40"})  # their mayors speak of what flies at them from the region around
_MET = frozenset({"intercepted", "jammed", "neutralized"})
_PARAGRAPH = 3_000  # characters; what a text said before that, it has left


@dataclass(frozen=True, slots=True)
class Explanation:
    """A statement's claims, and the figures beside weapon words that no pattern claimed."""

    claims: tuple[Claim, ...]
    unclaimed: tuple[Span, ...]


def _accepted(figure: Figure, named: str) -> bool:
    """Tell whether a single thing without a numeral is a claim: only its interception or hit is."""
    if not figure.single:
        return True
    if figure.more and named in ("airborne", "left"):
        return True  # "another drone is still in the air" is one more
    return named in ("intercepted", "jammed", "neutralized", "hit") or (
        named == "launched" and figure.weapon == "missile" and (figure.tallied or not figure.own)
    )


def _settled(draft: Draft, scope: str, doubt: str | None) -> Draft:
    """Return a draft with its scope and doubt; a figure may carry on another's outcome without being a part of it."""
    claim, within = draft.claim, draft.claim.within if scope == "part" else None
    if (claim.scope, claim.doubt, claim.within) == (scope, doubt, within):
        return draft
    return Draft(replace(claim, scope=scope, doubt=doubt, within=within), draft.figure)


class _Reader:
    """Reads one statement."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.elsewhere: dict[int, bool] = {}
        self.folded = fold(statement.text)
        self.marks: Marks = scan(self.folded, language(detect(self.folded.text, statement.lang)), statement.published)
        self.figures = figures(self.marks)
        assign(self.marks, self.figures)
        self.figures = resolve(self.marks, self.figures)
        locate(self.marks, self.figures)
        self.read: list[Span] = []
        self.missiles = any(thing.weapon == "missile" and not self._habit(thing) for thing in self.marks.things)

    def _metric(self, figure: Figure) -> str | None:
        """Return what a figure counts; None where it is no claim."""
        named = metric(figure.outcomes, figure)
        if figure.location and not figure.outcomes and not self._struck(figure):
            return None  # "so many missiles in one place"
        if figure.location and named is None and "recalls" in self.marks.language.grammar and self._struck(figure):
            return "hit_locations"  # the word for what was struck is also one for what was brought down
        if named == "intercepted" and self._wielded(figure):
            if figure.weapon == "missile":
                return None  # "brought down by a missile"
            named, figure.doubt = "hit", figure.doubt or "instrument"
        elif named in _MET and self._means(figure):
            named, figure.doubt = "launched", figure.doubt or "instrument"
        elif (
            (figure.weapon, named) == ("aircraft", "left")
            or self._aside(figure)
            or grounded(self.marks, figure)
            or (figure.single and (many(self.marks, figure) or known(self.marks, figure, self.figures)))
            or unstruck(self.marks, figure)
            or (named == "launched" and figure.of_them and figure.count.high == 1)  # "one of them attacked a depot"
            or manner(self.marks, figure)
        ):
            return None
        return named if named is not None and _accepted(figure, named) and not self._other_war(figure.sentence) else None

    def _claims(self, figure: Figure) -> list[Draft]:
        named = self._metric(figure)
        if named is None:
            return []
        said = attribute(self.marks, figure, self.statement)
        whole = figure.head or figure.inside
        figure.recalled = recalled(self.marks, figure.sentence)
        attacker = attacker_of(self.marks, figure, said, self.statement)
        when, _near = times.period(self.marks, figure, one_attack=bool(channel(self.statement.source)))
        if when.kind is None and channel(self.statement.source).get("attacker") and anecdote(self.marks, figure):
            return []
        claim = partial(
            Claim,
            statement_id=self.statement.id,
            metric=named,
            count=figure.count,
            weapon=("mixed" if self.missiles else "drone") if figure.location else str(figure.weapon),
            model=None if figure.location else figure.model,
            side=said.side,
            attacker=attacker,
            period=when,
            as_of=None if named == "launched" else times.as_of(self.marks, figure),
            speaker=said.speaker,
            reach=said.reach,
            doubt=figure.doubt,
            source=self.statement.source,
            published=self.statement.published,
            within=None if whole is None else self.folded.span(whole.start, whole.end).start,
            rule=figure.rule
            + (OF_A_KIND if figure.sort else "")
            + (", including" if figure.part_cue else "")
            + (", further" if figure.more else ""),
        )
        places = self._places(figure, named, attacker)
        # A governor's region is where things were downed; a third country is where they flew in.
        local = named not in ("launched", "left") or said.side is None or own_region(self.marks, figure)
        struck = attacker is None or said.side != attacker
        fallback = said.reach if said.credited and local and struck and not nationwide(self.marks, figure) else ()
        if said.credited and said.reach and not set(said.reach) & _CITIES:
            # Districts share their names: a governor speaks of those in his own region.
            places = [place for place in places if not homonym(self.marks, place, said.reach)]
        figure.district = district(self.marks, figure) if fallback else ""
        groups = [[place] for place in places] if figure.distributive and len(places) > 1 else [places]
        return [self._quoted(claim, figure, group, fallback) for group in groups]

    def _quoted(self, claim: Callable[..., Claim], figure: Figure, group: list[Mention], fallback: tuple[str, ...]) -> Draft:
        """Return a claim with its places and the words it rests on, up to the last of the places that it needs."""
        end = max([figure.end, *(place.name_end for place in group)]) if figure.elliptical or figure.distributive else figure.end
        quoted = figure.quoted
        start, end = (figure.start, self._closed(figure.start, end)) if quoted is None else (quoted.start, quoted.end)
        span = self.folded.span(start, end)
        return Draft(
            claim(
                quote=span.of(self.statement.text),
                span=span,
                regions=tuple(sorted({code for place in group for code in place.codes})) or fallback,
            ),
            figure,
        )

    def _aside(self, figure: Figure) -> bool:
        """Tell whether a figure is of things in store, made or given, or a rate ("500 a day"): neither counts an attack."""
        grammar, text = self.marks.language.grammar, self.folded.text
        before = text[max(0, figure.start - 60) : figure.start]
        stock, rate = grammar.get("stock"), grammar.get("rate")
        return bool((stock and stock.search(before)) or (rate and rate.match(text, figure.end + 1)))

    def _other_war(self, index: int) -> bool:
        """Tell whether a sentence is about another war: it names one, and neither Ukraine nor Russia."""
        if not self.marks.abroad:
            return False
        if index not in self.elsewhere:
            self.elsewhere[index] = self._names_other_war(index)
        return self.elsewhere[index]

    def _names_other_war(self, index: int) -> bool:
        sentence, grammar, text = self.marks.sentences[index], self.marks.language.grammar, self.folded.text
        if not grammar["other_wars"].search(text, sentence.start, sentence.end):
            # What a paragraph has turned to holds for its sentences that name no one.
            earliest = max(0, sentence.start - _PARAGRAPH)
            before = max(earliest, text.rfind("\n\n", earliest, sentence.start) + 1)
            if not grammar["other_wars"].search(text, before, sentence.start) or channel(self.statement.source):
                return False
            return not grammar["this_war"].search(text, before, sentence.end)
        return not grammar["this_war"].search(text, sentence.start, sentence.end)

    def _doubt(self, draft: Draft) -> str | None:
        credited = draft.claim.speaker not in ("", self.statement.source)
        said = Attribution(draft.claim.speaker, draft.claim.side, draft.claim.reach, credited)
        return doubt_of(self.marks, draft.figure, draft.claim, said, self.statement)

    def _closed(self, start: int, end: int) -> int:
        """Take in the quotation mark or bracket that closes one opened within a quote."""
        quote, following = self.folded.text[start:end], self.folded.text[end : end + 1]
        return end + 1 if (following == '"' and quote.count('"') % 2) or (following == ")" and "(" in quote and ")" not in quote) else end

    def _habit(self, thing: Thing) -> bool:
        """Tell whether a sentence speaks of what is done as a rule: its weapons are not those of the attack told of."""
        habit, marks = self.marks.language.grammar.get("habit"), self.marks
        if habit is None:
            return False
        sentence = next(s for s in marks.sentences if s.start <= thing.start < s.end)
        return habit.search(self.folded.text, sentence.start, sentence.end) is not None

    def _wielded(self, figure: Figure) -> bool:
        """Tell whether a single thing is what something else was destroyed with ("a depot destroyed by a drone")."""
        return (
            figure.single
            and figure.weapon != "fpv"
            and bool(self.marks.language.grammar["wielded"].search(self.folded.text, figure.start, figure.end))
        )

    def _struck(self, figure: Figure) -> bool:
        """Tell whether the sentence of places without an outcome says that they were struck, in a language where that must be said."""
        grammar, sentence = self.marks.language.grammar, self.marks.sentences[figure.sentence]
        struck = grammar.get("struck")
        return "recalls" not in grammar or (
            struck is not None and struck.search(self.folded.text, sentence.start, sentence.end) is not None
        )

    def _means(self, figure: Figure) -> bool:
        """Tell whether the case of a noun says that something was struck with the counted things ("an attack with 420 drones")."""
        means = self.marks.language.grammar.get("means")
        noun = figure.rule == "number and thing" and figure.portion_of is None
        return means is not None and noun and means.fullmatch(figure.kind) is not None

    def _places(self, figure: Figure, named: str, attacker: str | None) -> list[Mention]:
        places = figure.places
        if not places and figure.rule == VAGUE_PLACE and figure.head is not None:
            places = figure.head.places
        if figure.location and "recalls" not in self.marks.language.grammar:
            return []
        if named == "launched":
            places = targets(places, attacker)
            if figure.rule == "all of a number":
                # Where all were downed is not what they were sent at.
                sent = [p.end for p in between(self.marks.predicates, figure.end, figure.end + 200) if p.outcomes == {"launched"}]
                places = [p for p in places if sent and sent[0] <= p.start]
        bound = list(self.marks.language.grammar["aimed"].finditer(self.folded.text, max(0, figure.start - 45), figure.end))
        target = next((p for p in places if bound and bound[-1].end() <= p.start < figure.end), None)
        if target is not None:
            # "Bound for Moscow, downed in Ramenskoye": where it came down is told more narrowly.
            return [p for p in places if p is not target] or [target]
        words = self.marks.language.grammar["aimed"]
        aimed = next((found for gap in (1, 2, 3) if (found := words.match(self.folded.text, figure.end + gap))), None)
        if aimed:
            target = next(iter(between(self.marks.places, aimed.end(), aimed.end() + 12)), None)
            districts = [p for p in places if p.kind == "district" or (p is not target and (p.kind == "city" or p.codes == ("RU-MOS",)))]
            if target is not None:
                # Where it came down is told more narrowly than where it was bound for.
                if places == [target]:
                    sentence = self.marks.sentences[figure.sentence]
                    places = [
                        p for p in between(self.marks.places, sentence.start, figure.start) if p.kind in ("district", "city")
                    ] or places
                    districts = [p for p in places if p is not target]
                return [p for p in places if p is not target] if districts else [target]
        return places

    def drafts(self) -> list[Draft]:
        """Return the claims in order of the text, repeats merged, scopes set."""
        read = [draft for figure in self.figures for draft in self._claims(figure)]
        self.read = [draft.claim.span for draft in read]
        drafts = merge(self.marks, voiced(read))
        attackers = {draft.claim.attacker for draft in drafts} - {None}
        if len(attackers) == 1:
            # Who attacked is known once the rest of the statement leaves one side only.
            only = attackers.pop()
            drafts = [d if d.claim.attacker == only else Draft(replace(d.claim, attacker=only), d.figure) for d in drafts]
        scopes = scope(drafts)
        last = (
            self.figures[-1]
            if self.figures and cut(self.marks, self.statement) and self.figures[-1].sentence == len(self.marks.sentences) - 1
            else None
        )
        drafts = [
            _settled(draft, value, "truncated" if draft.figure is last else self._doubt(draft))
            for draft, value in zip(drafts, scopes, strict=True)
        ]
        among = doubts_among([draft.claim for draft in drafts], self.statement)
        return [_settled(draft, draft.claim.scope, draft.claim.doubt or doubt) for draft, doubt in zip(drafts, among, strict=True)]

    def unclaimed(self) -> tuple[Span, ...]:
        """Return the figures that stand beside a weapon word and that no pattern claimed."""
        claimed = {at for span in self.read for at in range(span.start, min(span.end, span.start + 400))}
        result = []
        for number in self.marks.numbers:
            near = any(
                0 <= thing.start - number.end < 40 or 0 <= number.start - thing.end < 12
                for thing in between(self.marks.things, number.start - 80, number.end + 40)
                if thing.weapon in ("drone", "mixed")
            )
            note = self.folded.text.startswith("[", number.start - 1)  # "[18]" is a footnote
            span = self.folded.span(number.start, number.end)
            if near and not note and span.start not in claimed:
                result.append(span)
        return tuple(result)


def extract(statement: Statement) -> tuple[Claim, ...]:
    """Return the claims that a statement makes, in the order of its text."""
    if not passes(statement.text):
        return ()
    return tuple(draft.claim for draft in _Reader(statement).drafts())


def explain(statement: Statement) -> Explanation:
    """Return a statement's claims, each with the rule that read it, and what no rule claimed."""
    reader = _Reader(statement)
    drafts = reader.drafts()
    return Explanation(tuple(draft.claim for draft in drafts), reader.unclaimed())

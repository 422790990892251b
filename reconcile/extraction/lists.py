"""Which places stand in one list: "Belgorod, Kursk and Orel regions"?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from reconcile.extraction.marks import Marks
from reconcile.languages import language
from reconcile.places import Mention

__all__ = ["chains"]


@cache
def _chained(code: str) -> regex.Pattern[str]:
    """Compile what stands between the places of one list."""
    grammar = language(code).raw["grammar"]
    conjunction, over = "|".join(grammar["conjunction"]), "|".join(grammar["heads_over"])
    return regex.compile(
        rf"(?:\s{{0,3}}\([^()]{{0,30}}\))?\s{{0,3}}(?:област\w{{0,4}}|обл\.?|края|районах?|regions?|oblasts?|областей|областями)?\s{{0,3}}[,/]?\s{{0,3}}(?:(?:{conjunction})\s{{1,3}})?(?:(?:{over})\s{{1,3}})?(?:the\s|(?:\w{{1,15}} )?parts? of |територ\w{{0,6}}\s|территори\w{{0,4}}\s|акватори\w{{0,4}}\s|республик\w?\s|город\w?\s|north\w{{0,7}} |south\w{{0,7}} |east\w{{0,5}} |west\w{{0,5}} |central |border |neighbou?ring |occupied |annexed |в небе над |аннексированн\w{{2,3}} |оккупированн\w{{2,3}} |приграничн\w{{2,3}} |соседн\w{{2,3}} |russian |russia's |ukrainian |частично\s|небом\s){{0,4}}"
    )


# Settlements that no one knows, each with its region behind it.
_UNKNOWN = regex.compile(r"(?:'s)?(?: region| oblast| republic)?[,;]?\s(?:[\w', -]{2,480}\s)?(?:in|of)\s(?:the\s)?")
_BEFORE = 200  # characters in which a list of settlements says that it is one


def _settled(marks: Marks, chain: list[Mention], mention: Mention) -> bool:
    """Tell whether a region goes on with a list of settlements: "near the settlements of A, B in the Tula Region, C in the Orel Region"."""
    words = marks.language.grammar.get("settlements")
    if words is None or not words.search(marks.folded.text, max(0, chain[0].start - _BEFORE), chain[0].start):
        return False
    return _UNKNOWN.fullmatch(marks.folded.text, chain[-1].end, mention.start) is not None


def chains(marks: Marks, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Group mentions that one list joins: "Belgorod, Kursk and Orel regions"."""
    if len(mentions) < 2:
        return [[mention] for mention in mentions]
    text, gap = marks.folded.text, _chained(marks.language.code)
    chains: list[list[Mention]] = []
    for mention in mentions:
        if chains and (gap.fullmatch(text, chains[-1][-1].end, mention.start) or _settled(marks, chains[-1], mention)):
            chains[-1].append(mention)
        else:
            chains.append([mention])
    return chains

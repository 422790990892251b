"""What may stand between the parts of a figure, in each language?"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from reconcile.languages import Language, alternatives

__all__ = ["Gaps", "gaps", "words_of"]


@dataclass(frozen=True)
class Gaps:
    """What may stand between the parts of a figure, in one language."""

    to_thing: regex.Pattern[str]
    portion: regex.Pattern[str]
    of_them: regex.Pattern[str]
    to_predicate: regex.Pattern[str]
    to_place: regex.Pattern[str]
    to_model: regex.Pattern[str]
    before: regex.Pattern[str]
    label: regex.Pattern[str]
    counted: regex.Pattern[str]
    grown: regex.Pattern[str]
    dash: regex.Pattern[str]
    bracket: regex.Pattern[str]
    unit: regex.Pattern[str]
    others: regex.Pattern[str]
    the_rest: regex.Pattern[str]
    whereat: regex.Pattern[str]
    listed: regex.Pattern[str]  # between two figures that share the outcome behind them
    conjoined: regex.Pattern[str]  # between a counted thing and a single one in one tally
    kind: regex.Pattern[str]
    pieces: regex.Pattern[str]


_MOSTLY = "більшість|більша частина|переважно|значна частина|большинство|большая часть|преимущественно|mostly|most of"
_GAPS: dict[str, Gaps] = {}


def words_of(language: Language, *names: str) -> str:
    """Return one pattern for all words of the named parts of a grammar."""
    return alternatives([word for name in names for word in language.raw["grammar"].get(name, [])])


def gaps(language: Language) -> Gaps:
    """Compile what may stand between the parts of a figure."""
    if language.code in _GAPS:
        return _GAPS[language.code]
    adjective = words_of(language, "adjectives")
    of_them = words_of(language, "of_them")
    more = words_of(language, "more")
    aux = words_of(language, "auxiliaries")
    over = words_of(language, "heads_over")
    conjunction = "|".join(language.raw["grammar"]["conjunction"])
    result = Gaps(
        to_thing=regex.compile(
            rf"(?:(?<=тис|млн)\.)?(?:\s?\(!{{1,3}}\))?[\s-]{{0,3}}(?:(?:{adjective})\s{{1,3}}){{0,6}}[\"'(]?(?:(?:{adjective})\"?\s{{1,3}}){{0,2}}(?:(?:{words_of(language, 'unknown')})\s)?"
        ),
        portion=regex.compile(rf"\s{{1,3}}\(?(?:{words_of(language, 'portion')})\s{{1,3}}(?:the |all |these |those )?"),
        of_them=regex.compile(rf"[ ]{{0,3}},?[ ]{{0,3}}\(?(?:{of_them})(?!\w)"),
        to_predicate=regex.compile(
            rf"\s{{0,3}}(?:(?:{more})\s{{1,3}})?(?:others?\s)?(?:(?:-|&[\w\s]{{0,6}};)\s{{0,3}})?(?:(?:{aux})\s{{1,3}}){{0,5}}\"?"
        ),
        to_place=regex.compile(
            rf"\s{{0,3}}(?:(?:each|more|others?|were|was)\s{{1,3}})?(?:-{{1,2}}|:)?\s{{0,3}}(?:(?:{over})\s{{1,3}}|(?<=-\s?)(?=территори|акватори|територі))(?:[\w'-]{{1,20}}\s{{1,3}}){{0,4}}\[?"
        ),
        to_model=regex.compile(
            rf"[\s\"()/,-]{{0,8}}(?:(?:{words_of(language, 'part_cues')})\s{{0,3}})?(?:(?:типу|типа|type|и|та|й|і|and|or|или|або|the|{adjective})\s{{1,3}}\"?){{0,4}}"
        ),
        before=regex.compile(
            rf"(?:^|[\s(\"-])((?:(?:{words_of(language, 'all_but', 'none_of', 'distributive', 'more', 'all', 'part_cues', 'of_them', 'whole')}),?\s{{1,3}}){{1,4}})$"
        ),
        label=regex.compile(
            r"[\s\"]{0,2}(?:\([^()]{0,40}\)\s?)?(?:оперативно-тактичного рівня|оперативно-тактического уровня|\w{4,20}(?:их|ого) тип(?:у|ів|а|ов))?(?:\s?/\s?[a-z][a-z /-]{2,60})?\s{0,3}[:=‒-]\s{0,3}"
        ),
        unit=regex.compile(rf"\s{{0,3}}-?\s{{0,3}}\"?(?:{words_of(language, 'units')})(?!\w)"),
        others=regex.compile(rf"\"?,?\s{{1,2}}(?:{words_of(language, 'others')})(?!\w)"),
        whereat=regex.compile(rf"(?:[,;]|\s(?:{conjunction})(?=\s))\s{{1,3}}[^,;.\d]{{0,60}}-?\s{{0,3}}(?:{over})\s{{1,3}}"),
        listed=regex.compile(
            rf"(?:[^,;:.()]{{0,40}})?(?:,\s(?:{_MOSTLY})[^,;:.()]{{0,40}},)?[\s,]{{0,3}}(?:{conjunction}|,)?[\s]{{0,3}}(?:ще |еще )?"
        ),
        conjoined=regex.compile(rf"[^,;:.()]{{0,30}}[\s,]{{0,3}}(?:{conjunction})\s{{1,3}}"),
        dash=regex.compile(rf"\s{{0,3}}(?:-{{1,2}}|:)\s{{0,3}}(?:(?:{words_of(language, 'distributive', 'more')})\s{{1,3}}){{0,2}}"),
        bracket=regex.compile(r"\s{0,2}\("),
        grown=regex.compile(r"\s{0,2}(?:од\.?|ед\.?|шт\.?)?\s{0,2}\(\s?\+\s?([0-9]{1,3}(?: [0-9]{3}){0,2})\s?\)"),
        counted=regex.compile(r"\"?\s{0,2}[:=-]\s{0,2}\d"),
        pieces=regex.compile(rf"(?:\s(?:{words_of(language, 'pieces')})(?!\w))?"),
        kind=regex.compile(
            rf"\s{{1,2}}(?P<kind>{words_of(language, 'kinds')})\s{{0,2}},?\s{{0,2}}(?:(?:{words_of(language, 'conjunction')})\s{{1,2}})?"
        ),
        the_rest=regex.compile(rf"\s{{1,2}}(?:{words_of(language, 'the_rest')})(?!\w)"),
    )
    _GAPS[language.code] = result
    return result

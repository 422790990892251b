"""Which of the languages is a text in?

The alphabets decide: letters that only Ukrainian has, letters that only Russian has, Latin letters. A stated
language stands unless the letters contradict it.
"""

from __future__ import annotations

import regex

__all__ = ["detect"]

_UKRAINIAN = regex.compile("[іїєґ]")
_RUSSIAN = regex.compile("[ыэъ]")
_CYRILLIC = regex.compile("[а-яіїєґ]")
_LATIN = regex.compile("[a-z]")
_ENOUGH = 4000  # The first characters tell; an archive's long texts need not be read to the end.


def detect(folded: str, stated: str | None) -> str:
    """Return "en", "uk" or "ru" for a folded text.

    >>> detect("збито 5 ворожих безпілотників", None), detect("сбиты 5 дронов", "uk"), detect("5 drones", None)
    ('uk', 'ru', 'en')
    """
    sample = folded[:_ENOUGH]
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    if cyrillic * 2 < latin:
        return "en"
    ukrainian, russian = len(_UKRAINIAN.findall(sample)), len(_RUSSIAN.findall(sample))
    if ukrainian == russian:
        return stated if stated in ("uk", "ru") else "ru"
    return "uk" if ukrainian > russian else "ru"

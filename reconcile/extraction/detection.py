"""Which of the languages is a text in?

The alphabets decide: letters that only Ukrainian has, letters that only Russian has, Latin letters. A stated
language stands unless the letters contradict it.
"""

from __future__ import annotations

__all__ = ["detect"]

_UKRAINIAN, _RUSSIAN = "іїєґ", "ыэъ"
_CYRILLIC, _LATIN = "аеиоурнтс", "aeiourntsl"  # the commonest letters stand for all
_ENOUGH = 4000  # The first characters tell; an archive's long texts need not be read to the end.


def _count(letters: str, sample: str) -> int:
    return sum(map(sample.count, letters))


def detect(folded: str, stated: str | None) -> str:
    """Return "en", "uk" or "ru" for a folded text.

    >>> detect("збито 5 ворожих безпілотників", None), detect("сбиты 5 дронов", "uk"), detect("5 drones", None)
    ('uk', 'ru', 'en')
    """
    sample = folded[:_ENOUGH]
    cyrillic, latin = _count(_CYRILLIC, sample), _count(_LATIN, sample)
    if cyrillic * 2 < latin or (stated == "en" and cyrillic < latin):
        return "en"
    ukrainian, russian = _count(_UKRAINIAN, sample), _count(_RUSSIAN, sample)
    if ukrainian == russian:
        return stated if stated in ("uk", "ru") else "ru"
    return "uk" if ukrainian > russian else "ru"

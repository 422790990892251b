"""Is every region found by its name in every case, in all three languages?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pymorphy3
import pytest

from reconcile.places import codes, find, name
from reconcile.places.gazetteer import LANGUAGES, table

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
REGIONS = (*codes("UA"), *codes("RU"))
ISO_UA = "05 07 09 12 14 18 21 23 26 30 32 35 40 43 46 48 51 53 56 59 61 63 65 68 71 74 77"
ISO_RU = (
    "AD AL ALT AMU ARK AST BA BEL BRY BU CE CHE CHU CU DA IN IRK IVA KAM KB KC KDA KEM KGD KGN KHA KHM KIR "
    "KK KL KLU KO KOS KR KRS KYA LEN LIP MAG ME MO MOS MOW MUR NEN NGR NIZ NVS OMS ORE ORL PER PNZ PRI PSK ROS "
    "RYA SA SAK SAM SAR SE SMO SPE STA SVE TA TAM TOM TUL TVE TY TYU UD ULY VGG VLA VLG VOR YAN YAR YEV ZAB "
)
# Names that pymorphy3 does not inflect, or not in this word order.
UNINFLECTED = {"Республика Алтай": 1, "Республика Коми": 1, "Республіка Алтай": 1, "Республіка Комі": 1, "Марий Эл": 0, "Марій Ел": 0}


def fold(text: str) -> str:
    return text.lower().replace("ё", "е").replace("–", "-").replace("’", "'")


def found(text: str, lang: str) -> set[str]:
    return {code for mention in find(fold(text), lang, text) for code in mention.codes}


@cache
def morph(lang: str) -> Any:
    return pymorphy3.MorphAnalyzer(lang=lang)


def inflected(title: str, lang: str) -> Iterator[str]:
    """Yield a title in each case, as far as pymorphy3 knows how."""
    words = title.split(" – ")[0].split()
    moving = UNINFLECTED.get(title, len(words))
    for case in CASES:
        changed = []
        for word in words[:moving]:
            parts = word.split("-")
            parse = next(
                (p for p in morph(lang).parse(parts[-1]) if "nomn" in p.tag and ("sing" in p.tag or "Fixd" in p.tag or lang == "uk")), None
            )
            other = parse.inflect({case}) if parse else None
            if other is None:
                return
            last = other.word if parts[-1].islower() else other.word.capitalize()
            changed.append("-".join([*parts[:-1], last]))
        yield " ".join([*changed, *words[moving:]])


def test_the_codes_are_those_of_iso_3166_2() -> None:
    assert codes("UA") == tuple(f"UA-{code}" for code in ISO_UA.split())
    assert set(codes("RU")) == {f"RU-{code}" for code in ISO_RU.split()}
    assert len(codes("RU")) == 83


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_region_is_found_by_its_own_title(lang: str) -> None:
    assert [(code, name(code, lang)) for code in REGIONS if found(name(code, lang), lang) != {code}] == []


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_every_region_is_found_in_every_case_of_its_title(lang: str) -> None:
    missed, tried = [], 0
    for code in REGIONS:
        for form in inflected(name(code, lang), lang):
            tried += 1
            if found(f"над {form}, повідомили", lang) != {code}:
                missed.append((code, form))
    assert missed == []
    assert tried > 600


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_every_adjective_of_a_region_is_found_in_every_case_before_its_head(lang: str) -> None:
    heads = {"uk": "область", "ru": "область"}
    endings = {"uk": "а", "ru": "ая"}
    missed = [
        (code, form)
        for code in REGIONS
        for stem in table("regions")[code].get(lang, {}).get("region", ())
        for form in inflected(f"{stem}{endings[lang]} {heads[lang]}", lang)
        if found(form, lang) != {code}
    ]
    assert missed == []


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_every_name_of_a_region_that_is_one_noun_is_found_in_every_case(lang: str) -> None:
    missed, tried = [], 0
    for code in REGIONS:
        for given in table("regions")[code].get(lang, {}).get("names", ()):
            if given.startswith("=") or " " in given:
                continue
            parses = [p for p in morph(lang).parse(given) if p.tag.POS == "NOUN" and "nomn" in p.tag and p.is_known]
            for parse in parses[:1]:
                for case in CASES:
                    form = parse.inflect({case} if "Fixd" in parse.tag or lang == "uk" else {case, "sing"})
                    if form is None:
                        continue
                    tried += 1
                    if found(form.word.capitalize(), lang) != {code}:
                        missed.append((code, form.word))
    assert missed == []
    assert tried > 150


@pytest.mark.parametrize("head", ["region", "Region", "oblast", "Oblast", "province"])
def test_every_english_name_that_wants_a_head_is_a_region_with_one(head: str) -> None:
    missed = [
        (code, given)
        for code in REGIONS
        for given in table("regions")[code].get("en", {}).get("region", ())
        if found(f"over the {given} {head}", "en") != {code}
    ]
    assert missed == []

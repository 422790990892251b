"""Numbers in words and digits, in every case, with every hedge."""

import pytest
from num2words import num2words

from reconcile.extraction.numerals import numbers
from reconcile.languages import language


def read(text, code):
    return [str(number.count) for number in numbers(text, language(code))]


@pytest.mark.parametrize("code", ["ru", "uk", "en"])
def test_every_number_word_up_to_a_thousand_is_read(code):
    for value in [*range(1, 130), *range(195, 1000, 7), 1000, 1200, 2345]:
        words = num2words(value, lang=code).replace("ё", "е").replace("’", "'").replace(",", "")
        assert read(words, code) == [str(value)], words


@pytest.mark.parametrize("case", ["nominative", "genitive", "dative", "instrumental", "prepositional"])
def test_russian_numbers_are_read_in_every_case(case):
    for value in [*range(1, 40), 43, 58, 97, 101, 116, 240]:
        words = num2words(value, lang="ru", case=case[0]).replace("ё", "е")
        assert read(words, "ru") == [str(value)], words


@pytest.mark.parametrize(
    ("code", "text", "count"),
    [
        ("en", "at least 20", "20.."),
        ("en", "more than 50", "51.."),
        ("en", "up to a dozen", "0..12"),
        ("en", "fewer than 10", "0..9"),
        ("en", "nearly 100", "~100"),
        ("en", "20 to 30", "20..30"),
        ("en", "20-30", "20..30"),
        ("en", "dozens", "~24.."),
        ("en", "two dozen", "24"),
        ("en", "half a dozen", "6"),
        ("en", "several", "~2.."),
        ("en", "a couple", "2"),
        ("en", "1,250", "1250"),
        ("uk", "104-ма", "104"),
        ("uk", "559-ти", "559"),
        ("uk", "чотирма десятками", "40"),
        ("uk", "тридцять п'ять", "35"),
        ("uk", "понад 50", "51.."),
        ("uk", "близько 70", "~70"),
        ("uk", "до 12", "0..12"),
        ("uk", "десятки", "~20.."),
        ("uk", "2 тис", "2000"),
        ("ru", "не менее 20", "20.."),
        ("ru", "свыше ста", "101.."),
        ("ru", "до 12", "0..12"),
        ("ru", "до десятка", "~10"),
        ("ru", "почти 100", "~100"),
        ("ru", "84 865", "84865"),
        ("ru", "двадцатью восемью", "28"),
        ("ru", "несколько", "~2.."),
        ("ru", "несколько десятков", "~20.."),
        ("ru", "нескольких сотен", "~200.."),
        ("ru", "тысячи", "~2000.."),
        ("ru", "полутора сотен", "150"),
        ("ru", "полтора десятка", "15"),
        ("uk", "кількох десятків", "~20.."),
        ("uk", "півтори сотні", "150"),
        ("en", "several dozen", "~24.."),
        ("en", "a few hundred", "~200.."),
        ("en", "several hundred thousand", "~200000.."),
    ],
)
def test_hedges_and_groups_become_intervals(code, text, count):
    assert read(text, code) == [count]


def test_hours_fractions_and_model_numbers_are_no_counts():
    assert read("в 08.10 и 12:45, 2,5 и х-101", "ru") == []


def test_two_numbers_side_by_side_are_not_one():
    assert read("пять двадцать", "ru") == []
    assert read("восемь пять", "ru") == []


def test_a_number_beyond_all_counts_is_passed_over():
    assert read("9" * 40, "en") == []

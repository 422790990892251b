"""Folding: the words stay where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.extraction.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("п**ерехвачены", "перехвачены"),
        ("2**1** БпЛА", "21 бпла"),
        ("Ёлка – ’ʼ` «»", "елка - ''' \"\""),
        ("бес\u00adпилотник", "беспилотник"),
        ("c 20.00 до 7.00", "с 20.00 до 7.00"),
        ("сбитo", "сбито"),
        ("4\u00a0дрони", "4 дрони"),
        ("[пост](https://t.me/x/45772)", "[пост](" + " " * 20 + ")"),
        ("@channel 5 дронів", " " * 8 + " 5 дронів"),
        ("İstanbul", "İstanbul"),
        ("", ""),
    ],
)
def test_folding_unifies_what_may_differ(text, folded):
    assert fold(text).text == folded


@given(st.text(alphabet=st.sampled_from("aбІ*_\u00ad\u200b 5–’[](https://t.me/)@#\nЁ\u202eİ"), max_size=80))
def test_each_folded_span_is_a_span_of_the_original(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.cased)
    for at in range(len(folded.text)):
        span = folded.span(at, at + 1)
        assert span.end - span.start == 1
        original = span.of(text)
        assert folded.cased[at] in (fold(original).cased, " ")


@given(st.text(max_size=200))
def test_any_text_folds_and_spans_stay_inside(text):
    folded = fold(text)
    assert folded.span(0, len(folded.text)).end <= len(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("https://t.me/a_b 5", "                 5"),
        ("HTTPS://X.UA/5 a", "               a"),
        ("[дрон](https://x.ua/7)", "[дрон](              )"),
        ("[дрон](tg://user?id=7)", "[дрон](              )"),
        ("@channel_5 #бпла7 a#b a@b", "                  a#b a@b"),
        ("www.x.ua/5 WWW.X.UA", " " * 19),
    ],
)
def test_addresses_are_blanked_and_keep_their_length(text, folded):
    assert fold(text).text == folded

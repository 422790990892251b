"""The gate: what it keeps out could make no claim."""

import pytest

from reconcile.extraction.gate import passes
from reconcile.extraction.marked import parse
from reconcile.languages import LANGUAGES
from tests.test_examples import examples


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_example_with_a_claim_passes_the_gate(code):
    for example in examples(code):
        text, marks = parse(example["text"])
        assert passes(text) or not marks, text


@pytest.mark.parametrize("text", ["", "Погода буде гарною.", "Открыта новая школа.", "The minister arrived in Kyiv.", "İğüş 漢字"])
def test_texts_that_name_no_weapon_stay_outside(text):
    assert not passes(text)

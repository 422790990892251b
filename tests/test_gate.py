"""The gate: what it keeps out could make no claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.extraction import gate
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


WORDS = ["storm", "shadow", "Shadow", "цель", "ЦЕЛЬ", "небо", "the", "drone", "Дрон,", "\u00a0", "\n", "кабинет", "planet", "x" * 40]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=6))
def test_what_was_read_before_changes_nothing(texts):
    stems = gate._stems(ascii_only=False)[0]
    for words in texts:
        text = " ".join(words)
        assert passes(text) == bool(stems.search(text.lower()))


def test_the_gate_forgets_and_its_memory_stays_flat(monkeypatch):
    monkeypatch.setattr(gate, "_REMEMBERED", 10)
    for number in range(100):
        assert not passes(f"слово{number} ещё{number}")
        assert passes(f"дрон{number}")
    assert len(gate._harmless) < 20
    assert len(gate._telling) < 20


def test_a_long_text_is_not_taken_apart():
    assert not passes("слово " * 50_000)
    assert passes("слово " * 50_000 + "беспилотник")

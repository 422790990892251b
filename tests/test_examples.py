"""The language files prove themselves: each example reads exactly as marked, and each word is needed by one."""

import tomllib
from importlib.resources import files

import pytest

from reconcile.extraction import extract
from reconcile.extraction.folding import fold
from reconcile.extraction.marked import expected, mark, parse
from reconcile.languages import LANGUAGES, whole
from reconcile.model import Statement


def examples(code):
    path = files("reconcile.languages") / code / "examples.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["example"] if path.is_file() else []


# Words of words.toml and speakers.toml that stand in an example; the aim is all of them, and the floor only rises.
PROVED = {"en": 390, "uk": 217, "ru": 144}

EXAMPLES = [
    pytest.param(code, example, id=f"{code}:{number}:{example['form']}")
    for code in LANGUAGES
    for number, example in enumerate(examples(code))
]


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_reads_exactly_as_marked(code, example):
    text, marks = parse(example["text"])
    statement = Statement("example", text, example.get("source", "news"), example.get("published"), code)
    claims = extract(statement)
    assert sorted(expected(claim) for claim in claims) == list(marks), f"read: {mark(text, claims)}"


def words(code):
    """Yield every word of a language's files with its meaning, but the open classes of the grammar."""
    for name in ("words", "speakers"):
        tables = tomllib.loads((files("reconcile.languages") / code / f"{name}.toml").read_text(encoding="utf-8"))
        for table, entries in tables.items() if name == "words" else {"speakers": tables}.items():
            for meaning, entry in entries.items():
                found = entry if isinstance(entry, list) else [*entry.get("heads", ()), *entry.get("words", ())]
                yield from ((f"{name}.{table}.{meaning}", word) for word in found)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_fewer_words_than_before_stand_in_an_example(code):
    texts = "\n\n".join(fold(parse(example["text"])[0]).text for example in examples(code))
    every = [word for _, word in words(code) if not word.startswith("(?!")]
    proved = sum(bool(whole(word).search(texts)) for word in every)
    assert proved >= PROVED[code], f"{proved} of {len(every)} words of {code} stand in an example"

"""Fuzz target: any bytes as a file of any name; readers answer with statements or one SourceError.

    python fuzz/readers.py [-max_total_time=600] [FOLDER]

FOLDER keeps what was found for the next time; it gets seeds from the samples of the tests.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["reconcile"]):
    import texts

    from reconcile.model import ReconcileError
    from reconcile.reading import claims_of
    from reconcile.sources import read

    texts.import_everything()

NAMES = (
    "a.txt",
    "a.md",
    "a.jsonl",
    "a.json",
    "a.csv",
    "a.tsv",
    "a.html",
    "a.xml",
    "a.rss",
    "a.zip",
    "a.jsonl.gz",
    "result.json",
    "messages.html",
    "a.db",
    "a",
)
STARTS = (
    b"",
    b'{"id": "a", "text": "',
    b'{"name": "c", "type": "public_channel", "messages": [',
    b"id,source,published,text\n",
    b"time_start,time_end,model,launch_place,target,launched,destroyed,not_reach_goal,source\n",
    b'[{"date": "2024-11-16", "day": ',
    b"<html><body><article><p>",
    b'<?xml version="1.0"?><rss version="2.0"><channel><item>',
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"SQLite format 3\x00",
    b'<div class="tgme_widget_message" data-post="c/1">',
    b"---\nid: a\npublished: ",
)
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-readers-"))
SAMPLES = Path(__file__).parent.parent / "tests" / "samples"


def one(raw: bytes) -> None:
    if len(raw) < 2:
        return
    path = FOLDER / NAMES[raw[0] % len(NAMES)]
    path.write_bytes(STARTS[raw[1] % len(STARTS)] + raw[2:8192])
    try:
        for statement in read([str(path)]):
            assert isinstance(statement.text, str)
            assert statement.id
            (statement.id + statement.text).encode()
            claims_of(statement)
    except ReconcileError as problem:
        assert "\n" not in str(problem).strip()
    finally:
        path.unlink(missing_ok=True)


def write_seeds(folder: Path) -> None:
    for sample in SAMPLES.rglob("*.*"):
        name = next((number for number, name in enumerate(NAMES) if name.endswith(sample.suffix)), len(NAMES) - 1)
        (folder / f"seed-{sample.name}").write_bytes(bytes([name, 0]) + sample.read_bytes()[:4096])


if __name__ == "__main__":
    for folder in sys.argv[1:]:
        if Path(folder).is_dir():
            write_seeds(Path(folder))
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

"""Fuzz target: any bytes as a file of any name; readers answer with statements or one SourceError."""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["reconcile"]):
    from reconcile.model import ReconcileError
    from reconcile.sources import read

NAMES = ["a.txt", "a.md", "a.jsonl", "a.json", "a.csv", "a.html", "a.xml", "a.rss", "a.zip", "result.json", "messages.html", "a.db", "a"]
STARTS = [
    b"",
    b'{"id": "a", "text": "',
    b'{"name": "c", "type": "public_channel", "messages": [',
    b"id,source,published,text\n",
    b"<html><body><article><p>",
    b'<?xml version="1.0"?><rss version="2.0"><channel><item>',
    b"PK\x03\x04",
    b"SQLite format 3\x00",
    b'<div class="tgme_widget_message" data-post="c/1">',
]
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-readers-"))


def one(raw: bytes) -> None:
    data = atheris.FuzzedDataProvider(raw)
    path = FOLDER / data.PickValueInList(NAMES)
    path.write_bytes(data.PickValueInList(STARTS) + data.ConsumeBytes(4096))
    try:
        for statement in read([str(path)]):
            assert isinstance(statement.text, str)
            assert statement.id
    except ReconcileError as problem:
        assert "\n" not in str(problem).strip()
    finally:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

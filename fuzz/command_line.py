"""Fuzz target: any text through the commands; they exit with 0, 1 or 2 and never with a traceback."""

import contextlib
import io
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["reconcile"]):
    from reconcile.cli import main

FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-command-"))
COMMANDS = [["extract"], ["extract", "--format", "jsonl"], ["extract", "--format", "csv"], ["extract", "--unclaimed"], ["check"], ["check", "--format", "jsonl"], ["show"], ["explain"]]


def one(raw: bytes) -> None:
    data = atheris.FuzzedDataProvider(raw)
    command = data.PickValueInList(COMMANDS)
    options = ["--source", data.ConsumeUnicodeNoSurrogates(8)] if data.ConsumeBool() else []
    path = FOLDER / data.PickValueInList(["a.txt", "a.jsonl", "a.csv"])
    words = data.PickValueInList(["", "20 drones were launched, 15 shot down and 9 lost. ", "Сбиты 20 БПЛА: 12 – над Курской, 9 – над Брянской областью. "])
    path.write_bytes(words.encode() + data.ConsumeBytes(2048))
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main([*command, str(path), *options])
    except SystemExit as stop:
        assert stop.code in (0, 1, 2), stop.code
    finally:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

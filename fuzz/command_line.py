"""Fuzz target: any text and options through the commands; they exit with 0, 1 or 2 and never with a traceback.

    python fuzz/command_line.py [-max_total_time=600] [FOLDER]

FOLDER keeps what was found for the next time; it gets seeds from the examples of the language files.
"""

import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["reconcile"]):
    import texts

    from reconcile.cli import main

    texts.import_everything()

FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-command-"))
COMMANDS = (
    *(
        ["extract"],
        ["extract", "--format", "jsonl"],
        ["extract", "--format", "csv"],
        ["extract", "--unclaimed"],
        ["extract", "-o", str(FOLDER / "out")],
    ),
    *(["check"], ["check", "--format", "jsonl"], ["show"], ["explain"]),
)
OPTIONS = (
    *(
        [],
        ["--source", "mod_russia"],
        ["--source", "\x1b[31m<b>"],
        ["--lang", "uk"],
        ["--lang", "xx"],
        ["--published", "2024-11-16T09:00+02:00"],
    ),
    *(
        ["--published", "0001-01-01T00:00+14:00"],
        ["--published", "9999-12-31T23:59-12:00"],
        ["--published", "1e9"],
        ["--published", "2024-W46-1"],
    ),
)
UNSAFE = {"\x1b", "\x07", "\x00", "\x9b", "\u202e", "\u2066"}


def written(kind: int, text: str) -> tuple[str, bytes]:
    """Return a file name and what stands in it: the text bare, as records that carry it in every field, or as a table."""
    if kind % 3 == 0:
        return "a.txt", text.encode("utf-8", "replace")
    if kind % 3 == 1:
        halves = text[: len(text) // 2], text[len(text) // 2 :]
        records = [
            {"id": half[:40], "source": half[:20], "title": half[:30], "restates": half[:30], "url": half[:30], "text": half}
            for half in halves
        ]
        return "a.jsonl", "\n".join(json.dumps(record) for record in records).encode()
    return "a.csv", b"id,text\na," + text.encode("utf-8", "replace")


def one(raw: bytes) -> None:
    if len(raw) < 4:
        return
    command = COMMANDS[raw[0] % len(COMMANDS)]
    options = OPTIONS[raw[1] % len(OPTIONS)]
    name, content = written(raw[2], texts.text_of(raw[3:4096]))
    path = FOLDER / name
    path.write_bytes(content)
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main([*command, str(path), *options])
    except SystemExit as stop:
        assert stop.code in (0, 1, 2), stop.code
        assert stop.code != 1 or command[0] == "check"
        # CSV and JSON Lines are for programs and keep every character as it was.
        assert "csv" in command or "jsonl" in command or not UNSAFE & set(out.getvalue()), out.getvalue()
        assert not UNSAFE & set(err.getvalue()), err.getvalue()
    finally:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    for folder in sys.argv[1:]:
        if Path(folder).is_dir():
            texts.write_seeds(Path(folder), b"\x00\x00\x01")
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

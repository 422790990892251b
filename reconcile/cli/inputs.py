"""What commands share: the options that say where statements come from, and the reading of them with progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, TypeVar

import click
import regex

from reconcile.model import Period, ReconcileError

__all__ = ["clean", "columns_option", "hours", "known_at", "output", "readings", "sources"]

Function = TypeVar("Function", bound=Callable[..., Any])

_CONTROL = regex.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

# As in the files: what is published outside these years is a slip, and arithmetic on it overflows.
_YEARS = range(1900, 2200)


def clean(text: str) -> str:
    """Return a text without what could drive a terminal: escape codes, control characters, direction overrides."""
    return _CONTROL.sub("\ufffd", text)


def hours(period: Period) -> str:
    """Return a period in few words: its kind and, where known, its ends."""
    ends = [f"{moment:%m-%d %H:%M}" for moment in (period.start, period.end) if moment is not None]
    return " ".join([*([period.kind] if period.kind else []), " – ".join(dict.fromkeys(ends))]).strip()


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no ISO 8601 time; write 2024-11-16T09:00+02:00") from None
    if moment.year not in _YEARS:
        raise click.BadParameter(f"{value!r} is outside the years {_YEARS[0]} to {_YEARS[-1]}; write 2024-11-16T09:00+02:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _columns(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [pair.partition("=") for value in values for pair in value.split(",")]
    if any(not mark or not field for field, mark, _ in pairs):
        raise click.BadParameter("write FIELD=COLUMN, such as text=post_body")
    return {field.strip(): column.strip() for field, _, column in pairs}


columns_option = click.option(
    "--columns", multiple=True, callback=_columns, metavar="FIELD=COLUMN", help="Which column holds a field: text=post_body,id=number."
)

known_at = click.option(
    "--known-at",
    "moment",
    callback=_moment,
    metavar="TIME",
    help="Only what had been published by then, ISO 8601: what was known at that time.",
)


def sources(command: Function) -> Function:
    """Add the arguments that name statements, and the options that fill in what they lack."""
    for decorate in (
        columns_option,
        click.option(
            "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read at once; the result is the same."
        ),
        click.option(
            "--lang", type=click.Choice(["en", "uk", "ru"]), help="Language of statements that do not say theirs; else it is detected."
        ),
        click.option("--published", callback=_moment, metavar="TIME", help="Time of publication, ISO 8601, for statements that lack one."),
        click.option("--source", help="Who published, for statements that do not say (kpszsu, mod_russia, guardian …)."),
        click.argument("files", nargs=-1, required=True, metavar="FILES…"),
    ):
        command = decorate(command)
    return command


def readings(files: Sequence[str], options: dict[str, Any]) -> Iterator[Any]:
    """Yield the readings of all statements that the files hold, with progress on a terminal; late ones are reported."""
    from reconcile.reading import read_claims
    from reconcile.sources import Defaults, read

    defaults = Defaults(
        source=options.get("source") or "",
        published=options.get("published"),
        lang=options.get("lang"),
        columns=options.get("columns") or {},
    )
    shown = sys.stderr.isatty()
    count = 0
    for reading in read_claims(read(list(files), defaults), options.get("jobs") or 1):
        count += 1
        if shown and count % 200 == 0:
            click.echo(f"\r{count} statements read", nl=False, err=True)
        if reading.late:
            click.echo(
                f"reconcile: {clean(reading.statement.id)}: took too long to read and was passed over; the others were read", err=True
            )
        yield reading
    if shown and count >= 200:
        click.echo(f"\r{count} statements read", err=True)


@contextmanager
def output(path: str | None) -> Iterator[IO[str]]:
    """Open where to write: standard output, or a file that appears only when it is whole."""
    if path is None or path == "-":
        yield sys.stdout
        return
    target = Path(path)
    partial = target.with_name(target.name + ".partial")
    try:
        file = partial.open("w", encoding="utf-8", newline="")
    except OSError as problem:
        raise ReconcileError(
            f"{path}: cannot be written ({problem.strerror}); name a file in a folder that exists and is writable"
        ) from problem
    try:
        with file:
            yield file
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)

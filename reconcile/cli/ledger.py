"""`reconcile add`, `reextract`, `search`, `decide`, `export` and `load`: statements into a ledger, and what it knows."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reconcile.cli.inputs import clean, columns_option, output
from reconcile.model import Claim, ReconcileError, Statement

if TYPE_CHECKING:
    from reconcile.ledger import Added, Extractor
    from reconcile.sources import Defaults

__all__ = [
    "add_command",
    "decide_command",
    "export_command",
    "load_command",
    "reading_extractor",
    "reextract_command",
    "said",
    "search_command",
]

_LEDGER = click.argument("ledger", metavar="LEDGER")
_EVERY = 1000


def reading_extractor() -> Extractor:
    """Return the extractor that reads every statement as `reconcile extract` does; one given up is reported."""
    from reconcile.ledger import Extractor, extractor_version
    from reconcile.reading import read_claims

    def extract(statement: Statement) -> tuple[Claim, ...] | None:
        (reading,) = read_claims([statement])
        if reading.late:
            click.echo(f"reconcile: {clean(statement.id)}: took too long to read; it is kept without claims", err=True)
            return None
        return reading.claims

    return Extractor(extract, extractor_version())


def said(added: Added) -> str:
    """Say in one line what adding did."""
    edits = ", ".join(
        f"{count} in {what}"
        for what, count in (("figures", added.figures), ("wording", added.wording), ("details", added.details))
        if count
    )
    return f"{added.read} statements: {added.new} new, {added.edited} edited{f' ({edits})' if edits else ''}, {added.known} known already"


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    from reconcile.sources import moment

    try:
        return moment(value)
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from None


@click.command("add")
@_LEDGER
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@click.option("--source", default="", help="Who published, for statements that do not say (kpszsu, mod_russia, guardian …).")
@click.option("--published", callback=_moment, metavar="TIME", help="Time of publication, ISO 8601, for statements that lack one.")
@click.option("--lang", type=click.Choice(["en", "uk", "ru"]), help="Language of statements that do not say theirs.")
@columns_option
@click.option("--no-extract", is_flag=True, help="Keep the statements only; `reconcile reextract` reads their claims later.")
def add_command(ledger: str, files: tuple[str, ...], no_extract: bool, **defaults: Any) -> int:
    """Add the statements in FILES to LEDGER, made where there is none.

    What is known already is left as it is; another text under a known id is kept as a new version. All is added
    or nothing, however the command ends. What stands before a damaged place is added, and the place is named.

    \b
    Examples:
      reconcile add war.db posts.jsonl articles/
      reconcile add war.db result.json --source kpszsu
      reconcile add war.db table.csv --columns text=post_body,published=posted
    """
    from reconcile.ledger import Sighting, writable
    from reconcile.sources import Defaults

    problems: list[ReconcileError] = []
    statements = _gathered((Path(ledger), files), Defaults(**defaults), problems)
    extractor = None if no_extract else reading_extractor()
    with writable(ledger) as book:
        added = book.add(_counted(statements), Sighting(datetime.now(UTC), "add", " ".join(files)), extractor)
    click.echo(said(added))
    for problem in problems:
        for line in str(problem).splitlines():
            click.echo(f"reconcile: {clean(line)}", err=True)
    return 2 if problems else 0


def _gathered(paths: tuple[Path, tuple[str, ...]], defaults: Defaults, problems: list[ReconcileError]) -> Iterator[Statement]:
    """Yield the statements of all files; what cannot be read is noted."""
    from reconcile.sources import SourceError, statements

    ledger, files = paths
    same = [file for file in files if file != "-" and Path(file).exists() and ledger.exists() and Path(file).samefile(ledger)]
    problems.extend(SourceError(f"{file}: is the ledger itself; name what to add to it") for file in same)
    try:
        yield from statements([file for file in files if file not in same], defaults)
    except SourceError as problem:
        problems.append(problem)


def _counted(statements: Iterator[Statement]) -> Iterator[Statement]:
    shown = sys.stderr.isatty()
    for number, statement in enumerate(statements, 1):
        yield statement
        if shown and number % _EVERY == 0:
            click.echo(f"\r{number} statements", nl=False, err=True)


@click.command("reextract")
@_LEDGER
@click.option("--diff", is_flag=True, help="Print each claim that is gone (-) and each that is new (+).")
def reextract_command(ledger: str, diff: bool) -> None:
    """Read again, after an upgrade, every version that an earlier extractor read, or none did.

    Earlier readings are kept beside the new ones.

    \b
    Examples:
      reconcile reextract war.db --diff
    """
    from reconcile.ledger import opened, reextract, writable

    with opened(ledger):
        pass  # an upgrade of nothing is a mistake in the name
    changed = 0
    extractor = reading_extractor()
    with writable(ledger) as book:
        for difference in reextract(book, extractor, datetime.now(UTC)):
            changed += 1
            if diff:
                click.echo(clean(difference.statement.id))
                for mark, claims in (("-", difference.gone), ("+", difference.new)):
                    for claim in claims:
                        where = f" {' '.join(claim.regions)}" if claim.regions else ""
                        click.echo(f"  {mark} {claim.metric} {claim.weapon} {claim.count}{where}: {clean(' '.join(claim.quote.split()))}")
    click.echo(f"{changed} statements are read differently by {extractor.version}")


@click.command("search")
@_LEDGER
@click.argument("words")
def search_command(ledger: str, words: str) -> None:
    """Print the statements of LEDGER that hold WORDS, best first.

    \b
    Examples:
      reconcile search war.db 'Курськ* AND збито'
      reconcile search war.db '"Kh-101"'
    """
    from reconcile.ledger import opened

    with opened(ledger) as book:
        for statement in book.search(words):
            when = "" if statement.published is None else f"{statement.published:%Y-%m-%d %H:%M}"
            click.echo(f"{clean(statement.id)}\t{when}\t{clean(' '.join(statement.text.split()))[:160]}")


@click.command("decide")
@_LEDGER
@click.argument("finding")
@click.argument("verdict", type=click.Choice(["confirmed", "dismissed", "open"]))
@click.option("--note", default="", help="Why.")
def decide_command(ledger: str, finding: str, verdict: str, note: str) -> None:
    """Record what you decided about a FINDING that a check stored in LEDGER; its id may be shortened.

    Earlier decisions are kept; the latest shows in the view `findings`.

    \b
    Examples:
      reconcile decide war.db 3f2a dismissed --note 'the outlet has corrected it'
    """
    from reconcile.ledger import decide, opened, writable

    with opened(ledger):
        pass
    with writable(ledger) as book:
        click.echo(f"{decide(book, finding, (verdict, note), datetime.now(UTC))} is {verdict}")


@click.command("export")
@_LEDGER
@click.option("-o", "--output", "path", metavar="FILE", help="Where to write; standard output without it.")
@click.option(
    "--statements",
    "is_plain",
    is_flag=True,
    help="Only the statements, each in its latest version, as JSON Lines that every command reads.",
)
def export_command(ledger: str, path: str | None, is_plain: bool) -> None:
    """Write all that LEDGER holds as JSON Lines: versions, claims, findings, decisions, runs; `load` makes it a ledger again.

    \b
    Examples:
      reconcile export war.db -o war.jsonl
      reconcile export war.db --statements | reconcile check -
    """
    from reconcile.ledger import export, opened

    with opened(ledger) as book, output(path) as out:
        lines = (json.dumps(statement.to_record(), ensure_ascii=False) for statement in book.statements()) if is_plain else export(book)
        for line in lines:
            out.write(line + "\n")


@click.command("load")
@_LEDGER
@click.argument("file")
def load_command(ledger: str, file: str) -> None:
    """Fill a new LEDGER with what `export` wrote to FILE (- for standard input); all of it or nothing.

    \b
    Examples:
      reconcile load copy.db war.jsonl
    """
    from reconcile.ledger import LedgerError, load, writable

    try:
        with click.open_file(file, encoding="utf-8", errors="surrogateescape") as lines, writable(ledger) as book:
            count = load(book, lines, file)
    except OSError as problem:
        raise LedgerError(f"{file}: cannot be opened ({problem.strerror}); check its name") from problem
    click.echo(f"{count} statements")

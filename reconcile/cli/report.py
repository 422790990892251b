"""`reconcile report`: statements in, the report of a week out."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from reconcile.cli.inputs import readings, sources

if TYPE_CHECKING:
    from reconcile.report import Week

__all__ = ["report_command"]


def _week(week: str | None, first: datetime | None, last: datetime | None) -> Week:
    from reconcile.report import Week

    if week is not None and first is None and last is None:
        return Week.named(week)
    if week is None and first is not None and last is not None:
        return Week(date(first.year, first.month, first.day), date(last.year, last.month, last.day))
    raise click.UsageError("name a week (--week 2024-W46), or a first and a last day (--from 2024-11-11 --to 2024-11-17)")


@click.command("report")
@sources
@click.option("--week", metavar="WEEK", help="ISO week, such as 2024-W46.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="First day, with --to instead of --week.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Last day.")
@click.option("--url", metavar="URL", default="", help="Where the folder will be published, for links in claimreview.jsonld.")
@click.option("-o", "--output", "directory", required=True, metavar="DIR", help="Folder to write; made where missing.")
def report_command(files: tuple[str, ...], week: str | None, url: str, directory: str, **options: Any) -> None:
    """Write the report of a week from the statements in FILES; ends with the path of its page.

    Statements of the weeks before, where there are some, are what the week is compared with.

    \b
    Examples:
      reconcile report data --week 2024-W46 -o week
      reconcile report posts.jsonl news.jsonl --from 2025-10-20 --to 2025-10-26 -o out
    """
    from reconcile.reconciliation import check
    from reconcile.report import Evidence, bearing, write_report

    days = _week(week, options.pop("first"), options.pop("last"))
    statements, claims = [], []
    for reading in readings(files, options):
        statements.append(reading.statement)
        claims += reading.claims
    evidence = Evidence(tuple(statements), tuple(claims), check(bearing(claims, days), statements))
    if not evidence.in_week(days):
        click.echo(f"reconcile: no claim about {days.label} in {', '.join(files)}: the report is empty and says so", err=True)
    click.echo(write_report(evidence, days, directory, url))

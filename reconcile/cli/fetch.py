"""`reconcile fetch`: the posts of public channels into a ledger."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import click

from reconcile.cli.inputs import clean
from reconcile.cli.ledger import reading_extractor, said
from reconcile.model import ReconcileError

__all__ = ["fetch_command"]

_CHANNEL = re.compile(r"(?:https?://)?(?:t\.me/|telegram\.me/|@)?(?:s/)?([A-Za-z][A-Za-z0-9_]{3,31})/?")


def _since(_context: click.Context, _parameter: click.Parameter, value: str) -> datetime:
    from reconcile.sources import moment

    try:
        since = moment(value)
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from None
    if since is None:
        raise click.BadParameter("write a day, such as 2026-01-31")
    return since


def _names(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> list[str]:
    matches = [(value, _CHANNEL.fullmatch(value)) for value in values]
    for value, match in matches:
        if match is None:
            raise click.BadParameter(f"{value!r} is no channel's name; write kpszsu, @kpszsu or https://t.me/s/kpszsu")
    return [match[1] for _, match in matches if match is not None]


@click.command("fetch")
@click.argument("channels", nargs=-1, required=True, callback=_names, metavar="CHANNEL…")
@click.option("--since", required=True, callback=_since, metavar="DATE", help="How far back: the page that holds this day is the last.")
@click.option("--ledger", default="ledger.db", show_default=True, metavar="FILE", help="Where to; made where there is none.")
@click.option("--pause", type=click.FloatRange(0.5, 600), default=1.5, show_default=True, help="Seconds between two pages.")
@click.option("--no-extract", is_flag=True, help="Keep the posts only; `reconcile reextract` reads their claims later.")
def fetch_command(channels: list[str], since: datetime, ledger: str, pause: float, no_extract: bool) -> int:
    """Fetch the posts of public Telegram CHANNELs, from their newest back to a day, into a ledger.

    Pages known already are asked for changes only; edits are kept as versions. What broke off goes on where it stopped.

    \b
    Examples:
      reconcile fetch kpszsu --since 2026-01-01
      reconcile fetch kpszsu mod_russia --since 2026-01-01 --ledger war.db
    """
    from reconcile.ledger import Sighting, writable
    from reconcile.ledger.visits import Visits
    from reconcile.sources.fetching import Manners, fetch, web

    status = 0
    extractor = None if no_extract else reading_extractor()
    with writable(ledger) as book, web(Manners(pause=pause)) as site:
        visits = Visits(book)
        for channel in channels:
            pages = fetch(channel, since, visits, site)
            sighting = Sighting(datetime.now(UTC), "fetch", is_live=True)
            try:
                click.echo(f"{channel}: {said(visits.gather(channel, pages, sighting, extractor))}")
            except ReconcileError as problem:
                click.echo(f"reconcile: {clean(str(problem))}", err=True)
                status = 2
    return status

"""`reconcile bounds`: how many, at the least and at the most, in a set that the user names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import click

from reconcile.cli.inputs import clean, known_at, readings, sources
from reconcile.model import ATTACKERS, METRICS, WEAPONS, Claim

__all__ = ["bounds_command"]


def _day(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
    return None if value is None else value.date()


def _reasons(heading: str, claims: Sequence[Claim]) -> Iterator[str]:
    if claims:
        yield f"{heading}:\n"
    for claim in claims:
        quote = " ".join(clean(claim.quote).split())
        yield f"  {claim.metric.replace('_', ' ')} {claim.count} “{quote}” ({clean(claim.statement_id)})\n"


@click.command("bounds")
@sources
@click.option("--attacker", type=click.Choice(ATTACKERS), required=True, help="Who sent the things.")
@click.option("--metric", type=click.Choice([name for name in METRICS if "locations" not in name]), default="launched", show_default=True)
@click.option("--weapon", type=click.Choice(WEAPONS), default="drone", show_default=True)
@click.option("--model", help="One model only: shahed, decoy, kh-101 …")
@click.option(
    "--region", "regions", multiple=True, metavar="CODE", help="Where: RU-KRS, UA-51 …; several are one set. Everywhere without it."
)
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), callback=_day, help="The attacks that this day names: a night by the day it ends on."
)
@known_at
def bounds_command(files: tuple[str, ...], day: date | None, moment: datetime | None, **options: Any) -> None:
    """Say how many things a set holds at the least and at the most, by the claims of the statements in FILES, and which claims say so.

    Nothing stated is nothing known: a set that nobody counted has 0 and what the wholes leave. Claims that contradict each
    other are set aside and named.

    \b
    Examples:
      reconcile bounds data --attacker RU --metric hit --day 2024-11-16
      reconcile bounds data --attacker UA --metric intercepted --region RU-KRS --day 2024-11-16
    """
    from reconcile.attacks import day_of
    from reconcile.reconciliation import Query, as_known_at, bounds

    claims = [claim for reading in readings(files, options) for claim in reading.claims if day is None or day_of(claim) == day]
    if moment is not None:
        claims = list(as_known_at(claims, moment))
    query = Query(options["attacker"], options["metric"], options["weapon"], options["model"], tuple(options["regions"]))
    told = bounds(claims, query)
    most = "no upper bound" if told.high is None else f"at most {told.high}"
    click.echo(f"{options['metric']}, {options['weapon']}: at least {told.low}, {most}" if told.low != told.high else f"exactly {told.low}")
    for heading, reasons in (("at least, by", told.low_claims), ("at most, by", told.high_claims), ("set aside", told.set_aside)):
        click.echo("".join(_reasons(heading, reasons)), nl=False)

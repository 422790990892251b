"""`reconcile show` and `reconcile explain`: a text with its claims, and why they were read."""

from __future__ import annotations

from typing import Any

import click

from reconcile.cli.inputs import clean, hours, readings, sources
from reconcile.model import Claim

__all__ = ["explain_command", "show_command"]

_COLOURS = {
    "launched": "yellow",
    "intercepted": "green",
    "jammed": "cyan",
    "neutralized": "green",
    "hit": "red",
    "hit_locations": "red",
    "debris_locations": "magenta",
}


def _head(identity: str, claims: int) -> str:
    return click.style(f"{clean(identity)}: {claims} claim{'' if claims == 1 else 's'}", bold=True)


def _details(claim: Claim) -> str:
    about = [
        claim.metric,
        str(claim.count),
        claim.weapon,
        claim.model,
        claim.scope,
        ",".join(claim.regions),
        f"side {claim.side or 'unknown'}",
        f"attacker {claim.attacker or 'unknown'}",
    ]
    as_of = f"as of {claim.as_of.isoformat(timespec='minutes')}" if claim.as_of else None
    return ", ".join(
        filter(
            None,
            [*about, hours(claim.period), as_of, claim.speaker and f"says {clean(claim.speaker)}", claim.doubt and f"doubt: {claim.doubt}"],
        )
    )


@click.command("show")
@sources
def show_command(files: tuple[str, ...], **options: Any) -> None:
    """Print the statements in FILES with their claims marked: [words|what they claim].

    \b
    Example:
      reconcile show article.txt --source guardian
    """
    from reconcile.extraction.marked import mark

    for reading in readings(files, options):
        click.echo(_head(reading.statement.id, len(reading.claims)))
        if reading.statement.restates:
            click.echo(click.style(f"restatement of published figures, not a quotation: {clean(reading.statement.restates)}", italic=True))
        click.echo(clean(mark(reading.statement.text, reading.claims)) + "\n")


@click.command("explain")
@sources
def explain_command(files: tuple[str, ...], **options: Any) -> None:
    """Print for each statement in FILES which pattern made each claim, and which figures no pattern claimed.

    \b
    Example:
      reconcile explain post.txt --source mod_russia
    """
    from reconcile.extraction import explain

    for reading in readings(files, options):
        if reading.late:
            continue
        explanation, text = explain(reading.statement), reading.statement.text
        click.echo(_head(reading.statement.id, len(explanation.claims)))
        for claim in explanation.claims:
            quote = click.style(" ".join(clean(claim.quote).split()), fg=_COLOURS.get(claim.metric))
            click.echo(f"  {claim.span.start:>6}  “{quote}”\n          by “{claim.rule}”: {_details(claim)}")
        for span in explanation.unclaimed:
            around = " ".join(clean(text[max(0, span.start - 30) : span.end + 30]).split())
            click.echo(f"  {span.start:>6}  “{clean(span.of(text))}” unclaimed: … {around} …")
        click.echo()

"""How does the week read as a page, and as Markdown?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import reconcile
from reconcile.model import Claim, Finding, Statement
from reconcile.places import name as place_name
from reconcile.report.accounts import DEFINITIONS, Rate
from reconcile.report.digest import Digest
from reconcile.report.evidence import Evidence
from reconcile.report.pictures import Picture
from reconcile.report.voices import name_of
from reconcile.report.words import day_words, excerpt, pieces, stated

__all__ = ["html", "markdown"]

_RANK = {"impossible": 0, "inconsistent": 1, "suspicious": 2, "note": 3}
_MARKDOWN = regex.compile(r"([\\`*_{}\[\]()#+!|<>~$-])")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A statement on a card, with those of its claims that the finding rests on."""

    statement: Statement
    mine: tuple[Claim, ...]


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("reconcile.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _percent(rate: Rate) -> str:
    low, high = round(100 * rate.low), round(100 * rate.high)
    return f"{low} %" if low == high else f"{low} to {high} %"


def _web(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("https://", "http://"))


def _said(claims: Iterable[Claim]) -> str:
    return "; ".join(f"{claim.metric} {claim.count} {claim.weapon}{f', doubtful: {claim.doubt}' if claim.doubt else ''}" for claim in claims)


def _shown(evidence: Evidence, finding: Finding) -> list[_Shown]:
    return [
        _Shown(source.statement, tuple(claim for claim in source.claims if claim in finding.claims))
        for source in evidence.shown(finding.claims)
    ]


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the gravest first, then by their time."""
    return sorted(findings, key=lambda f: (_RANK[f.severity], f.start.timestamp() if f.start else float("inf"), f.kind, f.balance))


def _names(evidence: Evidence) -> dict[str, Any]:
    def anchor(claim: Claim) -> str:
        return evidence.anchors.get(claim, "statements")

    def place(code: str) -> str:
        return place_name(code, "en")

    return {
        "anchor": anchor,
        "day_words": day_words,
        "definitions": DEFINITIONS,
        "excerpt": excerpt,
        "name_of": name_of,
        "percent": _percent,
        "pieces": pieces,
        "place_name": place,
        "said": _said,
        "stated": stated,
        "web": _web,
    }


def _sections(found: Digest, pictures: Sequence[Picture], sources: Sequence[object]) -> list[tuple[str, str]]:
    sections: list[tuple[str, str, object]] = [
        ("headlines", "Figures", True),
        ("findings", "What does not fit", True),
        ("pictures", "Pictures", pictures),
        ("accounts", "Each attack", found.accounts),
        ("rates", "Rates", found.rates),
        ("regions", "Places", found.regions),
        ("statements", "Statements", sources),
    ]
    return [(name, words) for name, words, there in sections if there]


def html(evidence: Evidence, found: Digest, pictures: Sequence[Picture]) -> str:
    """Return the page: self-contained, every text escaped, every number a link to its words."""
    names = _names(evidence)
    findings = ranked(evidence.found_in(found.week))
    claims = evidence.in_week(found.week)
    sources = evidence.shown([*claims, *(claim for finding in findings for claim in finding.claims)])
    template = _environment().get_template("card.html.j2")

    def card(finding: Finding) -> Markup:
        return Markup(template.render(names | {"finding": finding, "shown": _shown(evidence, finding)}))

    return _environment().get_template("page.html.j2").render(
        names
        | {
            "breaks": found.breaks,
            "card": card,
            "claims": claims,
            "findings": findings,
            "found": found,
            "notes": [finding for finding in findings if finding.severity == "note"],
            "period": _period(found),
            "pictures": pictures,
            "restatements": sum(bool(source.statement.restates) for source in sources),
            "sections": _sections(found, pictures, sources),
            "sources": sources,
            "version": reconcile.__version__,
            "week": found.week,
        }
    )


def _period(found: Digest) -> str:
    week = found.week
    return day_words(week.first) if week.first == week.last else f"{day_words(week.first)} to {day_words(week.last)}"


def _plain(text: str) -> str:
    """Return a text as Markdown that shows it and does nothing else."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def markdown(evidence: Evidence, found: Digest) -> str:
    """Return the report in Markdown: figures, findings with their sentences, accounts."""
    lines = [f"# Drone attacks, {_period(found)}", "", "Claims are not facts. The two sides report opposite directions. Unknown is not zero.", ""]
    for side in found.sides:
        lines += [f"## {_plain(side.speaker)}", "", *(f"- {stated(h.tally.count)}: {_plain(h.what)}" for h in side.headlines)]
        lines += ["- Nothing was stated. That is not zero."] if not side.headlines else []
        lines += [f"- No report found for: {', '.join(map(day_words, side.missing))}. That is not zero."] if side.missing else []
        lines.append("")
    lines += ["## What does not fit together", ""]
    findings = ranked(evidence.found_in(found.week))
    for finding in findings:
        lines += _finding_lines(evidence, finding)
    lines += ["No contradiction was found among these claims.", ""] if not findings else []
    lines += ["## Each attack", "", "| day | who says | launched | outcomes | unaccounted for |", "| --- | --- | --- | --- | --- |"]
    for entry in found.accounts:
        parts = ", ".join(f"{metric} {stated(tally.count)}" for metric, tally in entry.parts) or "not stated"
        left = f"{entry.excess} too many" if entry.excess else stated(entry.unaccounted)
        lines.append(f"| {day_words(entry.report.day)} | {_plain(name_of(entry.report.source))} | {stated(entry.whole.count)} | {parts} | {left} |")
    return "\n".join([*lines, ""])


def _finding_lines(evidence: Evidence, finding: Finding) -> list[str]:
    lines = [f"### {finding.severity}: {finding.kind}{f', by {finding.by}' if finding.by else ''}", "", _plain(finding.balance), ""]
    for source in _shown(evidence, finding):
        mark = " (restatement of published figures, not a quotation)" if source.statement.restates else ""
        quotes = "; ".join(f"“{_plain(claim.quote)}”" for claim in source.mine)
        lines.append(f"- {_plain(source.statement.id)}{mark}: {quotes}")
    lines += [f"- mended by: {'; '.join(map(str, finding.mended_by))}"] if finding.mended_by else []
    lines += [f"- perhaps: {_plain('; '.join(finding.explanations))}"] if finding.explanations else []
    return [*lines, ""]



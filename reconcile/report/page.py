"""How is the week printed as a page and as Markdown? Every number links to its words; nothing from a statement is markup."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import regex
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from reconcile import places
from reconcile.attacks import claim_order, day_of
from reconcile.extraction.pieces import excerpt, pieces
from reconcile.model import Claim, Count, Finding
from reconcile.report.accounts import DEFINITIONS, MERGED_SINCE
from reconcile.report.digest import Digest
from reconcile.report.evidence import Evidence
from reconcile.report.measures import relays
from reconcile.report.pictures import Picture
from reconcile.report.records import claimed_records
from reconcile.report.regions import MOSCOW
from reconcile.report.tallies import Tally
from reconcile.report.voices import name_of, voice
from reconcile.report.words import METRICS, balance_words, counted, day_words, days_words, hours_words, moment_words, spoken, stated

__all__ = ["html_page", "markdown_page"]

_CONTROL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKDOWN = regex.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&:@$^=])")
_WEB = regex.compile(r"https?://[^\s\x00-\x1f<>\"'\\]{1,2000}")
_ORDER = {"impossible": 0, "inconsistent": 1, "suspicious": 2, "note": 3}
_PERIODS = {"24h": "in 24 hours", "week": "week", "month": "month", "year": "year", "since_start": "running total"}
_KINDS = {
    "excess": "The parts outnumber the whole",
    "misquote": "An outlet’s figure is not the speaker’s",
    "disagreement": "Two speakers of one side differ",
    "revision": "A later figure replaces an earlier one",
    "unattributed": "The list falls short of the total",
    "unaccounted": "Launched, with no outcome stated",
    "counter": "A running total does not add up",
    "overlap": "Windows overlap: not to be added",
    "gap": "No report: not stated, which is not zero",
    "incomparable": "Figures side by side that count different things",
}


@dataclass(slots=True)
class Workings:
    """The sums that a page prints, each to be shown with its addends; named by what they rest on, so that both pages agree."""

    evidence: Evidence
    sums: list[tuple[str, str, Tally]] = field(default_factory=list)

    def target(self, tally: Tally, what: str) -> str:
        """Return the anchor of a number's words: the claim it is, or the list of claims it was made from."""
        if len(tally.claims) == 1:
            return self.evidence.anchors[tally.claims[0]]
        rests = " ".join([*(self.evidence.anchors[claim] for claim in tally.claims), str(tally.count)])
        name = f"w{hashlib.sha256(rests.encode()).hexdigest()[:10]}"
        if all(name != other for other, _, _ in self.sums):
            self.sums.append((name, what, tally))
        return name


def printable(text: str) -> str:
    """Return the text with control and direction-override characters made visible as U+FFFD."""
    return _CONTROL.sub("\ufffd", text)


def web_address(url: str | None) -> str | None:
    """Return the address if a browser may follow it: http and https only, no blanks or quotes."""
    return url if url and _WEB.fullmatch(url) else None


class _Safe(str):
    """Markdown made by the templates, not to be escaped again."""

    __slots__ = ()


def markdown_text(text: object) -> str:
    """Return a text as Markdown that shows it and nothing else, on one line."""
    if isinstance(text, _Safe):
        return text
    return _MARKDOWN.sub(r"\\\1", " ".join(printable(str(text)).split()))


def place_name(code: str) -> str:
    """Return what a region code, or Moscow's two, is called."""
    return "Moscow city and region" if code == MOSCOW else places.name(code, "en")


def _day_of(claim: Claim) -> str:
    """Return the day of a claim's attack, ready to stand before a name; nothing where it is unknown."""
    day = day_of(claim)
    return f"{day_words(day)}, " if day else ""


@cache
def _environment(kind: str) -> Environment:
    html = kind == "html"
    made = Environment(
        loader=PackageLoader("reconcile.report"),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown if html else markdown_text,
    )
    made.filters |= {"stated": stated, "day": day_words, "name": name_of, "place": place_name, "metric": lambda key: METRICS.get(key, key)}
    made.filters |= {
        "ours": _Safe,
        "balance": balance_words,
        "spoken": spoken,
        "hours": lambda report: hours_words(report.hours, report.day),
        "moment": moment_words,
    }
    made.filters |= {"dayof": _day_of, "counted": counted}
    made.filters |= {"kind": lambda key: _KINDS.get(key, key), "percent": _percent, "web": web_address}
    return made


def _shown(value: Any) -> Any:
    """Make the control characters of every text that a template prints visible; markup made here passes."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def html_page(evidence: Evidence, found: Digest, figures: Sequence[Picture]) -> str:
    """Return the page: one file, no script, no network."""
    workings = Workings(evidence)

    def number(tally: Tally, what: str) -> Markup:
        if tally.count is None or not tally.claims:
            return Markup('<span class="none">not stated</span>')
        return Markup('<a class="n" href="#{}" title="{}">{}</a>').format(
            workings.target(tally, what), printable(_quoted(tally)), stated(tally.count)
        )

    content = _content(evidence, found) | {
        "number": number,
        "workings": workings,
        "figures": {figure.name: figure for figure in figures},
        "svg": Markup,
        "style": files("reconcile.report").joinpath("templates/style.css").read_text(encoding="utf-8"),
        "marked": _marked_html(evidence),
    }
    return _environment("html").get_template("index.html.j2").render(content)


def markdown_page(evidence: Evidence, found: Digest, figures: Sequence[Picture]) -> str:
    """Return the same report as Markdown, with figures beside it; each number leads to its words on the page beside it."""
    workings = Workings(evidence)

    def number(tally: Tally, what: str) -> str:
        words = markdown_text(stated(tally.count))
        return _Safe(f"[{words}](index.html#{workings.target(tally, what)})" if tally.count is not None and tally.claims else words)

    def quoted(claims: Sequence[Claim]) -> str:
        return _Safe("; ".join(f"“{markdown_text(claim.quote)}” ({markdown_text(claim.statement_id)})" for claim in claims))

    content = _content(evidence, found) | {"number": number, "quoted": quoted, "figures": figures}
    return _environment("markdown").get_template("report.md.j2").render(content)


def _quoted(tally: Tally) -> str:
    first = tally.claims[0]
    rest = f" and {len(tally.claims) - 1} more" if len(tally.claims) > 1 else ""
    return f"“{' '.join(first.quote.split())}” – {name_of(first.source)}{rest}"


def _marked_html(evidence: Evidence) -> Any:
    """Return a function that prints pieces of a text with marks: with ids for the page's statements, links in cards."""

    def marked(cut: Sequence[Any], where: str) -> Markup:
        out = []
        for piece in cut:
            text = escape(printable(piece.text))
            anchors = [evidence.anchors[claim] for claim in piece.starting if claim in evidence.anchors]
            if not piece.claims:
                out.append(text)
            elif where == "statement":
                extra = Markup("").join(Markup('<span class="anchor" id="{}"></span>').format(anchor) for anchor in anchors[1:])
                identity = Markup(' id="{}"').format(anchors[0]) if anchors else Markup("")
                out.append(Markup("{}<mark{}>{}</mark>").format(extra, identity, text))
            else:
                anchor = evidence.anchors.get(piece.claims[0])
                mark = Markup("<mark>{}</mark>").format(text)
                out.append(Markup('<a href="#{}">{}</a>').format(anchor, mark) if anchor else mark)
        return Markup("").join(out)

    return marked


def _content(evidence: Evidence, found: Digest) -> dict[str, Any]:
    """Return what both pages print."""
    week = found.week
    findings = sorted(evidence.found_in(week), key=lambda finding: _ORDER.get(finding.severity, 4))
    cards = [_card(evidence, finding) for finding in findings if finding.severity != "note" or finding.kind == "revision"]
    for place, card in enumerate(cards, start=1):
        card["id"] = f"f{place}"
    notes: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity == "note" and finding.kind != "revision":
            notes.setdefault(finding.kind, []).append(finding)
    mine = set(evidence.in_week(week))
    shown = evidence.shown(mine)
    told, records = _told(mine, findings), claimed_records(evidence, week)
    drawn = {claim for side in found.sides for line in side.headlines for claim in line.addends}
    drawn |= {claim for finding in findings for claim in finding.claims} | {row["said"] for row in told}
    drawn |= {record.highest for record in records if record.highest is not None}
    ids = {source.statement.id for source in shown}
    return {
        "week": week,
        "found": found,
        "cards": cards,
        "notes": [(kind, [{"finding": one, "tally": one.claims} for one in listed]) for kind, listed in sorted(notes.items())],
        "relays": told,
        "records": records,
        "coverage": _coverage(evidence, found),
        "title": days_words(week.first, week.last),
        "metrics": [metric for metric in METRICS if any(metric in entry.report.figures for entry in found.accounts)],
        "names": METRICS,
        "joint": sum(1 for _, _, tally in found.regions if tally.count and not tally.count.low) * 2 > len(found.regions),
        "periods": _PERIODS,
        "places": {kind: [row for row in found.regions if row[1] == kind] for kind in ("moscow", "sea", "crimea")},
        "sources": shown,
        "earlier": tuple(source for source in evidence.shown(drawn) if source.statement.id not in ids),
        "cut": lambda source: pieces(source.statement.text, source.claims),
        "anchors": evidence.anchors,
        "definitions": DEFINITIONS,
        "merged": MERGED_SINCE,
        "eras": len({rate.day >= MERGED_SINCE for rate in found.pooled}),
        "restated": any(source.statement.restates for source in shown),
        "Tally": Tally,
        "silent": _silent(evidence, found),
        "undated": tuple(source for source in evidence.sources.values() if all(day_of(claim) is None for claim in source.claims)),
        "severities": {level: sum(1 for one in findings if one.severity == level) for level in _ORDER},
        "voice": voice,
        "Count": Count,
    }


def _card(evidence: Evidence, finding: Finding) -> dict[str, Any]:
    """Return a finding with the sentences of its claims, one block a statement."""
    blocks = []
    for key in dict.fromkeys(claim.statement_id for claim in finding.claims):
        source = evidence.sources[key]
        claims = [claim for claim in finding.claims if claim.statement_id == key]
        blocks.append({"source": source, "claims": claims, "sentences": excerpt(source.statement.text, claims)})
    return {"finding": finding, "blocks": blocks, "id": ""}


def _told(claims: Iterable[Claim], findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return the relayed totals, and what differs or stands at another place; parts that agree are counted beside their statement's first."""
    rows: list[dict[str, Any]] = []
    for told, said in relays(claims):
        differs = not told.count.meets(said.count)
        first = next((row for row in rows if row["told"].statement_id == told.statement_id), None)
        if told.scope == "total" or differs or first is None:
            rows.append({"told": told, "said": said, "differs": differs, "parts": 0})
        else:
            first["parts"] += 1
    shown = {(row["told"], row["said"]) for row in rows}
    slips = [found.claims for found in findings if found.kind == "misquote" and len(found.claims) == 2]
    rows += [{"told": told, "said": said, "differs": True, "parts": 0} for told, said in slips if (told, said) not in shown]
    return sorted(rows, key=lambda row: claim_order(row["told"]))


def _silent(evidence: Evidence, found: Digest) -> tuple[int, int]:
    """Return how many statements were published in the week's days, and how many of them make no claim."""
    dated = [statement for statement in evidence.statements if statement.published is not None]
    mine = [statement for statement in dated if statement.published is not None and statement.published.date() in found.week]
    return len(mine), sum(1 for statement in mine if statement.id not in evidence.sources)


def _coverage(evidence: Evidence, found: Digest) -> list[tuple[str, list[list[str]]]]:
    """Return, for each source, the anchors of its statements with figures of each day."""
    seen: dict[str, dict[Any, dict[str, None]]] = {}
    for claim in evidence.in_week(found.week):
        seen.setdefault(claim.source, {}).setdefault(day_of(claim), {})[evidence.sources[claim.statement_id].anchor] = None
    ordered = dict(sorted(seen.items(), key=lambda item: (voice(item[0]) is None, item[0])))
    return [(source, [list(days.get(day, ())) for day in found.week.days]) for source, days in ordered.items()]

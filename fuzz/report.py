"""Fuzz target: hostile words in every field through the report; no mark-up of theirs in the page, no formula in a cell.

    python fuzz/report.py [-max_total_time=600] [FOLDER]

Writes the page, the Markdown, the reviews and the tables; the figures are left out, since drawing them takes seconds.
"""

import csv
import io
import sys
import tempfile
from datetime import date, datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["reconcile.report"]):
    from reconcile.model import Claim, Count, Period, Span, Statement
    from reconcile.reconciliation import check
    from reconcile.report.digest import digest
    from reconcile.report.evidence import Evidence
    from reconcile.report.page import html_page, markdown_page
    from reconcile.report.tables import write_csv
    from reconcile.report.week import Week

KYIV = timezone(timedelta(hours=2))
PUBLISHED = datetime(2024, 11, 16, 9, tzinfo=KYIV)
EVIL = (
    "<script>fire()</script>",
    '"><img src=x onerror=fire()>',
    "javascript:fire()",
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-1",
    "\t=1",
    "|x|y|",
    "](javascript:fire())",
    "```",
    "{{7*7}}",
)
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-report-"))


class Page(HTMLParser):
    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag not in ("iframe", "object", "embed", "base"), tag
        for name, value in attributes:
            assert not name.startswith("on"), (tag, name)
            assert not (value or "").strip().lower().startswith("javascript:"), (tag, name, value)


def word(data: atheris.FuzzedDataProvider) -> str:
    return data.PickValueInList(list(EVIL)) + data.ConsumeUnicode(12)


def evidence(data: atheris.FuzzedDataProvider) -> Evidence:
    quote, identity, source = word(data), word(data) or "s", word(data)
    text = f"{word(data)} {quote} {word(data)}"
    start = text.index(quote)
    statement = Statement(identity, text, source, PUBLISHED, "en", title=word(data), url=word(data), restates=word(data))
    figures = (("launched", 60), ("intercepted", 41), ("jammed", 25))
    claims = tuple(
        Claim(
            identity,
            metric,
            Count(number, number),
            quote,
            Span(start, start + len(quote)),
            side="UA",
            attacker="RU",
            period=Period("night"),
            speaker=word(data),
            doubt=word(data) if data.ConsumeBool() else None,
            source=source,
            published=PUBLISHED,
        )
        for metric, number in figures
    )
    return Evidence((statement,), claims, check(claims, (statement,)))


def one(raw: bytes) -> None:
    found = evidence(atheris.FuzzedDataProvider(raw))
    week = Week(date(2024, 11, 11), date(2024, 11, 17))
    told = digest(found, week)
    page = html_page(found, told, ())
    assert "<script>fire" not in page
    Page().feed(page)
    markdown = markdown_page(found, told, ())
    assert "<script>fire" not in markdown
    write_csv(found, week, FOLDER)
    for table in FOLDER.glob("*.csv"):
        for row in csv.reader(io.StringIO(table.read_bytes().decode("utf-8", "replace"), newline="")):
            assert not any(
                cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row if not cell.lstrip("-").replace(".", "").isdigit()
            ), row


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

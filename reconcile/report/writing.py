"""Where is the report written, and what lies beside the page?"""

from __future__ import annotations

from pathlib import Path

from reconcile.report.claimreview import claim_reviews
from reconcile.report.digest import digest
from reconcile.report.evidence import Evidence
from reconcile.report.page import html_page, markdown_page
from reconcile.report.pictures import pictures
from reconcile.report.tables import write_csv, write_extras
from reconcile.report.week import Week

__all__ = ["write_report"]


def write_report(evidence: Evidence, week: Week, directory: str | Path, address: str = "") -> Path:
    """Write the week's report into a folder and return the path of its page.

    The folder gets index.html, report.md, claims.csv, findings.csv, statements.csv, claimreview.jsonld, figures as
    PNG and SVG, datapackage.json and, where openpyxl and pyarrow are installed, report.xlsx and Parquet files.
    `address` is where the folder will be published, for the links in claimreview.jsonld. The same evidence gives the same bytes.
    """
    folder = Path(directory)
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    found = digest(evidence, week)
    drawn = pictures(evidence, found)
    for picture in drawn:
        (folder / "figures" / f"{picture.name}.png").write_bytes(picture.png)
        (folder / "figures" / f"{picture.name}.svg").write_bytes(picture.svg)
    write_csv(evidence, week, folder)
    write_extras(evidence, week, folder)
    _write(folder / "claimreview.jsonld", claim_reviews(evidence, week, f"{address.rstrip('/')}/" if address else ""))
    _write(folder / "report.md", markdown_page(evidence, found, drawn))
    page = folder / "index.html"
    _write(page, html_page(evidence, found, drawn))
    return page


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")

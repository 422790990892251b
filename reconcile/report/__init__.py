"""What does a week of claims look like, for people and for programs?

    write_report(Evidence(statements, claims, findings), Week.named("2024-W46"), directory)
"""

from __future__ import annotations

from pathlib import Path

from reconcile.model import ReconcileError
from reconcile.report.evidence import Evidence
from reconcile.report.week import Week, WeekError

__all__ = ["Evidence", "Week", "WeekError", "write_report"]


def write_report(evidence: Evidence, week: Week, directory: str | Path) -> Path:
    """Write the report of a week into a folder and return the path of its page.

    The folder holds index.html, report.md, claims.csv, findings.csv, statements.csv, figures, claimreview.jsonld,
    datapackage.json and, where the extra `report` is installed, claims.parquet and report.xlsx.

    Raises:
        ReconcileError: the folder cannot be written.
    """
    from reconcile.report.digest import digest
    from reconcile.report.page import html, markdown
    from reconcile.report.pictures import pictures
    from reconcile.report.tables import write_tables

    folder = Path(directory)
    found = digest(evidence, week)
    drawn = pictures(evidence, found)
    try:
        (folder / "figures").mkdir(parents=True, exist_ok=True)
        for picture in drawn:
            (folder / "figures" / f"{picture.name}.png").write_bytes(picture.png)
            (folder / "figures" / f"{picture.name}.svg").write_bytes(picture.svg)
        write_tables(evidence, week, folder)
        (folder / "report.md").write_text(markdown(evidence, found), encoding="utf-8")
        page = folder / "index.html"
        page.write_text(html(evidence, found, drawn), encoding="utf-8")
    except OSError as problem:
        raise ReconcileError(f"{folder}: cannot be written ({problem.strerror}); name a folder that is writable") from problem
    return page

"""Which tables go with a report? CSV, spreadsheet, Parquet, a Data Package that describes them, ClaimReview records."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from reconcile.frames import CLAIM_COLUMNS, FINDING_COLUMNS, STATEMENT_COLUMNS, claims_frame, findings_frame, statements_frame
from reconcile.model import Finding
from reconcile.report.evidence import Evidence
from reconcile.report.voices import name_of
from reconcile.report.week import Week

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["claim_reviews", "write_tables"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ILLEGAL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TYPES = {"string": "string", "Int64": "integer", "bool": "boolean", "boolean": "boolean", "Float64": "number"}
_RATINGS = {"impossible": (1, "Cannot be true together"), "inconsistent": (2, "Does not fit together as usually read"), "suspicious": (3, "Suspicious")}


def _safe(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula and every reader can write."""
    if not isinstance(value, str):
        return value
    clean = _ILLEGAL.sub("\ufffd", value)
    return f"'{clean}" if clean.startswith(_FORMULA) else clean


def _harmless(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{name: frame[name].map(_safe, na_action="ignore") for name in frame.columns if frame[name].dtype == "string"})


def _fields(columns: dict[str, tuple[str, str]], frame: pd.DataFrame) -> list[dict[str, str]]:
    fields = []
    for name in frame.columns:
        kind = str(frame[name].dtype)
        described = columns.get(name, ("", ""))[1]
        fields.append({"name": str(name), "type": _TYPES.get(kind, "any" if kind == "object" or "datetime" in kind else "string"), "description": described})
    return fields


def write_tables(evidence: Evidence, week: Week, folder: Path) -> None:
    """Write the week's statements, claims and findings as tables into an existing folder."""
    claims, findings = evidence.in_week(week), evidence.found_in(week)
    shown = evidence.shown([*claims, *(claim for finding in findings for claim in finding.claims)])
    tables = {
        "statements": (_harmless(statements_frame(source.statement for source in shown)), dict(STATEMENT_COLUMNS)),
        "claims": (_harmless(claims_frame(claims)), dict(CLAIM_COLUMNS)),
        "findings": (_harmless(findings_frame(findings)), dict(FINDING_COLUMNS)),
    }
    for name, (frame, _) in tables.items():
        frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")
    resources = [
        {"name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "encoding": "utf-8", "schema": {"fields": _fields(columns, frame), "missingValues": [""]}}
        for name, (frame, columns) in tables.items()
    ]
    package = {"name": f"reconcile-{week.first}-{week.last}", "title": f"Claims about drone attacks, {week.label}", "resources": resources}
    _write_json(folder / "datapackage.json", package)
    _write_json(folder / "claimreview.jsonld", claim_reviews(evidence, findings))
    if find_spec("pyarrow"):
        tables["claims"][0].to_parquet(folder / "claims.parquet", index=False)
    if find_spec("openpyxl"):
        _write_workbook(folder / "report.xlsx", {name: frame for name, (frame, _) in tables.items()})


def _write_json(path: Path, content: Any) -> None:
    # "<" is escaped, so that the records can stand inside a page.
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2).replace("<", "\\u003c") + "\n", encoding="utf-8")


def _write_workbook(path: Path, frames: dict[str, pd.DataFrame]) -> None:
    from datetime import datetime
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    import pandas as pd

    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        writer.book.properties.created = writer.book.properties.modified = datetime(2024, 1, 1)
        for name, frame in frames.items():
            plain = frame.assign(**{c: frame[c].dt.tz_localize(None) for c in frame.columns if isinstance(frame[c].dtype, pd.DatetimeTZDtype)})
            plain.to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
    # The same bytes for the same input: openpyxl stamps the clock into the archive and its properties.
    with ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for part, content in parts:
            stable = regex.sub(rb"(<dcterms:modified[^>]{0,80}>)[^<]{0,40}", rb"\g<1>2024-01-01T00:00:00Z", content) if part.endswith("core.xml") else content
            archive.writestr(ZipInfo(part, (2024, 1, 1, 0, 0, 0)), stable, ZIP_DEFLATED)


def claim_reviews(evidence: Evidence, findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Return a ClaimReview record (schema.org) for each finding that is more than a note."""
    reviews = []
    for finding in findings:
        if finding.severity not in _RATINGS:
            continue
        first = finding.claims[0]
        statement = evidence.sources[first.statement_id].statement
        rating, words = _RATINGS[finding.severity]
        reviews.append(
            {
                "@context": "https://schema.org",
                "@type": "ClaimReview",
                "url": f"index.html#{evidence.anchors[first]}",
                "claimReviewed": "; ".join(claim.quote for claim in finding.claims),
                "author": {"@type": "Organization", "name": "reconcile"},
                "reviewBody": finding.balance,
                "reviewRating": {"@type": "Rating", "ratingValue": rating, "bestRating": 5, "worstRating": 1, "alternateName": words},
                "itemReviewed": {
                    "@type": "Claim",
                    "author": {"@type": "Organization", "name": first.speaker or name_of(statement.source)},
                    **({"datePublished": statement.published.date().isoformat()} if statement.published else {}),
                    "appearance": [{"@type": "CreativeWork", "identifier": identity} for identity in dict.fromkeys(c.statement_id for c in finding.claims)],
                },
            }
        )
    return reviews

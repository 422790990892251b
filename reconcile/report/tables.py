"""Which tables lie beside the page? CSV that no spreadsheet runs, and with the report extra XLSX, Parquet and a Data Package."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from reconcile.frames import CLAIM_COLUMNS, FINDING_COLUMNS, STATEMENT_COLUMNS, claims_frame, findings_frame, statements_frame
from reconcile.report.evidence import Evidence
from reconcile.report.week import Week

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["guarded", "write_csv", "write_extras"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_ILLEGAL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_WIDEST = 48  # letters; a wider column would push the others off the screen
_CELL = 32_000  # characters; a spreadsheet's cell holds 32,767
_CUT = " [cut here; the whole text is in statements.csv]"
_TYPES = {"string": "string", "Int64": "integer", "bool": "boolean", "datetime64[us, UTC]": "datetime", "datetime64[us]": "date"}
_ZERO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold: files carry no clock


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what could start one."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def frames(evidence: Evidence, week: Week) -> dict[str, tuple[pd.DataFrame, Mapping[str, tuple[str, str]]]]:
    """Return the week's tables and their columns, by name."""
    claims = evidence.in_week(week)
    statements = [source.statement for source in evidence.shown(claims)]
    return {
        "claims": (claims_frame(claims), CLAIM_COLUMNS),
        "findings": (findings_frame(evidence.found_in(week)), FINDING_COLUMNS),
        "statements": (statements_frame(statements), STATEMENT_COLUMNS),
    }


def write_csv(evidence: Evidence, week: Week, directory: Path) -> None:
    """Write claims.csv, findings.csv and statements.csv."""
    for name, (frame, _) in frames(evidence, week).items():
        _texts(frame).to_csv(directory / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")


def write_extras(evidence: Evidence, week: Week, directory: Path) -> tuple[str, ...]:
    """Write report.xlsx, Parquet files and datapackage.json; return the names left out because a package is missing."""
    tables = frames(evidence, week)
    missing = []
    try:
        _write_xlsx(tables, directory / "report.xlsx")
    except ImportError:
        missing.append("report.xlsx (install openpyxl)")
    try:
        import pyarrow  # noqa: F401

        for name, (frame, _) in tables.items():
            frame.to_parquet(directory / f"{name}.parquet", index=False)
    except ImportError:
        missing.append("Parquet files (install pyarrow)")
    package = json.dumps(_package(week, tables), ensure_ascii=False, indent=2) + "\n"
    (directory / "datapackage.json").write_text(package, encoding="utf-8")
    return tuple(missing)


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as it is written: times in ISO 8601, texts guarded and free of NUL."""
    out = frame.copy()
    for name, dtype in frame.dtypes.items():
        kind = str(dtype)
        if kind == "string":
            out[name] = frame[name].map(lambda text: guarded(str(text).replace("\x00", "\ufffd")), na_action="ignore")
        elif kind.startswith("datetime64"):
            pattern = "%Y-%m-%dT%H:%M:%SZ" if "UTC" in kind else "%Y-%m-%d"
            out[name] = frame[name].map(lambda moment, pattern=pattern: moment.strftime(pattern), na_action="ignore").astype("string")
    return out


def _write_xlsx(tables: Mapping[str, tuple[pd.DataFrame, Any]], path: Path) -> None:
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, (frame, _) in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(list(frame.columns))
        for row in _texts(frame).astype(object).where(frame.notna(), None).itertuples(index=False):
            sheet.append([_cell(value) for value in row])
        for cell, column in zip(sheet[1], frame.columns, strict=True):
            cell.font = Font(bold=True)
            longest = max((len(str(value)) for value in frame[column].dropna().head(500)), default=0)
            sheet.column_dimensions[cell.column_letter].width = min(_WIDEST, max(len(column), longest) + 2)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
    made = io.BytesIO()
    book.save(made)
    path.write_bytes(_timeless(made.getvalue()))


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value if value is None or isinstance(value, bool) else int(value)
    clean = _ILLEGAL.sub("\ufffd", value)
    return clean if len(clean) <= _CELL else clean[:_CELL] + _CUT


def _timeless(data: bytes) -> bytes:
    """Return a workbook without the time at which it was written."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = regex.sub(rb"(?<=>)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z(?=<)", b"1980-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, _ZERO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return made.getvalue()


def _package(week: Week, tables: Mapping[str, tuple[pd.DataFrame, Mapping[str, tuple[str, str]]]]) -> dict[str, Any]:
    def fields(columns: Mapping[str, tuple[str, str]]) -> list[dict[str, Any]]:
        made = []
        for name, (dtype, description) in columns.items():
            entry: dict[str, Any] = {"name": name, "type": _TYPES[dtype], "description": description}
            if dtype == "bool":
                entry |= {"trueValues": ["True"], "falseValues": ["False"]}
            made.append(entry)
        return made

    return {
        "profile": "tabular-data-package",
        "name": f"drone-claims-{week.first}-{week.last}",
        "title": f"Drone claims, {week.label}",
        "description": "What both sides claim about drone attacks: claims, not facts. A text that a spreadsheet could take for a "
        "formula has an apostrophe before it; start and end count characters of the statement's text without that apostrophe.",
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields(columns), "missingValues": [""]},
            }
            for name, (_, columns) in tables.items()
        ],
    }

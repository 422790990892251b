"""What did both sides say in a week? A page, tables and figures, every number with the words it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reconcile.report.evidence import Evidence, bearing
from reconcile.report.week import Week, WeekError

if TYPE_CHECKING:
    from reconcile.report.writing import write_report

__all__ = ["Evidence", "Week", "WeekError", "bearing", "write_report"]


def __getattr__(name: str) -> Any:
    """Import the writing, and matplotlib and Jinja with it, only when a report is written."""
    if name == "write_report":
        from reconcile.report.writing import write_report

        return write_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

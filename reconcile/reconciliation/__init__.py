"""Which claims cannot be true together, by how much, and what do the others allow?"""

from __future__ import annotations

from reconcile.reconciliation.findings import check

__all__ = ["check"]

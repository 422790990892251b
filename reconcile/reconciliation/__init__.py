"""Which claims cannot be true together, by how much, and what do the others allow?"""

from __future__ import annotations

from reconcile.reconciliation.accounts import Account, accounts
from reconcile.reconciliation.bounds import Bounds, Query, as_known_at, bounds, published_by
from reconcile.reconciliation.findings import check

__all__ = ["Account", "Bounds", "Query", "accounts", "as_known_at", "bounds", "check", "published_by"]

"""Reads what both sides say about drone attacks, and says which figures cannot be true together."""

from reconcile.model import Attack, Claim, Finding, Statement

__version__ = "0.1.0"


def _repr_html_(self: Statement | Claim | Attack | Finding) -> str:
    """Return how a notebook shows it; what draws it is imported only when a notebook asks."""
    from reconcile.explore import html_of

    return html_of(self)


for _kind in (Attack, Claim, Finding, Statement):
    _kind._repr_html_ = _repr_html_  # type: ignore[union-attr]

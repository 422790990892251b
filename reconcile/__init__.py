"""Reads what both sides say about drone attacks, and says which figures cannot be true together."""

__version__ = "0.1.0"

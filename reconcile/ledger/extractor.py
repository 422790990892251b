"""Which extractor read this: the package's version and everything that decides how a text is read."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["extractor_version"]

_ROOMS = ("languages", "places", "extraction")
_TABLES = ("sources/tables.toml", "sources/attack_rows.py", "sources/loss_rows.py")
_ENDS = (".toml", ".py")


@cache
def extractor_version() -> str:
    """Return the version, such as `0.1.0+3f2a9c0d11`; it changes when a word, a pattern, a place or the code changes."""
    digest = blake2b(digest_size=5)
    package = files("reconcile")
    for room in _ROOMS:
        _digested(package.joinpath(room), room, digest)
    for table in _TABLES:
        digest.update(package.joinpath(table).read_bytes())
    try:
        number = version("reconcile")
    except PackageNotFoundError:
        number = "0"
    return f"{number}+{digest.hexdigest()}"


def _digested(place: Traversable, name: str, digest: blake2b) -> None:
    if not place.is_dir():
        return
    for inside in sorted(place.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{inside.name}"
        if inside.is_dir():
            _digested(inside, path, digest)
        elif inside.name.endswith(_ENDS):
            digest.update(path.encode() + b"\0" + inside.read_bytes() + b"\0")

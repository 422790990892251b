"""Which documents does a path name: a file, a folder, a pattern, or standard input?"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reconcile.sources.document import Document, SourceError
from reconcile.sources.formats import formats

__all__ = ["documents", "is_beside"]

STANDARD_INPUT = "-"


def documents(path: str | Path) -> Iterator[Document]:
    """Yield the documents, each open until the next is asked for; files of a folder come in the order of their names.

    A link inside a folder that leads out of it is not followed: an archive unpacked from elsewhere could point anywhere.
    """
    if str(path) == STANDARD_INPUT:
        yield Document.of("standard input", "stdin", sys.stdin.buffer)
        return
    named = Path(path)
    if named.is_dir():
        yield from _folder(named)
    elif _exists(named):
        with _opened(named, named.name) as document:
            yield document
    elif glob.has_magic(str(path)):
        yield from _pattern(str(path))
    else:
        raise SourceError(f"{path}: there is no such file or folder; check the name")


def is_beside(name: str) -> bool:
    """Tell whether a file in a folder or archive is there beside the statements: pictures, styles, a README, hidden files."""
    base = name.replace("\\", "/").rpartition("/")[2].lower()
    return (
        base.startswith((".", "__macosx")) or base.partition(".")[0] in formats().beside_names or base.endswith(formats().beside_suffixes)
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _pattern(pattern: str) -> Iterator[Document]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    files = [path for name in found if (path := Path(name)).is_file()]
    if not files:
        raise SourceError(f"{pattern}: no file matches this pattern; check it, or quote the name of a folder instead")
    for path in files:
        with _opened(path, path.name) as document:
            yield document


def _folder(folder: Path) -> Iterator[Document]:
    inside = folder.resolve()
    nothing = True
    for directory, below, names in os.walk(folder, onerror=_unreadable):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            path = Path(directory, name)
            if is_beside(name) or not path.is_file() or not path.resolve().is_relative_to(inside) or not path.stat().st_size:
                continue
            nothing = False
            with _opened(path, str(path.relative_to(folder))) as document:
                yield document
    if nothing:
        raise SourceError(f"{folder}: the folder holds nothing that can be read; put statements there as .txt, .jsonl, .csv or .html")


def _unreadable(problem: OSError) -> None:
    raise SourceError(f"{problem.filename}: the folder cannot be read ({problem.strerror}); check its permissions") from problem


@contextmanager
def _opened(path: Path, shown: str) -> Iterator[Document]:
    try:
        stream = path.open("rb")
    except OSError as problem:
        raise SourceError(f"{path}: cannot be opened ({problem.strerror}); check its permissions") from problem
    with stream:
        try:
            document = Document.of(str(path), shown.removesuffix(path.suffix) or shown, stream)
        except OSError as problem:
            raise SourceError(f"{path}: cannot be read ({problem.strerror}); check the disk it is on") from problem
        yield document

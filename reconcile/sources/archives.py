"""Reads the members of a zip archive, or what a gzip file holds, without unpacking anything to disk."""

from __future__ import annotations

import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from reconcile.model import Statement
from reconcile.sources.document import Defaults, Document
from reconcile.sources.paths import is_beside

__all__ = ["read", "recognises"]

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
# Text packs to a tenth, repetitive JSON to a thirtieth; a bomb to a thousandth and less.
_MAX_RATIO = 200
_MAX_MEMBERS = 100_000
_MAX_UNPACKED_BYTES = 8 * 1024**3
_SMALL_BYTES = 1024 * 1024
_OFFICE = ("[Content_Types].xml", "mimetype")


def recognises(document: Document) -> bool:
    """Take zip and gzip by their first bytes."""
    return document.head.startswith((_ZIP, _GZIP))


def read(document: Document, defaults: Defaults) -> Iterator[Statement]:
    """Yield the statements of every member, in the order of their names."""
    return _gzip(document, defaults) if document.head.startswith(_GZIP) else _zip(document, defaults)


def _gzip(document: Document, defaults: Defaults) -> Iterator[Statement]:
    from reconcile.sources.choice import read_document

    inner = cast(BinaryIO, gzip.GzipFile(fileobj=document.stream))
    stem = document.stem.removesuffix(".gz").rpartition(".")[0] or document.stem
    try:
        member = Document.of(document.name, stem, inner)
        if recognises(member):
            raise document.error("is an archive inside an archive; unpack the outer one first")
        yield from read_document(member, defaults)
    except (EOFError, OSError, zlib.error) as problem:
        raise document.error(f"the archive is cut off or damaged ({problem}); fetch it again") from None


def _zip(document: Document, defaults: Defaults) -> Iterator[Statement]:
    if not document.stream.seekable():
        raise document.error("is a zip archive; name the file instead of piping it")
    try:
        archive = zipfile.ZipFile(document.stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise document.error(f"the archive is cut off or damaged ({problem}); fetch it again") from None
    with archive:
        members = sorted(_checked(archive, document), key=lambda member: member.filename)
        if not members:
            raise document.error("the archive holds nothing that can be read; put statements there as .txt, .jsonl, .csv or .html")
        for member in members:
            yield from _member(archive, member, document, defaults)


def _checked(archive: zipfile.ZipFile, document: Document) -> list[zipfile.ZipInfo]:
    """Return the members to read; what would harm is an error before anything is unpacked."""
    everything = archive.infolist()
    names = {member.filename for member in everything}
    if names.intersection(_OFFICE):
        raise document.error("is an Office document or e-book; save it as .txt or .csv")
    if len(everything) > _MAX_MEMBERS:
        raise document.error(f"the archive has more than {_MAX_MEMBERS:,} members; unpack it and read the folder")
    if sum(member.file_size for member in everything) > _MAX_UNPACKED_BYTES:
        raise document.error(f"the archive unpacks to more than {_MAX_UNPACKED_BYTES // 2**30} GB; unpack it and read the folder")
    for member in everything:
        shown = member.filename[:80]
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise document.error(f"the archive has a member that points outside it ({shown!r}); it is refused, pack it again")
        if member.flag_bits & 1:
            raise document.error(f"the archive's member {shown!r} is locked with a password; unpack it first")
        if member.file_size > _SMALL_BYTES and member.file_size > _MAX_RATIO * max(member.compress_size, 1):
            raise document.error(f"the archive's member {shown!r} unpacks to over {_MAX_RATIO} times its size; it is refused as a bomb")
    return [
        member
        for member in everything
        if member.file_size and not member.is_dir() and not _is_link(member) and not is_beside(member.filename)
    ]


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, document: Document, defaults: Defaults) -> Iterator[Statement]:
    from reconcile.sources.choice import read_document

    shown = f"{document.name}!{member.filename}"
    try:
        with archive.open(member) as stream:
            stem = member.filename.rpartition(".")[0] or member.filename
            inner = Document.of(shown, stem, cast(BinaryIO, stream))
            if recognises(inner):
                raise inner.error("is an archive inside an archive; unpack the outer one first")
            yield from read_document(inner, defaults)
    except (zipfile.BadZipFile, EOFError, OSError, zlib.error, NotImplementedError) as problem:
        raise document.error(f"the archive's member {member.filename!r} is damaged ({problem}); fetch the archive again") from None

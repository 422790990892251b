"""What is being read: one file, member of an archive or standard input, with its first bytes already looked at."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from reconcile.model import ReconcileError
from reconcile.sources.encodings import UndecodableError, decode, encoding_of

__all__ = ["Defaults", "Document", "SourceError"]

HEAD_BYTES = 64 * 1024
# No published text comes near it; a line that does is no statement but an accident or an attack.
MAX_LINE_CHARS = 64 * 1024 * 1024
MAX_WHOLE_BYTES = 256 * 1024 * 1024


class SourceError(ReconcileError):
    """A file, feed or page that cannot be read."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the user says of statements whose format cannot say it.

    `columns` maps a field of a statement to the column or key that holds it (`{"text": "post_body"}`);
    an empty name leaves the field out.
    """

    source: str = ""
    published: datetime | None = None
    lang: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to read: its name for people, the id a bare text gets, its first bytes, and all its bytes as a stream."""

    name: str
    stem: str
    head: bytes
    stream: BinaryIO

    @classmethod
    def of(cls, name: str, stem: str, stream: BinaryIO) -> Document:
        """Look at the first bytes of a stream without losing them, seekable or not."""
        head = _first_bytes(stream)
        if stream.seekable():
            stream.seek(0)
            return cls(name, stem, head, stream)
        return cls(name, stem, head, io.BufferedReader(_Rejoined(head, stream), HEAD_BYTES))

    @property
    def suffix(self) -> str:
        """The end of the name, lower case, with its dot; compression ends not counted."""
        name = self.name.lower().removesuffix(".gz")
        base = name.replace("\\", "/").rpartition("/")[2]
        return "." + base.rpartition(".")[2] if "." in base else ""

    @property
    def opening(self) -> str:
        """The first characters as text, without a byte order mark or leading blanks; for telling formats apart only."""
        return _opening(self.head)

    def error(self, what: str, line: int | None = None) -> SourceError:
        """Say in one line what is wrong with this document, and where."""
        place = self.name if line is None else f"{self.name}: line {line}"
        # What is wrong may be shown in the file's own words, and these may hold line ends.
        return SourceError(f"{place}: {' '.join(what.split())}")

    def whole(self, limit: int = MAX_WHOLE_BYTES) -> bytes:
        """Return all bytes; refuses more than `limit`."""
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise self.error(f"is larger than {limit // 2**20} MB, too large for this format; split it, or convert it to JSON Lines")
        return data

    def text(self, limit: int = MAX_WHOLE_BYTES) -> str:
        """Return the whole document decoded, line ends as they are."""
        try:
            return decode(self.whole(limit))
        except UndecodableError as problem:
            raise self.error(str(problem)) from None

    def reader(self) -> io.TextIOWrapper:
        """Return the document as a text stream with its line ends; bytes that do not decode become lone surrogates, see `sound`."""
        try:
            encoding = encoding_of(self.head, complete=len(self.head) < HEAD_BYTES)
        except UndecodableError as problem:
            raise self.error(str(problem)) from None
        return io.TextIOWrapper(self.stream, encoding=encoding, errors="surrogateescape", newline="")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the numbered lines with their ends, one in memory at a time; a line that is not text is an error that names it."""
        stream = self.reader()
        number = 0
        while line := self.bounded(stream.readline, number + 1):
            number += 1
            yield number, self.sound(line, number)

    def bounded(self, readline: Callable[[int], str], number: int) -> str:
        """Return the next line; refuses one that has no end within reason."""
        try:
            line = readline(MAX_LINE_CHARS)
        except (UnicodeError, EOFError, OSError) as problem:
            raise self.error(f"cannot be read further ({problem}); the file is damaged, fetch or export it again", number) from None
        if len(line) >= MAX_LINE_CHARS:
            raise self.error(f"is longer than {MAX_LINE_CHARS // 2**20} million characters; not a statement, remove it", number)
        return line

    def sound(self, line: str, number: int) -> str:
        """Return the line if all of it decoded."""
        if not line.isascii():
            try:
                line.encode("utf-8")
            except UnicodeEncodeError as problem:
                raise self.error(
                    f"is not valid text in the encoding of the lines before it (character {problem.start + 1}); save the file as UTF-8",
                    number,
                ) from None
        return line


class _Rejoined(io.RawIOBase):
    """The bytes already looked at, then the rest of a stream that cannot go back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        if self._head:
            chunk, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            # read1 hands over what a pipe holds now, so that a slow producer is read as it writes
            read = getattr(self._rest, "read1", self._rest.read)
            chunk = read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _first_bytes(stream: BinaryIO) -> bytes:
    read = getattr(stream, "read1", stream.read)
    head = b""
    # A pipe gives what it has: formats are told by their first line, so the first line has to be there.
    while len(head) < HEAD_BYTES and (chunk := read(HEAD_BYTES - len(head))):
        head += chunk
        if not stream.seekable() and b"\n" in chunk and len(head) >= 512:
            break
    return head


def _opening(head: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace").lstrip()
    try:
        return head.decode("utf-8").lstrip()
    except UnicodeDecodeError as problem:
        # Cut inside a character at the end of the head: still UTF-8. Otherwise only ASCII matters for telling formats apart.
        return head[: problem.start].decode("utf-8").lstrip() if len(head) - problem.start < 4 else head.decode("latin-1").lstrip()

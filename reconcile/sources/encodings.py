"""In which encoding is this text: UTF-8, what its byte order mark says, or an older Cyrillic one that makes sense of it?"""

from __future__ import annotations

import codecs

__all__ = ["UndecodableError", "decode", "encoding_of"]

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Encodings that Ukrainian, Russian and English texts were ever written in; a guess outside them is a wrong guess.
_CANDIDATES = ["cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic", "cp1252"]
# A damaged UTF-8 file still holds mostly sound characters; a Cyrillic one-byte text hardly any by chance.
_MOSTLY = 4
# Statistics need no more, and cost grows with length.
_SAMPLE_BYTES = 256 * 1024


class UndecodableError(ValueError):
    """Bytes that are no text in any encoding the tool knows; the message says what and what to do."""


def decode(data: bytes) -> str:
    """Return bytes as text, without a byte order mark and with line ends as they are."""
    encoding = encoding_of(data, complete=True)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise UndecodableError(f"is not valid {encoding} at byte {problem.start}; save it as UTF-8") from None


def encoding_of(data: bytes, *, complete: bool) -> str:
    """Name the encoding; `complete` False when the bytes are only a beginning and may end inside a character."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=complete)
    except UnicodeDecodeError as problem:
        if _nearly_utf8(data):
            line = data.count(b"\n", 0, problem.start) + 1
            raise UndecodableError(
                f"is UTF-8 but damaged at byte {problem.start} (line {line}); fetch it again, or repair that line"
            ) from None
        return _older(data[:_SAMPLE_BYTES])
    return "utf-8"


def _nearly_utf8(data: bytes) -> bool:
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    sound = sum(1 for character in repaired if character > "\x7f") - broken
    return sound >= _MOSTLY * broken


def _older(data: bytes) -> str:
    from charset_normalizer import from_bytes

    refused = "is not text: neither UTF-8 nor an encoding of Ukrainian, Russian or English; save it as UTF-8 text"
    if b"\x00" in data:
        raise UndecodableError(refused)
    best = from_bytes(data, cp_isolation=_CANDIDATES, threshold=0.3).best()
    if best is None or not _readable(str(best)):
        raise UndecodableError(refused)
    return best.encoding


def _readable(text: str) -> bool:
    usual = sum(1 for character in text if character.isalnum() or character.isspace() or character in ".,:;!?-–—()«»\"'/%№+*#@_")
    return usual >= 0.9 * len(text)

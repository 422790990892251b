"""Fuzz target: any text in, claims out, every quote where it says it is."""

import sys
from datetime import UTC, datetime, timedelta

import atheris

with atheris.instrument_imports(include=["reconcile"]):
    from reconcile.extraction import explain
    from reconcile.extraction.marked import mark, parse
    from reconcile.model import Statement

WORDS = [
    *("20 drones", "shot down", "БПЛА", "сбиты", "двадцать восемь", "по два", "над территорией", "Курской", "области", "в том числе"),
    *("збито", "104-ма ударними БпЛА", "локаційно втрачені", "із них", "станом на 08:30", "У ніч на 31 лютого", "на 7 локаціях", "Kyiv region"),
    *("с 23:30 мск 21.12 до 07:00", "Shahed-136/131", "all but two of", "up to a dozen", "**", "\u00ad", "\n", ". ", ", ", " and ", " – ", "1" * 30),
]


def text_of(data: atheris.FuzzedDataProvider) -> str:
    pieces = []
    while data.remaining_bytes() and len(pieces) < 60:
        pieces.append(data.PickValueInList(WORDS) if data.ConsumeBool() else data.ConsumeUnicodeNoSurrogates(12))
        pieces.append(data.PickValueInList(["", " ", "\n"]))
    return "".join(pieces)


def one(raw: bytes) -> None:
    data = atheris.FuzzedDataProvider(raw)
    published = None if data.ConsumeBool() else datetime(2022, 2, 24, tzinfo=UTC) + timedelta(minutes=data.ConsumeIntInRange(0, 3_000_000))
    language = data.PickValueInList([None, "en", "uk", "ru"])
    text = text_of(data)
    explanation = explain(Statement("fuzz", text, data.PickValueInList(["", "kpszsu", "mod_russia"]), published, language))
    for claim in explanation.claims:
        assert claim.span.of(text) == claim.quote
        assert claim.count.low >= 0
    for span in explanation.unclaimed:
        assert span.end <= len(text)
    assert parse(mark(text, explanation.claims))[0].replace("…", "") == text.replace("…", "") or "…" in mark(text, explanation.claims)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

"""Fuzz target: any text in, claims and findings out, every quote where it says it is.

    python fuzz/extraction.py [-max_total_time=600] [FOLDER]

FOLDER keeps what was found for the next time; it gets seeds from the examples of the language files.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["reconcile"]):
    import texts

    from reconcile.attacks import group
    from reconcile.extraction import explain, extract
    from reconcile.extraction.marked import mark, parse
    from reconcile.model import METRICS, WEAPONS, Claim, Statement
    from reconcile.reconciliation import check

    texts.import_everything()

FIRST = datetime(2022, 2, 24, tzinfo=UTC)
SOURCES = ("", "kpszsu", "mod_russia", "guardian")


def one(raw: bytes) -> None:
    if len(raw) < 4:
        return
    published = None if raw[0] & 1 else FIRST + timedelta(minutes=int.from_bytes(raw[1:3], "big") * 37)
    language = (None, *texts.LANGUAGES)[(raw[0] >> 1) % 4]
    text = texts.text_of(raw[3:])
    statement = Statement("fuzz", text, SOURCES[(raw[0] >> 3) % 4], published, language)
    explanation = explain(statement)
    for claim in explanation.claims:
        assert claim.span.of(text) == claim.quote
        assert claim.quote
        assert claim.metric in METRICS
        assert claim.weapon in WEAPONS
        assert claim.count.low >= 0
        assert claim.count.high is None or claim.count.low <= claim.count.high
        assert Claim.from_record(claim.to_record(), source=claim.source, published=published) == claim
    assert all(0 <= span.start < span.end <= len(text) for span in explanation.unclaimed)
    assert extract(statement) in (explanation.claims, ())
    assert sum(len(attack.claims) for attack in group(explanation.claims)) <= len(explanation.claims)
    marked = mark(text, explanation.claims)
    assert parse(marked)[0].replace("…", "") == text.replace("…", "") or "…" in marked
    for finding in check(explanation.claims[:12], [statement]):
        assert finding.by >= 0
        assert all(claim.span.of(text) == claim.quote for claim in finding.claims)


if __name__ == "__main__":
    for folder in sys.argv[1:]:
        if Path(folder).is_dir():
            texts.write_seeds(Path(folder), b"\x00\x80\x00")
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

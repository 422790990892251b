"""Which claims does the extraction make over English texts that are mostly no attack reports?

    python benchmarks/negatives_en.py [../shared/corpora]

Lists every claim of the English corpora for reading, text by text, with its marks, side, attacker, period and doubt;
texts that name drones and make no claim are counted. Judging is a reader's work: the file says what to read.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from reconcile.extraction import extract
from reconcile.extraction.marked import mark
from reconcile.sources import read

CORPORA = ("en_articles", "en_events", "en_headlines", "en_assessments")
WEAPON = re.compile(r"drone|\buavs?\b|shahed|missile", re.IGNORECASE)
SHOWN = 400  # characters around the claims of a long text


def excerpt(text: str, start: int, end: int) -> str:
    """Return the words around a claim, on one line."""
    return text[max(0, start - SHOWN // 2) : end + SHOWN // 2].replace("\n", " ")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared" / "corpora")
    for corpus in CORPORA:
        texts = silent = claims = 0
        for statement in read([folder / f"{corpus}.jsonl"]):
            if not WEAPON.search(statement.text):
                continue
            texts += 1
            found = extract(statement)
            silent += not found
            claims += len(found)
            if found:
                print(f"\n{statement.id}  {mark(statement.text, found) if len(statement.text) < 3 * SHOWN else ''}")
            for claim in found:
                print(
                    f"    {claim.metric} {claim.count} {claim.weapon} {','.join(claim.regions) or '-'} {claim.scope}"
                    f" side={claim.side} attacker={claim.attacker} {claim.period.kind} doubt={claim.doubt}"
                    f"\n        … {excerpt(statement.text, claim.span.start, claim.span.end)} …"
                )
        print(f"\n== {corpus}: {texts} texts name a weapon, {silent} of them make no claim, the others {claims} claims")


if __name__ == "__main__":
    main()

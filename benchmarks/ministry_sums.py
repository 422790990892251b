"""Do the itemised posts of the Russian ministry add up to their totals, as read?

    python benchmarks/ministry_sums.py [CORPUS.jsonl]

Takes the posts shorter than 400 characters (longer ones were cut off when they were collected). In each, the parts
by region that lie in the list under a total are added and held against it; every post that does not add up is
printed with what was read. Parts that lie inside other parts ("12 of them flying at Moscow") are left out.
"""

import sys
from collections import defaultdict
from pathlib import Path

from reconcile.extraction import extract
from reconcile.sources import read

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora" / "mod_russia.jsonl"
WHOLE = 400  # characters from which on a post may have been cut off


def lists(claims):
    """Yield each total with the parts by region that stand under it."""
    groups = defaultdict(list)
    for claim in claims:
        if claim.period.kind != "since_start":
            groups[claim.metric, claim.weapon].append(claim)
    for group in groups.values():
        totals = [claim for claim in group if claim.scope == "total" and claim.count.exact]
        for at, total in enumerate(totals):
            until = totals[at + 1].span.start if at + 1 < len(totals) else sys.maxsize
            parts = [c for c in group if c.scope == "part" and c.regions and total.span.start < c.span.start < until]
            if len(parts) > 1:
                yield total, [c for c in parts if set(c.regions) != {"RU-MOW"} or "лет" not in c.quote]


def main(path):
    """Print the itemised posts that do not add up, and how many there are."""
    posts = itemised = wrong = 0
    for statement in read([path]):
        if len(statement.text) >= WHOLE:
            continue
        posts += 1
        for total, parts in lists(extract(statement)):
            itemised += 1
            added = sum((part.count for part in parts[1:]), parts[0].count)
            if total.count.low not in added:
                wrong += 1
                print(f"{statement.id}: {total.count} is not {' + '.join(str(part.count) for part in parts)} = {added}")
                print("   ", statement.text.replace("\n", " "))
    print(f"{posts} whole posts, {itemised} itemised lists, {wrong} that do not add up")


if __name__ == "__main__":
    main(*(sys.argv[1:] or [CORPUS]))

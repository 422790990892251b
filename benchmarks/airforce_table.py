"""Does what is read of the Air Force's nights agree with the curated table of its claims?

    python benchmarks/airforce_table.py [TABLE.csv [CORPUS.jsonl ...]]

A night is named by the date that it ends on. Every statement that counts strike drones, more than one, of a dated
night for the whole country, the Air Force's own or a relay, is held against the table's rows for that night; where no
row has the figure, the disagreement is printed with both texts. A zero in the table may mean "not stated", so it is
held against nothing.
"""

import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

from reconcile.extraction.attribution import channel
from reconcile.reading import read_claims
from reconcile.sources import read

KYIV = ZoneInfo("Europe/Kyiv")
CORPORA = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"
TABLE = CORPORA / "airforce_claims.csv"
DOWNED = {"intercepted": "downed", "neutralized": "downed"}
HELD = {"launched", "downed", "jammed", "airborne", "hit_locations", "debris_locations"}
MOST_ROWS = 3  # rows of one night that one figure may add up: the night's and the day's before it


def named(claim):
    """Return the name under which both sides hold a figure."""
    return DOWNED.get(claim.metric, claim.metric)


def night(claim):
    """Return the date on which the claim's night ends, or None."""
    end = claim.period.end or claim.as_of
    if end is None and claim.published is not None and claim.period.kind in ("night", None):
        end = claim.published
    return None if end is None else end.astimezone(KYIV).date()


def national(claim):
    """Tell whether a claim counts all strike drones of one night's attack on Ukraine."""
    whole = not claim.regions or all(code.startswith("UA-") and not code[3:].isdigit() and len(code) > 5 for code in claim.regions)
    dated = claim.period.kind == "night" or (claim.period.kind is None and bool(channel(claim.source)))
    theirs = claim.attacker == "RU" and claim.side != "RU" and not claim.reach
    return theirs and whole and claim.scope == "total" and claim.count.exact and claim.count.low > 1 and dated and named(claim) in HELD


def table_nights(path):
    """Return by night and figure the rows of the table: value and text."""
    nights = defaultdict(list)
    for reading in read_claims(read([str(path)])):
        for claim in reading.claims:
            strike = claim.weapon == "drone" and claim.scope == "total" and claim.speaker == "Ukrainian Air Force"
            if strike and not claim.regions and claim.period.end is not None and claim.count.low:
                nights[claim.period.end.astimezone(KYIV).date(), named(claim)].append(
                    (claim.count.low, reading.statement.text.split("\n")[1])
                )
    return nights


def agrees(claim, rows, jammed):
    """Tell whether a figure is that of a row, of rows together, or, where two outcomes are one figure, of both."""
    values = [value for value, _ in rows]
    if claim.metric == "neutralized" and jammed:
        values += [value + lost for value in values for lost, _ in jammed]
    sums = {sum(some) for size in range(1, MOST_ROWS + 1) for some in combinations(values, size)}
    return claim.count.low in sums


def compare(claim, statement, nights, tally):
    """Hold one claim against its night and print a disagreement."""
    key = (night(claim), named(claim))
    rows = nights.get(key)
    if not rows:
        tally["figures of nights or kinds that the table lacks"] += 1
    elif agrees(claim, rows, nights.get((key[0], "jammed"), [])):
        tally["figures that agree"] += 1
    else:
        tally["figures that disagree"] += 1
        print(
            f"\n{key[0]} {key[1]}: {claim.count} in {statement.id} ({statement.source}), {' or '.join(str(v) for v, _ in rows)} in the table"
        )
        print(f"    read {claim.quote!r}{' with doubt: ' + claim.doubt if claim.doubt else ''}")
        at = max(0, claim.span.start - 300)
        print("    text  …" + statement.text[at : claim.span.end + 200].replace("\n", " ") + "…")
        for _, line in rows:
            print("    table " + line)


def main(table=TABLE, *corpora):
    """Print every disagreement, and how many figures were compared."""
    nights, tally = table_nights(table), Counter()
    paths = corpora or sorted(path for path in CORPORA.glob("*.jsonl") if path.stem != "mod_russia")
    for path in paths:
        for reading in read_claims(read([str(path)])):
            for claim in reading.claims:
                if national(claim) and claim.weapon in ("drone", "mixed") and (claim.weapon == "drone" or "locations" in claim.metric):
                    compare(claim, reading.statement, nights, tally)
                    tally[f"from {Path(path).stem}"] += 1
    for name, count in tally.most_common():
        print(f"{count:6} {name}")


if __name__ == "__main__":
    main(*sys.argv[1:])

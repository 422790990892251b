"""Does memory stay flat over very many statements?

    python benchmarks/soak.py [--statements 200000]

Extracts the corpora of ../shared again and again until so many statements have been read, and prints the
process's resident memory on the way. Exits with 1 when the last tenth needs a tenth more than the second.
"""

import argparse
import sys
from itertools import chain, cycle, islice
from pathlib import Path

from reconcile.reading import read_claims
from reconcile.sources import read

CORPORA = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"


def resident():
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError("no /proc/self/status: this benchmark needs Linux")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=200_000)
    wanted = parser.parse_args().statements
    names = ("mod_russia", "ru_channels_all", "uk_channels", "en_events")
    endless = chain.from_iterable(read([str(CORPORA / f"{name}.jsonl")]) for name in cycle(names))
    marks, claims = [], 0
    for number, reading in enumerate(read_claims(islice(endless, wanted)), 1):
        claims += len(reading.claims)
        if number % (wanted // 10) == 0:
            marks.append(resident())
            print(f"{number:8} statements  {claims:8} claims  {marks[-1]:6.0f} MiB", flush=True)
    sys.exit(int(marks[-1] > 1.1 * marks[1]))


if __name__ == "__main__":
    main()

"""How long does adding 100,000 statements to a ledger take, without extraction, and how much memory?

python benchmarks/ledger_add.py [STATEMENTS]
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reconcile.ledger import Sighting, opened, writable
from reconcile.sources import statements

WORDS = [
    *("ніч", "над", "областю", "збито", "ударних", "безпілотників", "противник", "повідомили"),
    *("у", "ході", "атаки", "протягом", "доби", "сили", "оборони", "на", "сході"),
]
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def write(path: Path, number: int) -> None:
    """Write made-up posts of the usual length, some 400 characters each."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for post in range(number):
            text = " ".join(chance.choices(WORDS, k=45)) + f" {chance.randrange(400)} із {chance.randrange(400)}"
            published = (NOW - timedelta(minutes=7 * post)).isoformat()
            file.write(
                json.dumps({"id": f"channel/{post}", "source": "channel", "published": published, "text": text}, ensure_ascii=False) + "\n"
            )


def peak() -> float:
    """Return the largest memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        source, file = Path(folder, "posts.jsonl"), Path(folder, "ledger.db")
        write(source, number)
        before = peak()
        for turn in ("first", "again"):
            begun = time.perf_counter()
            with writable(file) as ledger:
                added = ledger.add(statements(source), Sighting(NOW))
            took = time.perf_counter() - begun
            print(
                f"{turn}: {number:,} in {took:.1f} s, new {added.new:,}, known {added.known:,}; peak {peak():.0f} MB (before {before:.0f})"
            )
        begun = time.perf_counter()
        with opened(file) as ledger:
            count = sum(1 for _ in ledger.statements())
        sizes = [path.stat().st_size / 1e6 for path in (source, file)]
        print(f"read back: {count:,} in {time.perf_counter() - begun:.1f} s; JSON Lines {sizes[0]:.0f} MB, ledger {sizes[1]:.0f} MB")


if __name__ == "__main__":
    main()

"""How long does it take to reconcile 10,000 claims of one month? Under 10 seconds is the promise.

    python benchmarks/reconcile_month.py [CLAIMS]

The month is made up: each night the Air Force and the ministry report, outlets repeat both, some with a slip of the
pen, and evening windows lie inside the nights. The same claims in another order must give the same findings.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from reconcile.model import Claim, Count, Period, Span
from reconcile.places import codes
from reconcile.reconciliation import check

MOSCOW = timezone(timedelta(hours=3))
START = datetime(2025, 10, 1, tzinfo=MOSCOW)
DAYS, LISTED, SLIPS = 30, 14, 0.03


def report(source: str, side: str, published: datetime, period: Period, figures: list[tuple[str, int, tuple[str, ...]]]) -> list[Claim]:
    """Return one statement's claims: a total first, then the parts of its list."""
    speaker = "the Air Force" if side == "UA" else "Минобороны"
    made, at = [], 0
    for number, (metric, count, regions) in enumerate(figures):
        quote = f"{count} {metric}"
        made.append(
            Claim(
                f"{source}/{published:%Y-%m-%dT%H:%M}",
                metric,
                Count(count, count),
                quote,
                Span(at, at + len(quote)),
                regions=regions,
                scope="part" if regions and number else "total",
                side=side,
                attacker="RU" if side == "UA" else "UA",
                period=period,
                speaker=speaker,
                source=source,
                published=published,
                within=0 if regions and number else None,
            )
        )
        at += len(quote) + 1
    return made


def month(outlets: int) -> Iterator[Claim]:
    """Yield a month's claims."""
    chance = random.Random(1)
    russian = [(code,) for code in codes("RU")[:40]]
    for day in range(DAYS):
        morning = START + timedelta(days=day, hours=8)
        eve = morning - timedelta(hours=12)
        launched, down = chance.randint(60, 500), chance.randint(20, 55)
        jammed = launched - down - chance.randint(0, 5)
        own = [("launched", launched, ()), ("intercepted", down, ()), ("jammed", jammed, ())]
        night = Period("night", eve)
        window = Period("window", eve, morning - timedelta(hours=1))
        parts = [("intercepted", chance.randint(1, 30), region) for region in chance.sample(russian, LISTED)]
        total = sum(count for _, count, _ in parts)
        yield from report("kpszsu", "UA", morning, night, own)
        yield from report("mod_russia", "RU", morning, window, [("intercepted", total, ()), *parts])
        evening = Period("window", eve, eve + timedelta(hours=3))
        yield from report("mod_russia", "RU", eve + timedelta(hours=4), evening, [("intercepted", parts[0][1] // 2, ())])
        for outlet in range(outlets):
            when = morning + timedelta(minutes=5 + outlet)
            for side, period, figures in (("UA", Period("night"), own), ("RU", window, [("intercepted", total, ()), *parts])):
                told = [(metric, count + (chance.random() < SLIPS), regions) for metric, count, regions in figures]
                yield from report(f"outlet{outlet}", side, when, period, told)


def main() -> int:
    """Measure once, print, and exit with 1 where the promise is broken."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    claims = list(month(wanted // (DAYS * (LISTED + 4))))[:wanted]
    started = time.process_time()
    findings = check(claims)
    seconds = time.process_time() - started
    random.Random(2).shuffle(claims)
    same = check(claims) == findings
    print(f"{len(claims)} claims of one month: {seconds:.1f} s, {len(findings)} findings, the same in another order: {same}")
    print(
        ", ".join(
            f"{count} {severity} {kind}" for (severity, kind), count in sorted(Counter((f.severity, f.kind) for f in findings).items())
        )
    )
    return int(seconds >= 10 or not same)


if __name__ == "__main__":
    raise SystemExit(main())

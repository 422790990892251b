"""Which outlets' repeats of a ministry's posts differ from the posts, and which reports match none?

python benchmarks/relays.py ../shared/corpora/ru_news_2025-10.jsonl ../shared/corpora/mod_russia.jsonl
"""

from __future__ import annotations

import sys

from reconcile.model import Claim
from reconcile.reading import read_claims
from reconcile.reconciliation import check
from reconcile.reconciliation.exits import linked
from reconcile.reconciliation.neighbours import owned
from reconcile.reconciliation.relays import relay_of
from reconcile.reconciliation.reports import reports
from reconcile.sources import Defaults, read


def main() -> int:
    """Match every report that credits a body with the body's own statements; print what differs and what matches nothing."""
    readings = list(read_claims(read(sys.argv[1:], Defaults())))
    claims: list[Claim] = [claim for reading in readings for claim in reading.claims]
    told = [report for report in reports(linked(claims)) if not report.kind]
    by_body = owned(told)
    relayed = [report for report in told if not report.own and report.body is not None and report.body.key in by_body]
    matched = {report.statement_id: relay.own.statement_id for report in relayed if (relay := relay_of(report, by_body[report.body.key]))}
    for report in relayed:
        if report.statement_id not in matched:
            figures = ", ".join(f"{claim.metric} {claim.count}" for claim in report.claims[:3])
            print(f"no post: {report.statement_id} {report.published} {figures}")
    differ = [finding for finding in check(claims, [reading.statement for reading in readings]) if finding.kind == "misquote"]
    for finding in differ:
        print(
            f"differs: {finding.severity} by {finding.by}: {finding.balance} ({', '.join(claim.statement_id for claim in finding.claims)})"
        )
    print(f"{len(relayed)} reports credit a body whose posts are at hand, {len(matched)} match one, {len(differ)} figures differ")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How do the week's findings read as ClaimReview, the form in which fact-checkers publish?"""

from __future__ import annotations

import json
from typing import Any

from reconcile.model import Claim, Finding
from reconcile.report.evidence import Evidence
from reconcile.report.voices import name_of
from reconcile.report.week import Week
from reconcile.report.words import balance_words, claim_words

__all__ = ["claim_reviews"]

# Ratings say whether the figures can be true together, never which side is right; 1 is the worst of 5.
_RATINGS = {
    "impossible": (1, "The figures cannot all be true"),
    "inconsistent": (2, "The figures cannot all be true, as usually read"),
    "suspicious": (3, "The figures should be checked"),
}


def claim_reviews(evidence: Evidence, week: Week, address: str = "") -> str:
    """Return the week's findings above a note as JSON-LD; `url` is the finding's place on the report's page below that address.

    The text is safe inside an HTML script element: no "<", ">" or "&" stands in it.
    """
    graph = []
    number = 0
    for finding in sorted(evidence.found_in(week), key=lambda one: list(_RATINGS).index(one.severity) if one.severity in _RATINGS else 9):
        if finding.severity != "note" or finding.kind == "revision":
            number += 1
        if finding.severity in _RATINGS:
            graph.append(_review(finding, evidence, f"{address}index.html#f{number}"))
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"


def _review(finding: Finding, evidence: Evidence, url: str) -> dict[str, Any]:
    value, words = _RATINGS[finding.severity]
    appearances = [_appearance(key, evidence) for key in dict.fromkeys(claim.statement_id for claim in finding.claims)]
    return {
        "@type": "ClaimReview",
        "url": url,
        "claimReviewed": "; ".join(_said(claim) for claim in finding.claims),
        "author": {"@type": "Organization", "name": "reconcile"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": name_of(finding.claims[0].source)},
            "appearance": appearances,
        },
        "reviewRating": {"@type": "Rating", "ratingValue": value, "bestRating": 5, "worstRating": 1, "alternateName": words},
        "reviewBody": balance_words(finding),
    }


def _said(claim: Claim) -> str:
    return f"{name_of(claim.source)}: “{' '.join(claim.quote.split())}” ({claim_words(claim)})"


def _appearance(key: str, evidence: Evidence) -> dict[str, Any]:
    statement = evidence.sources[key].statement
    made: dict[str, Any] = {"@type": "CreativeWork", "identifier": key}
    if statement.url and statement.url.startswith(("http://", "https://")):
        made["url"] = statement.url
    if statement.published:
        made["datePublished"] = statement.published.isoformat()
    if statement.restates:
        made["abstract"] = f"Restatement of published figures, not a quotation: {statement.restates}"
    return made

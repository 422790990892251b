"""The article that the project began with: every claim, nothing from its furniture, and what cannot be true in it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reconcile.reading import read_claims
from reconcile.reconciliation import check
from reconcile.sources import Defaults, read

ARTICLE = Path(__file__).parent.parent.parent / "shared" / "seed" / "guardian-2024-11-16.txt"
pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the seed article of ../shared is not here")


@pytest.fixture(scope="module")
def article():
    (reading,) = read_claims(read([str(ARTICLE)], Defaults(source="guardian", published=datetime(2024, 11, 16, 18, 16, tzinfo=UTC))))
    return reading


def test_it_makes_seven_claims_and_no_more(article):
    said = [(c.metric, c.model, str(c.count), c.regions, c.scope, c.side, c.attacker) for c in article.claims]
    assert said == [
        ("neutralized", None, "0..12", ("UA-30",), "total", "UA", "RU"),
        ("launched", "shahed", "83", (), "total", "UA", "RU"),
        ("intercepted", None, "55", (), "total", "UA", "RU"),
        ("jammed", None, "30", (), "total", "UA", "RU"),
        ("intercepted", None, "35", (), "total", "RU", "UA"),
        ("intercepted", None, "20", ("RU-KRS",), "part", "RU", "UA"),
        ("intercepted", None, "11", ("RU-BRY",), "part", "RU", "UA"),
    ]


def test_the_parts_outnumber_the_whole_by_two_and_three_figures_could_mend_it(article):
    (excess,) = [finding for finding in check(article.claims, [article.statement]) if finding.kind == "excess"]
    assert (excess.severity, excess.by) == ("impossible", 2)
    assert excess.balance == "55 intercepted + 30 jammed = 85, of 83 launched"
    assert {str(mend) for mend in excess.mended_by} == {"launched 85..", "intercepted ..53", "jammed ..28"}


def test_four_of_the_thirty_five_are_over_no_named_region(article):
    (short,) = [finding for finding in check(article.claims, [article.statement]) if finding.kind == "unattributed"]
    assert (short.severity, short.by) == ("note", 4)


def test_up_to_a_dozen_over_kyiv_contradicts_nothing(article):
    dozen = article.claims[0]
    assert not [finding for finding in check(article.claims, [article.statement]) if dozen in finding.claims]


def test_with_the_week_s_own_statements_the_misquote_and_the_whole_of_the_35_are_named(article):
    week = Path(__file__).parent.parent / "data" / "2024-W46"
    own = list(read_claims(read([str(week / "airforce.uk.jsonl"), str(week / "ministry.ru.jsonl")], Defaults())))
    claims = [claim for reading in (article, *own) for claim in reading.claims]
    found = check(claims, [reading.statement for reading in (article, *own)])
    grave = [finding for finding in found if finding.severity != "note"]
    assert [(finding.severity, finding.kind, finding.by) for finding in grave] == [
        ("impossible", "excess", 2),
        ("impossible", "misquote", 2),
    ]
    excess, misquote = grave
    assert excess.explanations[0] == "the Air Force's own statement gives 53 intercepted"
    assert misquote.balance == "55 intercepted in guardian, 53 in the Air Force's own statement"
    (short,) = [finding for finding in found if finding.kind == "unattributed" and finding.claims[0] in article.claims]
    assert short.by == 4
    assert short.explanations[0].startswith("the speaker's own statements: 34 + 1 = 35; beyond the places named here ")
    assert short.explanations[0].endswith("which accounts for all 4")

"""What a notebook shows: claims marked in their text, findings with their sentences, and what would follow if."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from reconcile import explore
from reconcile.attacks import group
from reconcile.extraction import extract
from reconcile.model import Count, ReconcileError, Statement
from reconcile.reconciliation import check

POST = Statement(
    "outlet/1",
    "Russia launched 60 drones at Ukraine overnight, Ukraine's air force said. It said 41 were shot down and 25 were jammed.",
    "outlet",
    datetime(2025, 3, 5, 7, tzinfo=UTC),
)
CLAIMS = extract(POST)
FINDING = check(CLAIMS, [POST])[0]


def test_a_statement_shows_its_claims_marked_in_its_text():
    shown = POST._repr_html_()
    assert shown.count("<mark") == len(CLAIMS) == 3
    assert ">60 drones</mark>" in shown
    assert 'title="60 drone launched"' in shown


def test_claims_attacks_and_findings_show_themselves():
    assert "<b>60</b>" in CLAIMS[0]._repr_html_()
    (attack,) = group(CLAIMS)
    assert "Attack by RU" in attack._repr_html_()
    assert attack._repr_html_().count("<mark") == 3
    shown = FINDING._repr_html_()
    assert FINDING.balance in shown
    assert all(str(mend) in shown for mend in FINDING.mended_by)


def test_the_sentences_of_a_finding_stand_side_by_side():
    shown = str(explore.sentences(FINDING, [POST]))
    assert "It said " in shown
    assert shown.count("flex:1") == 1
    assert "25 were" in str(explore.sentences(FINDING, []))


def test_a_text_can_be_marked_with_some_of_its_claims():
    assert str(explore.marked(POST, CLAIMS[:1])).count("<mark") == 1


def test_hostile_words_are_shown_and_do_nothing():
    evil = "<script>alert(1)</script> \x1b[31m \u202e"
    text = f"{evil} Russia launched 60 drones overnight, the air force said. It said 41 were shot down and 25 were jammed. {evil}"
    statement = Statement(f"{evil}/1", text, evil, POST.published, restates=evil)
    claims = extract(statement)
    shown = [statement, *claims, *group(claims), *check(claims, [statement])]
    for markup in (*(one._repr_html_() for one in shown), str(explore.sentences(check(claims, [statement])[0], [statement]))):
        assert "<script" not in markup
        assert not {"\x1b", "\u202e"} & set(markup)


def test_with_another_count_the_finding_goes_or_stays():
    launched = next(claim for claim in CLAIMS if claim.metric == "launched")
    assert not [one for one in explore.suppose(CLAIMS, launched, 66, [POST]) if one.severity == "impossible"]
    assert [one.by for one in explore.suppose(CLAIMS, launched, Count(61, 61), [POST]) if one.severity == "impossible"] == [5]
    with pytest.raises(ReconcileError, match="not among"):
        explore.suppose(CLAIMS[1:], launched, 66)


def test_readings_tell_under_which_way_to_take_the_words_claims_hold():
    table = explore.readings(CLAIMS).set_index("loosened").holds
    assert not table["usual"]
    assert not table["every"]
    about = extract(Statement("o/2", POST.text.replace("60", "about 60").replace("25", "35"), "outlet", POST.published))
    table = explore.readings(about).set_index("loosened").holds
    assert not table["usual"]
    assert table["approximate"]
    assert table["every"]


def test_rows_of_a_frame_become_statements():
    frame = pd.DataFrame({"message": ["a", None], "published": ["2025-03-01T07:00+03:00", None], "source": ["x", None]})
    first, second = explore.statements_of(frame, {"text": "message"})
    assert (first.id, first.text, first.source) == ("0", "a", "x")
    assert first.published == datetime(2025, 3, 1, 4, tzinfo=UTC)
    assert (second.text, second.source, second.published) == ("", "", None)
    with pytest.raises(ReconcileError, match="no column 'text'"):
        explore.statements_of(frame)
    with pytest.raises(ReconcileError, match="row 0, published"):
        explore.statements_of(pd.DataFrame({"text": ["a"], "published": ["soon"]}))

"""The marked notation: text and claims written as one."""

import pytest

from reconcile.extraction import extract
from reconcile.extraction.marked import expected, mark, parse
from reconcile.model import ReconcileError, Statement


def test_marks_are_parsed_with_their_spans():
    text, marks = parse("збито [двадцять шість дронів|intercepted 26], ще [30|jammed 30 part] – втрачені")
    assert text == "збито двадцять шість дронів, ще 30 – втрачені"
    assert [(said.quote, said.metric, said.count, said.scope) for said in marks] == [
        ("двадцять шість дронів", "intercepted", "26", "total"),
        ("30", "jammed", "30", "part"),
    ]
    assert all(said.span.of(text) == said.quote for said in marks)


def test_marks_nest():
    text, marks = parse("downed [41 of [42 drones|launched 42]|intercepted 41]")
    assert text == "downed 41 of 42 drones"
    assert {said.quote for said in marks} == {"41 of 42 drones", "42 drones"}


def test_one_quote_may_carry_two_claims():
    _, marks = parse("[all 13 drones|launched 13; intercepted 13]")
    assert [said.metric for said in marks] == ["intercepted", "launched"]


@pytest.mark.parametrize(
    "broken", ["[5 drones|intercepted 5", "[5 drones]", "[5 drones|shot 5]", "[5|intercepted five]", "[5|intercepted 5 over]"]
)
def test_a_broken_mark_says_what_is_wrong(broken):
    with pytest.raises(ReconcileError):
        parse(broken)


def test_marking_and_parsing_are_inverse():
    text = "Air defences [see map] downed 20 drones, the ministry said."
    statement = Statement("s", text, lang="en")
    claims = extract(statement)
    assert claims
    back, marks = parse(mark(text, claims))
    assert back == text
    assert list(marks) == sorted(expected(claim) for claim in claims)


@pytest.mark.parametrize(
    "text", ["a\\|b", "a\\[b", "\\", "5 drones | shot down", "Air defences downed 20 drones | the ministry \\ said [1]."]
)
def test_brackets_bars_and_backslashes_of_the_text_survive(text):
    assert parse(mark(text, extract(Statement("s", text, lang="en"))))[0] == text

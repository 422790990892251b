"""Texts made to break it: odd characters, endless lists, huge numbers; time grows with the text and nothing is run."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile import reading
from reconcile.extraction import explain, extract
from reconcile.model import Statement
from reconcile.reading import read_claims

PIECES = [
    *("20 drones", " were shot down", "сбиты ", "двадцать восемь ", "БПЛА ", "над территорией Курской области", ", ", ". ", "\n", " – ", "по два "),
    *("збито/подавлено ", "104-ма ударними БпЛА ", "із них ", "на 7 локаціях", "У ніч на 31 лютого", "станом на 25:61", "(", ")", "«", "**", "\u00ad"),
    *("1" * 40, "٣٤ ", "２０ drones ", "e\u0301", "\u202e", "\x00", "\ud7ff", "🛸", "<script>", "=1+1", "' OR 1=1", "\\", "[", "|", "]"),
]


def claims_hold(statement):
    for claim in extract(statement):
        assert claim.span.of(statement.text) == claim.quote
        assert claim.count.high is None or claim.count.low <= claim.count.high


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40), st.sampled_from(["", "kpszsu", "mod_russia"]))
def test_any_mixture_of_pieces_is_read_with_true_quotes(pieces, source):
    claims_hold(Statement("s", "".join(pieces), source, datetime(2024, 12, 31, 23, 59, tzinfo=UTC)))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text):
    claims_hold(Statement("s", text + " 20 drones were shot down"))


def test_lone_surrogates_do_no_harm():
    claims_hold(Statement("s", "\ud800 сбиты 20 дронов \udfff"))


LONG = {
    "number words": "двадцать восемь тридцать пять ",
    "digits": "1 000 000 ",
    "drones without an end": "20 drones, ",
    "one list": "пять – над Курской областью, ",
    "brackets": "((((((((((",
    "nested portions": "20 of 30 of 40 drones ",
    "hours": "с 20.00 22 мая до 7.00 23 мая т.г. ",
    "adjectives": "ударных вражеских украинских беспилотных ",
    "places": "Курской, Белгородской, Брянской, ",
    "speakers": "said the governor of the Tula region, ",
    "outcomes": "shot down and jammed or destroyed, ",
    "no blank": "бпла20",
    "items": "\n▪️ 5 БПЛА – над территорией Курской области,",
    "model numbers": "Shahed-136/131 Х-101/Х-555 ",
}


def seconds(text):
    start = time.process_time()
    extract(Statement("s", text, "mod_russia", datetime(2025, 5, 22, tzinfo=UTC)))
    return time.process_time() - start


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_the_text_and_not_faster(name):
    piece = LONG[name]
    head = "Сбиты 40 БПЛА: " if name != "speakers" else "Russia launched 20 drones, "
    few, many = head + piece * (6_000 // len(piece)), head + piece * (60_000 // len(piece))
    seconds(few)
    # Ten times the text may take some more than ten times as long on a busy machine; squared it would be a hundred.
    assert min(seconds(many) for _ in range(2)) < 35 * max(min(seconds(few) for _ in range(3)), 0.01)


@pytest.mark.slow()
def test_ten_megabytes_on_one_line_are_read():
    text = "Сбиты 5 БПЛА над Курской областью, " * 300_000
    assert len(text) > 10_000_000
    assert extract(Statement("s", text, "mod_russia"))


def test_a_huge_number_is_no_count():
    assert not extract(Statement("s", f"Air defences shot down {10**30} drones over Ukraine.", lang="en"))


def test_a_slow_statement_is_reported_and_the_others_are_read(monkeypatch):
    def slow(statement):
        if statement.id == "slow":
            while True:
                pass
        return extract(statement)

    monkeypatch.setattr(reading, "SECONDS", 0.2)
    monkeypatch.setattr(reading, "extract", slow)
    text = "Сбиты 20 украинских дронов."
    late = [(r.statement.id, r.late, len(r.claims)) for r in read_claims([Statement("slow", text), Statement("quick", text)])]
    assert late == [("slow", True, 0), ("quick", False, 1)]


def test_nothing_that_a_statement_says_is_run_or_opened(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("a statement made us open or run something")

    extract(Statement("warm", "Сбиты 20 дронов. 20 drones were shot down. Збито 20 дронів."))
    extract(Statement("warm", "20 drones were shot down over Kyiv, the air force said on Monday."))
    extract(Statement("warm", "Збито 20 ворожих дронів над Києвом, повідомили Повітряні сили у понеділок."))
    for name in ("builtins.open", "builtins.eval", "builtins.exec", "os.system", "socket.socket", "subprocess.Popen"):
        monkeypatch.setattr(name, refuse)
    explain(Statement("s", "__import__('os').system('id') ${jndi:ldap://x} file:///etc/passwd сбиты 20 дронов {{7*7}}"))

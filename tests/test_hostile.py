"""Texts made to break it: odd characters, endless lists, huge numbers; time grows with the text and nothing is run."""

import json
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile import reading
from reconcile.attacks import group
from reconcile.cli import main
from reconcile.extraction import explain, extract
from reconcile.model import Statement
from reconcile.reading import read_claims
from reconcile.reconciliation import check
from reconcile.sources import SourceError, read

PIECES = [
    *(
        "20 drones",
        " were shot down",
        "сбиты ",
        "двадцать восемь ",
        "БПЛА ",
        "над территорией Курской области",
        ", ",
        ". ",
        "\n",
        " – ",
        "по два ",
    ),
    *(
        "збито/подавлено ",
        "104-ма ударними БпЛА ",
        "із них ",
        "на 7 локаціях",
        "У ніч на 31 лютого",
        "станом на 25:61",
        "(",
        ")",
        "«",
        "**",
        "\u00ad",
    ),
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


def test_digits_that_python_does_not_know_yet_do_no_harm():
    claims_hold(Statement("s", "\U000116d0 \U000116d0,\U000116d0 thousand 20 drones were shot down"))


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


@pytest.mark.parametrize("piece", ["Минобороны, 20 БПЛА Украины сбиты, ", "Зеленський – 20 дронів збито, РФ "])
def test_a_sentence_of_many_speakers_and_figures_is_asked_once_who_speaks(piece):
    # Eight times the sentence, the longest there is; asked anew for each figure and each speaker it took four hundred times as long.
    few, many = piece * (450 // len(piece)), piece * (3_600 // len(piece))
    seconds(few)
    assert min(seconds(many) for _ in range(2)) < 80 * max(min(seconds(few) for _ in range(3)), 0.003)


@pytest.mark.slow
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


# --- crashes that the fuzzers found


def test_a_table_without_a_row_is_one_clear_line(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xa2\xa0")
    (tmp_path / "b.csv").write_bytes(b"\n\n")
    for path in tmp_path.iterdir():
        with pytest.raises(SourceError) as caught:
            list(read([path]))
        assert "\n" not in str(caught.value)
        assert str(path) in str(caught.value)


def test_a_feed_whose_tags_do_not_close_is_one_clear_line(tmp_path):
    (tmp_path / "a.xml").write_text('<?xml version="1.0"?>\n<rss ><channel<item<link></entry\n</link>', encoding="utf-8")
    with pytest.raises(SourceError, match="no feed that can be read") as caught:
        list(read([tmp_path / "a.xml"]))
    assert "\n" not in str(caught.value)


def test_line_ends_in_the_names_of_columns_do_not_break_the_one_line(tmp_path):
    (tmp_path / "a.csv").write_text('when;"Over the\nregion";1200\n1;2;3\n', encoding="utf-8")
    with pytest.raises(SourceError, match="has no column of text") as caught:
        list(read([tmp_path / "a.csv"]))
    assert "\n" not in str(caught.value)


ZONES = [timezone(timedelta(hours=14)), UTC, timezone(-timedelta(hours=12)), None]
NIGHT = "Сбиты 20 беспилотников: 12 – над Курской областью, 9 – над Брянской областью. Около 08.10 мск сбит один дрон."
OVERNIGHT = "Russia launched 60 drones overnight; 41 were shot down and 25 jammed, the air force said on Monday."


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("end", [datetime.min, datetime.max])
@pytest.mark.parametrize("text", [NIGHT, OVERNIGHT])
def test_the_first_and_the_last_day_of_the_calendar_are_days_like_others(end, zone, text):
    statement = Statement("s", text, "mod_russia" if text is NIGHT else "guardian", end.replace(tzinfo=zone))
    claims = extract(statement)
    assert claims
    assert {claim for attack in group(claims) for claim in attack.claims} == set(claims)
    assert [finding.by for finding in check(claims, [statement]) if finding.kind == "excess"] == ([1] if text is NIGHT else [6])


# --- the command line and files that mean ill


def said(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return stop.value.code, captured.out, captured.err


def test_a_time_outside_all_reports_is_one_clear_line(capsys, tmp_path):
    (tmp_path / "a.txt").write_text(OVERNIGHT, encoding="utf-8")
    status, out, err = said(capsys, "check", tmp_path / "a.txt", "--published", "9999-12-31T23:59-12:00")
    assert (status, out) == (2, "")
    assert "outside the years 1900 to 2199" in err


CODES = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202e\u2066"


def test_codes_in_the_names_and_words_of_files_do_not_reach_the_terminal_with_an_error(capsys, tmp_path):
    (tmp_path / f"{CODES}.csv").write_text(f"when;{CODES}\n1;2\n", encoding="utf-8")
    status, _, err = said(capsys, "extract", tmp_path)
    assert status == 2
    assert "has no column of text" in err
    assert not set(CODES[:1] + "\x07\x9b\u202e\u2066") & set(err)


@pytest.mark.parametrize("command", [["extract"], ["extract", "--unclaimed"], ["check"], ["show"], ["explain"]])
def test_codes_in_any_field_do_not_reach_the_terminal(capsys, tmp_path, command):
    record = {name: CODES + name for name in ("id", "source", "title", "url", "restates")} | {
        "text": f"{OVERNIGHT} {CODES} 7 drones {CODES}"
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    status, out, err = said(capsys, *command, tmp_path / "a.jsonl")
    assert status in (0, 1)
    assert out
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(out + err)


@pytest.mark.parametrize("command", [["explain"], ["extract", "--unclaimed"]])
def test_a_statement_given_up_is_not_tried_again_without_a_limit(capsys, monkeypatch, tmp_path, command):
    def refuse(statement):
        raise AssertionError("read again")

    (tmp_path / "a.txt").write_text(OVERNIGHT, encoding="utf-8")
    monkeypatch.setattr(reading, "_read", lambda statement: reading.Reading(statement, (), late=True))
    monkeypatch.setattr("reconcile.extraction.explain", refuse)
    status, _, err = said(capsys, *command, tmp_path / "a.txt")
    assert status == 0
    assert "took too long" in err


# --- what texts may hold


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Сбиты ２０ дронов.", [(20, 20)]),
        ("٣٤ drones were shot down.", [(34, 34)]),
        ("Russia launched 60 drones. Збито 20 ворожих дронів. Сбиты 30 дронов.", None),
    ],
)
def test_other_digits_and_mixed_languages_are_read_truly_or_not_at_all(text, counts):
    claims = extract(Statement("s", text))
    assert all(claim.span.of(text) == claim.quote for claim in claims)
    assert [(claim.count.low, claim.count.high) for claim in claims] in ([], counts) or counts is None
    assert {claim.count.low for claim in claims} <= {20, 30, 34, 60}


@pytest.mark.parametrize("odd", ["\u0301", "\u202e", "\u2066", "\x00", "\ufeff", "\u200d", "\ud800"])
def test_odd_characters_in_a_text_leave_its_other_sentences_as_they_are(odd):
    text = f"Сбиты 20 дронов.\n\n{odd * 3}\n\nПодавлены 7 дронов."
    claims = extract(Statement("s", text, "mod_russia"))
    assert [(claim.metric, claim.count.low, claim.quote) for claim in claims] == [
        ("intercepted", 20, "20 дронов"),
        ("jammed", 7, "7 дронов"),
    ]


@pytest.mark.parametrize("number", ["1" * 31, "9" * 400, "1 000 000 000 000 000", "10,000,000,001"])
def test_a_number_beyond_all_counts_claims_nothing(number):
    assert not extract(Statement("s", f"The air force shot down {number} drones over Ukraine.", lang="en"))


@pytest.mark.parametrize("day", ["31 февраля", "0 мая", "99 мая", "30.02", "31.04.9999"])
def test_a_day_that_does_not_exist_is_no_time(day):
    claims = extract(Statement("s", f"В ночь на {day} сбиты 20 дронов.", "mod_russia", datetime(2025, 3, 3, tzinfo=UTC)))
    assert [claim.count.low for claim in claims] == [20]
    assert all(claim.period.start is None or claim.period.start.year in (2024, 2025) for claim in claims)

"""A ledger keeps every version of every statement, what was read from it, and never half of anything."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from reconcile.cli.ledger import add_command, export_command, load_command, reextract_command, search_command
from reconcile.ledger import (
    Extractor,
    LedgerError,
    Sighting,
    decide,
    export,
    extractor_version,
    finding_id,
    load,
    opened,
    record_findings,
    reextract,
    writable,
)
from reconcile.model import Claim, Count, Finding, Period, Span, Statement
from reconcile.sources import SourceError, read

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
POST = Statement("ch/1", "Збито 26 дронів над Києвом.", "ch", NOON, "uk", url="https://t.me/ch/1")
OTHER = Statement("ch/2", "Знищено сім дронів.", "ch", NOON, "uk")


def number_reader(version: str, shift: int = 0) -> Extractor:
    """Return an extractor that reads one claim from the first number in digits, and one from the word for seven or eight."""

    def extract(statement: Statement) -> tuple[Claim, ...]:
        words = {"сім": 7, "вісім": 8}
        for word in statement.text.replace(".", " ").split():
            figure = int(word) if word.isdecimal() else words.get(word)
            if figure is not None:
                start = statement.text.index(word)
                span = Span(start, start + len(word))
                common = {"source": statement.source, "published": statement.published, "regions": ("UA-30",)}
                return (Claim(statement.id, "intercepted", Count(figure + shift, figure + shift), word, span, **common),)
        return ()

    return Extractor(extract, version)


def content(path: Path) -> list[tuple[object, ...]]:
    """Return all that a ledger holds but when things were last seen, and the runs."""
    with sqlite3.connect(path) as connection:
        tables = "SELECT statement, number, hash, text, change, first_seen, reading FROM version ORDER BY key", "SELECT * FROM claim"
        return [row for query in tables for row in connection.execute(query)]


# --- adding


def test_what_is_added_comes_back_the_same(tmp_path: Path) -> None:
    odd = Statement("x", 'a\x00b "\u202e🔥\u00ad\n', published=datetime.fromisoformat("2025-01-01T00:00+05:30"), title="t", restates="r")
    with writable(tmp_path / "l.db") as ledger:
        assert ledger.add([POST, odd, OTHER], Sighting(NOON)).new == 3
    assert list(read(tmp_path / "l.db")) == [POST, odd, OTHER]


def test_adding_everything_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    statements = [POST, OTHER, replace(POST, text="Збито 27 дронів над Києвом.")]
    for at in (NOON, LATER):
        with writable(path) as ledger:
            added = ledger.add(statements, Sighting(at), number_reader("1"))
        if at == NOON:
            once = content(path)
    assert (added.new, added.edited, added.known) == (0, 0, 3)
    assert content(path) == once


@pytest.mark.parametrize(
    ("edited", "change"),
    [
        (replace(POST, text="Збито 27 дронів над Києвом."), "figures"),
        (replace(POST, text="Над Києвом збито 26 дронів!"), "wording"),
        (replace(POST, published=LATER), "details"),
    ],
)
def test_an_edit_is_a_new_version_and_says_what_changed(tmp_path: Path, edited: Statement, change: str) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON))
        added = ledger.add([edited], Sighting(LATER))
        versions = ledger.versions("ch/1")
        assert list(ledger.statements()) == [edited]
    assert added.edited == getattr(added, change) == 1
    assert [(version.statement, version.number, version.change) for version in versions] == [(POST, 1, None), (edited, 2, change)]
    assert [version.first_seen for version in versions] == [NOON, LATER]


def test_a_figure_changed_from_word_to_word_is_told_with_claims(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([OTHER], Sighting(NOON), number_reader("1"))
        added = ledger.add([replace(OTHER, text="Знищено вісім дронів.")], Sighting(LATER), number_reader("1"))
    assert (added.figures, added.wording) == (1, 0)


def test_a_scrape_that_says_less_is_no_edit(tmp_path: Path) -> None:
    less = Statement(POST.id, POST.text)
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON))
        assert ledger.add([less], Sighting(LATER)).known == 1
        assert list(ledger.statements()) == [POST]


def test_the_same_moment_in_another_zone_is_no_edit(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON))
        elsewhere = replace(POST, published=datetime.fromisoformat("2025-03-01T15:00+03:00"))
        assert ledger.add([elsewhere], Sighting(LATER)).known == 1


def test_an_old_file_does_not_bring_an_old_version_back_but_the_page_itself_does(tmp_path: Path) -> None:
    edited = replace(POST, text="Збито 27 дронів над Києвом.")
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST, edited], Sighting(NOON))
        ledger.add([POST], Sighting(LATER))
        assert list(ledger.statements()) == [edited]
        ledger.add([POST], Sighting(LATER, is_live=True))
        assert list(ledger.statements()) == [POST]
        assert len(ledger.versions("ch/1")) == 2


def test_a_ledger_knows_what_was_known_when(tmp_path: Path) -> None:
    edited = replace(POST, text="Збито 27 дронів над Києвом.")
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON))
        ledger.add([edited, OTHER], Sighting(LATER))
        moments = (NOON - timedelta(hours=1), NOON, LATER)
        assert [list(ledger.statements_at(moment)) for moment in moments] == [[], [POST], [edited, OTHER]]


def test_a_break_while_adding_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield POST
        raise KeyboardInterrupt

    with writable(tmp_path / "l.db") as ledger:
        with pytest.raises(KeyboardInterrupt):
            ledger.add(broken(), Sighting(NOON))  # type: ignore[arg-type]
        assert list(ledger.statements()) == []
        assert ledger.add([POST], Sighting(NOON)).new == 1


# --- claims


def test_claims_come_back_the_same_even_beyond_64_bits(tmp_path: Path) -> None:
    huge = Claim(
        "ch/1", "launched", Count(10**30, None, True), "26", Span(6, 8), source="ch", published=NOON, within=3, rule="r", doubt="odd"
    )
    night = Claim(
        "ch/1", "hit", Count(0, 2), "26", Span(6, 8), period=Period("night", NOON, LATER), as_of=LATER, reach=("UA-30",), source="ch"
    )
    night = replace(night, published=NOON)
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON), Extractor(lambda _: (huge, night), "1"))
        assert [(claim, claim.within, claim.rule) for claim in ledger.claims()] == [(huge, 3, "r"), (night, None, "")]


def test_statements_added_without_an_extractor_are_read_by_the_next(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON))
        assert list(ledger.claims()) == []
        assert list(reextract(ledger, number_reader("1"), LATER)) == []  # nothing differs from an earlier reading: there was none
        assert [claim.count.low for claim in ledger.claims()] == [26]


def test_an_upgrade_shows_what_it_reads_differently_and_keeps_the_earlier_reading(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST, Statement("ch/3", "Без чисел.")], Sighting(NOON), number_reader("1"))
        assert list(reextract(ledger, number_reader("1+same"), LATER)) == []
        (difference,) = reextract(ledger, number_reader("2", shift=1), LATER)
        assert ([claim.count.low for claim in difference.gone], [claim.count.low for claim in difference.new]) == ([26], [27])
        assert [claim.count.low for claim in ledger.claims()] == [27]
        kept = ledger.connection.execute("SELECT extractor_first, extractor_last FROM reading WHERE version = 1 ORDER BY key").fetchall()
    assert kept == [("1", "1+same"), ("2", "2")]


def test_a_reextraction_left_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST, OTHER], Sighting(NOON), number_reader("1"))
        differences = reextract(ledger, number_reader("2", shift=1), LATER)
        next(differences)
        differences.close()  # type: ignore[attr-defined]
        assert [claim.count.low for claim in ledger.claims()] == [26, 7]


def test_a_statement_given_up_is_not_one_without_claims(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON), Extractor(lambda _: None, "1"))
        list(reextract(ledger, number_reader("1"), LATER))
        assert [claim.count.low for claim in ledger.claims()] == [26]


def test_the_extractors_version_follows_its_files() -> None:
    assert extractor_version().startswith("0.")
    assert len(extractor_version().partition("+")[2]) == 10


# --- findings


def finding(by: int = 2) -> Finding:
    claim = Claim("ch/1", "launched", Count(26, 26), "26", Span(6, 8), source="ch")
    return Finding("excess", "impossible", "RU", NOON, LATER, by, "28 of 26", (claim,))


def test_a_decision_stays_with_its_finding_through_later_checks(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        record_findings(ledger, [finding()], NOON)
        assert decide(ledger, finding_id(finding())[:5], ("dismissed", "corrected since"), LATER) == finding_id(finding())
        record_findings(ledger, [finding(by=3)], LATER)
        rows = ledger.connection.execute("SELECT id, kind, verdict, note, first_found, last_found FROM findings").fetchall()
        assert rows == [(finding_id(finding()), "excess", "dismissed", "corrected since", NOON.isoformat(), LATER.isoformat())]
        record_findings(ledger, [], LATER)
        assert ledger.connection.execute("SELECT count(*) FROM findings").fetchone() == (0,)


def test_a_decision_about_nothing_is_an_error(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger, pytest.raises(LedgerError, match="no finding has an id that begins with 'abcd'"):
        decide(ledger, "abcd", ("open", ""), NOON)


# --- looking


def test_words_find_the_latest_versions(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST, OTHER, replace(OTHER, text="Знищено вісім ракет.")], Sighting(NOON))
        assert [statement.id for statement in ledger.search("києв*")] == ["ch/1"]
        assert list(ledger.search("сім")) == []  # that version is no longer said
        with pytest.raises(LedgerError, match="cannot be searched for"):
            list(ledger.search('"'))


def test_pandas_opens_a_ledger_as_it_is(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST, OTHER, replace(POST, text="Збито 27 дронів.")], Sighting(NOON), number_reader("1"))
    with sqlite3.connect(tmp_path / "l.db") as connection:
        claims = pd.read_sql("SELECT * FROM claims", connection)
        edits = pd.read_sql("SELECT * FROM edits", connection)
    assert sorted(claims["low"]) == [7, 27]
    assert list(claims["regions"]) == ['["UA-30"]'] * 2
    assert list(edits[["id", "change"]].itertuples(index=False, name=None)) == [("ch/1", "figures")]


def test_a_ledger_is_one_file(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON))
    assert [path.name for path in tmp_path.iterdir()] == ["l.db"]


# --- export


def test_an_export_makes_the_same_ledger_again(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST, OTHER], Sighting(NOON), number_reader("1"))
        ledger.add([replace(POST, text="Збито 27 дронів.")], Sighting(LATER), number_reader("1"))
        list(reextract(ledger, number_reader("2", shift=1), LATER))
        record_findings(ledger, [finding()], LATER)
        decide(ledger, finding_id(finding()), ("confirmed", "<b>&"), LATER)
        lines = list(export(ledger))
        kept = list(ledger.claims()), [ledger.versions(name) for name in ("ch/1", "ch/2")]
    with writable(tmp_path / "copy.db") as copy:
        assert load(copy, lines, "lines") == 2
        assert list(export(copy)) == lines
        assert (list(copy.claims()), [copy.versions(name) for name in ("ch/1", "ch/2")]) == kept
        assert [statement.id for statement in copy.search("збито")] == ["ch/1"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda lines: [*lines[:3], lines[3][:20]], "line 4: is cut off or damaged"),
        (lambda lines: lines[1:], "line 1: is no export"),
        (lambda lines: [*lines, '{"table": "sqlite_master", "sql": "x"}'], "is no row of a ledger"),
        (lambda lines: [*lines, '{"table": "claim", "metric\\") --": 1}'], "is no row of a ledger"),
        (lambda lines: [*lines, lines[2]], "does not fit the rows before it"),
    ],
)
def test_a_damaged_export_loads_nothing(tmp_path: Path, spoil: Callable[[list[str]], list[str]], said: str) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST, OTHER], Sighting(NOON))
        lines = list(export(ledger))
    with writable(tmp_path / "copy.db") as copy:
        with pytest.raises(LedgerError, match=said):
            load(copy, spoil(lines), "lines")
        assert copy.is_empty()


# --- breaks


def test_a_full_disk_says_so_and_adds_nothing(tmp_path: Path) -> None:
    many = [replace(POST, id=f"ch/{number}", text="дрон " * 500) for number in range(200)]
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON))
        ledger.connection.execute("PRAGMA max_page_count = 60")
        with pytest.raises(LedgerError, match="the disk is full; nothing was added"):
            ledger.add(many, Sighting(LATER))
    assert list(read(tmp_path / "l.db")) == [POST]


def test_a_read_only_ledger_says_so_and_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with writable(path) as ledger:
        ledger.add([POST], Sighting(NOON))
    path.chmod(0o444)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    reading, writing = ("opened", "print(len(list(ledger.statements())))"), ("writable", "ledger.add([S('a', 'b')], Sighting(now))")
    said = []
    for how, what in (reading, writing):
        script = f"""if True:
            import os, sys
            from datetime import UTC, datetime
            from reconcile.ledger import LedgerError, Sighting, opened, writable
            from reconcile.model import Statement as S
            now = datetime(2025, 1, 1, tzinfo=UTC)
            if os.getuid() == 0:  # to root nothing is read-only
                os.setuid(65534)
            try:
                with {how}({str(path)!r}) as ledger:
                    {what}
            except LedgerError as problem:
                print(problem)
        """
        said.append(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)
    assert said[0] == "1\n"
    assert "is read-only; nothing was added" in said[1]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_text("Збито 3 дрони. " * 100), "is no SQLite database"),
        (lambda path: sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.commit(), "no ledger of reconcile"),
        (lambda path: path.mkdir(), "cannot be opened"),
    ],
)
def test_what_is_no_ledger_is_left_alone(tmp_path: Path, make: Callable[[Path], object], said: str) -> None:
    make(tmp_path / "l.db")
    before = (tmp_path / "l.db").read_bytes() if (tmp_path / "l.db").is_file() else None
    with pytest.raises(LedgerError, match=said), writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON))
    assert before is None or (tmp_path / "l.db").read_bytes() == before


def test_a_ledger_of_a_later_layout_is_not_touched(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match="written by a later version"), writable(tmp_path / "l.db"):
        pass
    with pytest.raises(SourceError, match="written by a later version"):
        list(read(tmp_path / "l.db"))


ADDING = """if True:
    import sys
    from datetime import UTC, datetime
    from reconcile.ledger import Sighting, writable
    from reconcile.model import Statement
    path, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    print("ready", flush=True)
    with writable(path) as ledger:
        posts = (Statement(f"ch/{n}", f"Збито {n} дронів. " * 20) for n in range(first, last))
        ledger.add(posts, Sighting(datetime(2025, 1, 1, tzinfo=UTC)))
"""


def seconds_to_add(path: Path) -> float:
    """Return how long this machine takes to add unhindered, so that kills fall inside it on a fast machine and a slow one."""
    process = subprocess.Popen([sys.executable, "-c", ADDING, str(path), "10", "4010"], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    start = time.monotonic()
    process.wait()
    process.stdout.close()
    return time.monotonic() - start


def kill_while_adding(folder: Path, times: int) -> list[int]:
    """Kill a process that adds 4,000 statements, again and again at moments drawn by lot; return how many it left each time."""
    path, chance, left = folder / "l.db", random.Random(11), []
    with writable(path) as ledger:
        ledger.add([POST], Sighting(NOON))
    whole = seconds_to_add(folder / "measure.db")
    for _ in range(times):
        process = subprocess.Popen([sys.executable, "-c", ADDING, str(path), "10", "4010"], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(chance.uniform(0.0, whole))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, 9)
            process.wait()
        process.stdout.close()
        with opened(path) as ledger:
            assert ledger.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found = [statement.id for statement in ledger.statements()]
            assert ledger.connection.execute("SELECT count(*) FROM words WHERE words MATCH 'збито'").fetchone() == (len(found),)
        assert found[0] == "ch/1"
        left.append(len(found) - 1)
        if left[-1]:
            path.unlink()
            with writable(path) as ledger:
                ledger.add([POST], Sighting(NOON))
    with writable(path) as ledger:
        assert ledger.add([replace(POST, id=f"ch/{number}") for number in range(2, 12)], Sighting(NOON)).new == 10
    return left


def test_a_ledger_survives_being_killed(tmp_path: Path) -> None:
    assert set(kill_while_adding(tmp_path, 4)) <= {0, 4000}


@pytest.mark.slow
def test_a_ledger_survives_being_killed_fifty_times(tmp_path: Path) -> None:
    left = kill_while_adding(tmp_path, 50)
    assert set(left) <= {0, 4000}
    assert left.count(0) >= 10  # else no kill hit the middle of anything


def test_two_writers_at_once_do_no_harm(tmp_path: Path) -> None:
    path = str(tmp_path / "l.db")
    ranges = [("0", "600"), ("300", "900")]
    writers = [subprocess.Popen([sys.executable, "-c", ADDING, path, *bounds], stdout=subprocess.DEVNULL) for bounds in ranges]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with opened(path) as ledger:
        assert len(list(ledger.statements())) == 900
        assert ledger.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# --- the command line


def test_commands_add_search_export_and_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconcile.cli.ledger.reading_extractor", lambda: number_reader("1"))
    run = CliRunner()
    posts = tmp_path / "posts.jsonl"
    posts.write_text(
        "\n".join(json.dumps(statement.to_record(), ensure_ascii=False) for statement in (POST, OTHER)) + '\n{"id": "ch/9", "te'
    )
    ledger, copy, out = str(tmp_path / "l.db"), str(tmp_path / "copy.db"), str(tmp_path / "out.jsonl")
    added = run.invoke(add_command, [ledger, str(posts), "--no-extract"], standalone_mode=False)
    assert added.return_value == 2
    assert "2 statements: 2 new, 0 edited, 0 known already" in added.stdout
    assert "line 3: the JSON is cut off" in added.stderr
    assert run.invoke(search_command, [ledger, "знищено"]).stdout.startswith("ch/2\t2025-03-01 12:00\tЗнищено")
    assert run.invoke(export_command, [ledger, "-o", out]).exit_code == 0
    assert run.invoke(load_command, [copy, out]).stdout == "2 statements\n"
    plain = run.invoke(export_command, [copy, "--statements"]).stdout
    (tmp_path / "plain.jsonl").write_text(plain)
    assert list(read(tmp_path / "plain.jsonl")) == [POST, OTHER]
    assert "0 statements are read differently by 1" in run.invoke(reextract_command, [ledger, "--diff"]).stdout
    monkeypatch.setattr("reconcile.cli.ledger.reading_extractor", lambda: number_reader("2", shift=1))
    upgraded = run.invoke(reextract_command, [ledger, "--diff"]).stdout.splitlines()
    assert upgraded[:3] == ["ch/1", "  - intercepted drone 26 UA-30: 26", "  + intercepted drone 27 UA-30: 26"]


def test_a_ledger_is_not_added_to_itself(tmp_path: Path) -> None:
    with writable(tmp_path / "l.db") as ledger:
        ledger.add([POST], Sighting(NOON))
    result = CliRunner().invoke(add_command, [str(tmp_path / "l.db"), str(tmp_path / "l.db"), "--no-extract"], standalone_mode=False)
    assert result.return_value == 2
    assert "is the ledger itself" in result.stderr

"""The command line as a person meets it: exit codes, one clear line, standard input and output."""

import json
import sqlite3
import subprocess
import sys

import pytest

from reconcile.cli import COMMANDS, main

ARTICLE = (
    "Russia attacked Ukraine with 60 drones overnight, Ukraine's air force said. "
    "The air force said that 41 of the drones were shot down and another 25 were lost after electronic jamming."
)
POST = "Дежурными средствами ПВО сбиты девять украинских беспилотников над территорией Курской области."


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    captured = capsys.readouterr()
    return stop.value.code, captured.out, captured.err


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_extract_writes_records_whose_quotes_are_in_the_text(capsys, article):
    status, out, _ = run(capsys, "extract", str(article), "--format", "jsonl")
    claims = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(claim["metric"], claim["low"]) for claim in claims] == [("launched", 60), ("intercepted", 41), ("jammed", 25)]
    assert all(ARTICLE[claim["start"] : claim["end"]] == claim["quote"] for claim in claims)


def test_extract_writes_csv_with_a_header_even_without_claims(capsys, tmp_path):
    path = tmp_path / "quiet.txt"
    path.write_text("Nothing flew.", encoding="utf-8")
    status, out, _ = run(capsys, "extract", str(path), "--format", "csv")
    assert status == 0
    assert out.startswith("statement_id,metric,weapon")
    assert len(out.splitlines()) == 1


def test_a_table_cell_is_never_a_formula(capsys, tmp_path):
    path = tmp_path / "posts.jsonl"
    path.write_text(json.dumps({"id": "=cmd|' /C calc'!A0", "source": "x", "text": POST}) + "\n", encoding="utf-8")
    _, out, _ = run(capsys, "extract", str(path), "--format", "csv")
    assert "\n'=cmd" in out


def test_check_exits_with_one_when_figures_contradict(capsys, article):
    status, out, _ = run(capsys, "check", str(article), "--format", "jsonl")
    kinds = {finding["kind"]: finding for finding in map(json.loads, out.splitlines())}
    assert status == 1
    assert kinds["excess"]["by"] == 6


def test_check_exits_with_zero_when_nothing_contradicts(capsys, tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(POST, encoding="utf-8")
    status, out, _ = run(capsys, "check", str(path), "--source", "mod_russia")
    assert status == 0
    assert "0 impossible, 0 inconsistent" in out


def test_show_marks_the_claims_in_the_text(capsys, tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(POST, encoding="utf-8")
    status, out, _ = run(capsys, "show", str(path), "--source", "mod_russia")
    assert status == 0
    assert "[девять украинских беспилотников|intercepted 9 over RU-KRS]" in out


def test_explain_names_the_pattern_and_what_no_pattern_claimed(capsys, tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(POST + "\n\nВ музее стоят 12 беспилотников.", encoding="utf-8")
    status, out, _ = run(capsys, "explain", str(path), "--source", "mod_russia")
    assert status == 0
    assert "number and thing" in out
    assert "“12” unclaimed" in out


def test_unclaimed_figures_are_counted_with_their_share(capsys, tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(POST + "\n\nВ музее стоят 12 беспилотников.", encoding="utf-8")
    _, out, _ = run(capsys, "extract", str(path), "--unclaimed")
    assert out.splitlines()[-1] == "1 figures beside a drone word unclaimed, 1 claims: 50.0% unclaimed"


def test_control_characters_do_not_reach_the_terminal(capsys, tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(POST + " \x1b[31m\x07\u202e", encoding="utf-8")
    _, out, _ = run(capsys, "show", str(path))
    assert "\x1b[31m" not in out
    assert "\x07" not in out
    assert "\u202e" not in out


def test_an_output_file_appears_only_when_it_is_whole(capsys, tmp_path):
    target = tmp_path / "claims.jsonl"
    cut = tmp_path / "cut.jsonl"
    cut.write_text(json.dumps({"id": "a", "source": "x", "text": POST}) + '\n{"id": "b", "te', encoding="utf-8")
    status, _, err = run(capsys, "extract", str(cut), "--format", "jsonl", "-o", str(target))
    assert status == 2
    assert "cut.jsonl" in err
    assert not target.exists()
    assert list(tmp_path.iterdir()) == [cut]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.txt", None, "missing.txt"),
        ("report.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        ("noise.txt", bytes(range(128, 256)) * 3 + b"\x00\x01\xff\xfe\x00", "noise.txt"),
        ("cut.jsonl", b'{"id": "a", "text": "x"}\n{"id": "b", "te', "line 2"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_status_two(capsys, tmp_path, name, content, says):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    status, _, err = run(capsys, "extract", str(path))
    assert status == 2
    assert len(err.strip().splitlines()) == 1
    assert says in err


def test_an_empty_folder_is_one_clear_line(capsys, tmp_path):
    status, _, err = run(capsys, "check", str(tmp_path))
    assert status == 2
    assert len(err.strip().splitlines()) == 1


def test_a_wrong_time_says_how_to_write_one(capsys, article):
    status, _, err = run(capsys, "extract", str(article), "--published", "yesterday")
    assert status == 2
    assert "2024-11-16T09:00+02:00" in err


def test_standard_input_and_output_work():
    done = subprocess.run(
        [sys.executable, "-m", "reconcile", "extract", "-", "--format", "jsonl", "--source", "mod_russia"],
        input=POST.encode(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["low"] == 9


def test_two_jobs_read_the_same_in_the_same_order(capsys, tmp_path):
    path = tmp_path / "posts.jsonl"
    lines = [
        json.dumps({"id": f"p/{number}", "source": "mod_russia", "text": POST.replace("девять", str(number))}) for number in range(2, 150)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    _, one, _ = run(capsys, "extract", str(path), "--format", "jsonl")
    _, two, _ = run(capsys, "extract", str(path), "--format", "jsonl", "--jobs", "2")
    assert one == two
    assert len(one.splitlines()) == 148


def test_the_help_lists_every_command_with_examples(capsys):
    status, out, _ = run(capsys, "--help")
    assert status == 0
    assert all(name in out for name in COMMANDS)
    assert "reconcile report data --week 2024-W46" in out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(capsys, name):
    status, out, _ = run(capsys, name, "--help")
    assert status == 0
    assert "Usage:" in out


def test_findings_are_recorded_in_a_ledger_on_request(capsys, article, tmp_path):
    ledger = tmp_path / "war.db"
    run(capsys, "add", str(ledger), str(article))
    status, _, _ = run(capsys, "check", str(ledger), "--record", str(ledger))
    assert status == 1
    kinds = {row[0] for row in sqlite3.connect(ledger).execute("SELECT kind FROM finding WHERE is_current = 1")}
    assert "excess" in kinds


def test_columns_of_a_table_are_named(capsys, tmp_path):
    table = tmp_path / "scraped.csv"
    table.write_text(f"number,post_body\n7,{POST}\n", encoding="utf-8")
    status, out, _ = run(capsys, "extract", str(table), "--format", "jsonl", "--columns", "text=post_body,id=number")
    assert status == 0
    assert json.loads(out)["low"] == 9


def test_bounds_tells_how_many_and_by_which_claims(capsys, article, tmp_path):
    path = tmp_path / "night.txt"
    path.write_text(
        "Russia attacked Ukraine with 60 drones overnight, Ukraine's air force said. It said 41 were shot down.", encoding="utf-8"
    )
    status, out, _ = run(capsys, "bounds", str(path), "--published", "2025-03-02T09:00+02:00", "--attacker", "RU", "--metric", "jammed")
    assert status == 0
    assert out.startswith("jammed, drone: at least 0, at most 19\nat most, by:\n")
    assert "60 drones" in out
    _, out, _ = run(capsys, "bounds", str(article), "--published", "2025-03-02T09:00+02:00", "--attacker", "RU")
    assert "set aside" in out


def test_check_and_bounds_can_ask_what_was_known_at_a_time(capsys, article):
    told = ["--published", "2025-03-02T09:00+02:00", "--known-at", "2025-03-02T06:00+00:00"]
    assert run(capsys, "check", str(article), *told)[:2] == (0, "0 impossible, 0 inconsistent, 0 suspicious, 0 note\n")
    assert "no upper bound" in run(capsys, "bounds", str(article), *told, "--attacker", "RU")[1]

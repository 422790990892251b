"""Does data/ state what its README says, and say of itself that it is no quotation?"""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

DATA = Path(__file__).parent.parent / "data"
FILES = sorted(DATA.glob("*/*.jsonl"))
STATEMENTS = [json.loads(line) for file in FILES for line in file.read_text("utf-8").splitlines()]
BY_ID = {statement["id"]: statement for statement in STATEMENTS}
README = (DATA / "README.md").read_text("utf-8")
FIGURES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in README.splitlines()
    if line.startswith("| `") and not line.startswith(("| `2024-W46/", "| `before/"))
]


def test_the_folder_has_the_week_and_the_weeks_before() -> None:
    assert [str(file.relative_to(DATA)) for file in FILES] == [
        "2024-W46/airforce.uk.jsonl",
        "2024-W46/ministry.ru.jsonl",
        "2024-W46/news.jsonl",
        "before/airforce.uk.jsonl",
        "before/ministry.ru.jsonl",
    ]


def test_no_two_statements_share_an_id() -> None:
    assert len(BY_ID) == len(STATEMENTS)


def test_every_statement_is_marked_a_restatement_and_names_no_page_as_its_own() -> None:
    assert [s["id"] for s in STATEMENTS if not s["restates"].startswith("Restates in other words ") or s["url"] is not None] == []


def test_the_readme_says_so_too() -> None:
    assert "Every text in this folder is a restatement, not a quotation." in README


def test_every_statement_has_a_source_a_language_and_a_time_with_offset() -> None:
    wrong = [s["id"] for s in STATEMENTS if not s["source"] or s["lang"] not in ("en", "uk", "ru")]
    assert wrong == []
    assert [s["id"] for s in STATEMENTS if datetime.fromisoformat(s["published"]).utcoffset() is None] == []


def test_the_week_speaks_three_languages() -> None:
    week = [json.loads(line) for file in FILES if "2024-W46" in str(file) for line in file.read_text("utf-8").splitlines()]
    assert {s["lang"] for s in week} == {"en", "uk", "ru"}


def test_each_folder_holds_the_days_that_it_says() -> None:
    for file in FILES:
        first, last = ("2024-11-11", "2024-11-17") if "2024-W46" in str(file) else ("2024-10-14", "2024-11-10")
        for line in file.read_text("utf-8").splitlines():
            assert first <= json.loads(line)["published"][:10] <= last


def test_each_file_is_in_the_order_of_publication_within_a_source() -> None:
    for file in FILES:
        if file.name == "news.jsonl":
            continue
        times = [datetime.fromisoformat(json.loads(line)["published"]) for line in file.read_text("utf-8").splitlines()]
        assert times == sorted(times)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: f"{figure[0]} {figure[1]}")
def test_a_figure_of_the_readme_stands_in_its_statement(figure: list[str]) -> None:
    statement, _, written, origin = figure
    assert written in BY_ID[statement.strip("`")]["text"]
    assert origin


def test_no_statement_lacks_its_origin() -> None:
    assert {figure[0].strip("`") for figure in FIGURES} == set(BY_ID)


def test_no_night_of_the_air_force_is_missing_but_the_one_the_readme_names() -> None:
    nights = {s["id"][-10:] for s in STATEMENTS if s["source"] == "kpszsu"}
    days = {str(date(2024, 10, 14) + timedelta(n)) for n in range(35)}
    assert days - nights == {"2024-10-14"}
    assert "that to 14 October has no row" in README


@pytest.mark.parametrize(
    ("statement", "words"),
    [("kpszsu/2024-11-16", "збито 53 ударні"), ("guardian/2024-11-16", "55 of them"), ("mod_russia/2024-11-16T04:48Z", "34 украинских")],
)
def test_the_figures_of_16_november_stand_as_each_source_gave_them(statement: str, words: str) -> None:
    assert words in BY_ID[statement]["text"]

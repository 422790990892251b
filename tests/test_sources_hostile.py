"""Nothing that a file holds makes a reader crash, hang, fill memory, or look anywhere but into that file."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.model import Statement
from reconcile.sources import SourceError, read
from reconcile.sources.tables import table_claims

SAMPLES = Path(__file__).parent / "samples"


def problem(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        list(read([path]))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def outcome(path: Path) -> tuple[list[Statement], str]:
    """Return what was read and what was said instead."""
    found: list[Statement] = []
    try:
        found.extend(read(path))
    except SourceError as caught:
        return found, str(caught)
    return found, ""


# --- JSON


@pytest.mark.parametrize("name", ["deep.jsonl", "deep.json", "result.json"])
def test_json_nested_beyond_reason_is_one_line(tmp_path: Path, name: str) -> None:
    deep = "[" * 200_000 + "]" * 200_000
    head = {
        "deep.jsonl": '{"id": "1", "text": ',
        "deep.json": '[{"id": "1", "text": ',
        "result.json": '{"name": "x", "messages": [{"id": 1, "text": ',
    }
    (tmp_path / name).write_text(head[name] + deep + "}")
    assert name in problem(tmp_path / name)


def test_a_number_of_countless_digits_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": ' + "9" * 100_000 + ', "text": "x"}')
    assert "line 1: the JSON holds a number of too many digits" in problem(tmp_path / "a.jsonl")


def test_numbers_that_are_no_numbers_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 1e999, "views": NaN, "other": -Infinity, "text": "two"}\n')
    assert [statement.text for statement in read(tmp_path / "a.jsonl")] == ["two"]


def test_half_characters_and_nuls_keep_their_places(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "a\\ud83db\\u0000c\\ud83d\\ude00"}')
    (statement,) = read(tmp_path / "a.jsonl")
    assert statement.text == "a\ufffdb\x00c😀"
    statement.text.encode()


def test_ten_megabytes_on_one_line_are_read(tmp_path: Path) -> None:
    long = "збито 5 дронів " * 700_000
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "text": long}, ensure_ascii=False))
    (tmp_path / "b.txt").write_text(long)
    (tmp_path / "c.csv").write_text(f"id,text\n2,{long}\n")
    assert [len(statement.text) for statement in read(tmp_path)] == [len(long)] * 3


# --- XML and HTML


def test_a_feed_of_a_billion_laughs_is_refused_unread(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    (tmp_path / "a.rss").write_text(
        f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss version="2.0"><channel><title>&l9;</title></channel></rss>'
    )
    assert "declares entities" in problem(tmp_path / "a.rss")


def test_a_feed_does_not_read_other_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret word")
    body = '<rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>'
    (tmp_path / "a.rss").write_text(f'<?xml version="1.0"?><!DOCTYPE rss [<!entity x SYSTEM "file://{tmp_path}/secret">]>{body}')
    assert "declares entities" in problem(tmp_path / "a.rss")


@pytest.mark.parametrize("kind", ["article", "channel"])
def test_html_nested_beyond_reason_ends(tmp_path: Path, kind: str) -> None:
    open_tags = "<div>" * 20_000
    mark = '<div class="tgme_channel_info tgme_widget_message">' if kind == "channel" else ""
    (tmp_path / "a.html").write_text(f"<!doctype html><html><body>{mark}{open_tags}<p>Six drones.</p></body></html>")
    found, said = outcome(tmp_path / "a.html")
    assert "\n" not in said
    assert said or all(statement.text for statement in found)


def test_scripts_of_a_page_are_not_its_words(tmp_path: Path) -> None:
    whole = (SAMPLES / "telegram" / "channel.html").read_text()
    (tmp_path / "a.html").write_text(whole.replace("Уточнено:", "<script>alert(99)</script><!-- 98 -->Уточнено:"))
    assert [statement.text for statement in read(tmp_path / "a.html")][1] == "Уточнено: збито 63."


# --- archives and folders


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"5 " * 8_000_000)
    assert "is refused as a bomb" in problem(tmp_path / "bomb.zip")


def test_a_gzip_bomb_ends_at_the_limit_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconcile.sources.document.MAX_LINE_CHARS", 1_000_000)
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b'{"id": "' + b"0" * 20_000_000))
    assert "line 1: is longer than" in problem(tmp_path / "bomb.jsonl.gz")


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
def test_a_member_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, "five 5")
    assert "points outside it" in problem(tmp_path / "a.zip")
    assert not list(tmp_path.parent.glob("out.txt"))


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("a.txt", "five 5")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
    assert "is an archive inside an archive" in problem(tmp_path / "outer.zip")
    (tmp_path / "twice.gz").write_bytes(gzip.compress(gzip.compress(b"five 5")))
    assert "is an archive inside an archive" in problem(tmp_path / "twice.gz")


def test_a_word_document_is_no_archive_of_statements(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
    assert "is an Office document or e-book" in problem(tmp_path / "a.docx")


@pytest.mark.parametrize("name", ["a.zip", "a.txt.gz"])
def test_an_archive_cut_off_is_one_line(tmp_path: Path, name: str) -> None:
    text = ("п'ять дронів " + "".join(chr(0x430 + n * n % 32) for n in range(9000))).encode()
    if name == "a.zip":
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", text)
    else:
        (tmp_path / name).write_bytes(gzip.compress(text))
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    assert "cut off or damaged" in problem(tmp_path / name)


def test_links_do_not_lead_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret 1")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("five 5")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "round").symlink_to(folder)
    assert [statement.text for statement in read(folder)] == ["five 5"]


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "five 5")
    assert [statement.text for statement in read(tmp_path / "a.zip")] == ["five 5"]


def test_a_database_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"SQLite format 3\x00" + b"\x07" * 3000)
    assert "a.db" in problem(tmp_path / "a.db")


@pytest.mark.parametrize(
    "rest", ["", "2025-01-01", '"', '2025-01-01,2025-99-99,"a""b,', "9999-12-31,9999-12-31", "0001-01-01,0001-01-01", ",,,,,,\n,,,"]
)
def test_a_text_made_to_look_like_a_table_row_claims_nothing_untrue(rest: str) -> None:
    header = (SAMPLES / "attacks.csv").read_text().partition("\n")[0]
    statement = Statement("a", f"{header}\n{rest}")
    assert table_claims(statement) == ()


# --- anything


BEGINNINGS = [
    b"",
    b"{",
    b"[",
    b'{"name": "x", "messages": [',
    b"<rss>",
    b"<!doctype html>",
    b"---\n",
    b"id,text\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
]


@settings(max_examples=150, deadline=None)
@given(
    beginning=st.sampled_from(BEGINNINGS),
    rest=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
)
def test_any_bytes_are_read_or_named(beginning: bytes, rest: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "anything"
    path.write_bytes(beginning + rest)
    found, said = outcome(path)
    assert "\n" not in said
    assert all(statement.text.encode() and statement.id.encode() for statement in found)


SAMPLE_BYTES = [path.read_bytes() for path in sorted(SAMPLES.rglob("*.*"))]


@settings(max_examples=80, deadline=None)
@given(sample=st.sampled_from(SAMPLE_BYTES), cut=st.floats(0, 1), junk=st.binary(max_size=8))
def test_a_damaged_file_is_read_or_named(sample: bytes, cut: float, junk: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = int(len(sample) * cut)
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(sample[:place] + junk + sample[place + len(junk) :])
    found, said = outcome(path)
    assert "\n" not in said
    assert all(statement.id and statement.text for statement in found)

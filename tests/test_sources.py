"""Every format is read, by its content, character for character; what cannot be read is named in one line."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import sys
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from reconcile.model import Statement
from reconcile.sources import Defaults, SourceError, moment, read, statements
from reconcile.sources.tables import table_claims

SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).parents[2] / "shared"
shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpora are not here")


def only(path: str | Path, defaults: Defaults | None = None) -> Statement:
    (statement,) = read([path], defaults)
    return statement


def problem(*paths: str | Path) -> str:
    with pytest.raises(SourceError) as caught:
        list(read(paths))
    return str(caught.value)


# --- text, Markdown, JSON Lines


def test_a_bare_text_is_a_statement_named_after_its_file(tmp_path: Path) -> None:
    path = tmp_path / "morning post.txt"
    path.write_bytes("Збито\r\n12 дронів\u00a0\n".encode())
    statement = only(path, Defaults(source="kp", published=datetime(2025, 1, 2, tzinfo=UTC), lang="uk"))
    assert statement == Statement("morning post", "Збито\r\n12 дронів\u00a0\n", "kp", datetime(2025, 1, 2, tzinfo=UTC), "uk")


def test_a_bare_text_without_defaults_has_no_language_or_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Six drones.")
    assert only(tmp_path / "a.txt") == Statement("a", "Six drones.")


def test_a_markdown_header_says_what_the_text_cannot() -> None:
    statement = only(SAMPLES / "note.md")
    assert (statement.id, statement.source, statement.lang, statement.title) == ("governor/7", "governor", "en", "Night report")
    assert statement.published == datetime(2025, 3, 10, 5, 40, tzinfo=UTC)
    assert statement.text == "**Six** drones were shot down over the region; one fell in a field.\n"


def test_rules_in_a_text_are_no_header(tmp_path: Path) -> None:
    text = "---\nСьогодні вночі збито 7\n---\nіще два\n"
    (tmp_path / "post.md").write_text(text)
    assert only(tmp_path / "post.md").text == text


def test_json_lines_keep_every_character_and_field() -> None:
    first, second, third = read([SAMPLES / "statements.jsonl"])
    assert first.text == "**Збито** 33 дрони\u00a0над узбережжям 🔥"
    assert first.published == datetime(2025, 3, 7, 8, tzinfo=timezone(timedelta(hours=2)))
    assert second.restates == "a bulletin read out on the radio"
    assert (third.published, third.lang) == (None, None)


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    given = list(read([SAMPLES / "statements.jsonl"]))
    (tmp_path / "copy.jsonl").write_text("\n".join(json.dumps(statement.to_record()) for statement in given))
    assert list(read([tmp_path / "copy.jsonl"])) == given


def test_a_json_line_cut_off_is_named_and_those_before_it_are_read(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_text('{"id": "1", "text": "two"}\n\n{"id": "2", "text": "thr')
    reading = read([path])
    assert next(reading).id == "1"
    with pytest.raises(SourceError, match=r"posts\.jsonl: line 3: the JSON is cut off"):
        next(reading)


def test_defaults_fill_in_only_what_is_missing() -> None:
    defaults = Defaults(source="other", published=datetime(2020, 1, 1, tzinfo=UTC), lang="en")
    first, _, third = read([SAMPLES / "statements.jsonl"], defaults)
    assert (first.source, first.lang) == ("watch", "uk")
    assert (third.published, third.lang) == (datetime(2020, 1, 1, tzinfo=UTC), "en")


# --- ids


def test_another_text_under_a_used_id_gets_an_id_of_its_own_and_a_repeat_is_left_out(tmp_path: Path) -> None:
    rows = [("a", "one"), ("a", "two"), ("a", "one"), ("b", "one"), ("a", "three"), ("a", "two")]
    path = tmp_path / "posts.jsonl"
    path.write_text("\n".join(json.dumps({"id": name, "text": text}) for name, text in rows))
    assert [(statement.id, statement.text) for statement in read([path])] == [("a", "one"), ("a#2", "two"), ("b", "one"), ("a#3", "three")]
    assert [statement.id for statement in statements([path])] == ["a", "a", "a", "b", "a", "a"]


def test_texts_of_one_name_in_two_folders_stay_apart(tmp_path: Path) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "post.txt").write_text(f"{folder} 3")
    assert [statement.id for statement in read([tmp_path])] == ["north/post", "south/post"]


# --- times


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-11-16T08:12:00+02:00", datetime(2024, 11, 16, 6, 12, tzinfo=UTC)),
        ("2024-11-16T08:12:00Z", datetime(2024, 11, 16, 8, 12, tzinfo=UTC)),
        ("2024-11-16 08:12:00 UTC", datetime(2024, 11, 16, 8, 12, tzinfo=UTC)),
        ("2024-11-16 08:12", datetime(2024, 11, 16, 8, 12, tzinfo=UTC)),
        ("2024-11-16", datetime(2024, 11, 16, tzinfo=UTC)),
        ("16.11.2024 08:12:30 UTC+02:00", datetime(2024, 11, 16, 6, 12, 30, tzinfo=UTC)),
        ("16.11.2024", datetime(2024, 11, 16, tzinfo=UTC)),
        ("Sat, 16 Nov 2024 08:12:00 +0200", datetime(2024, 11, 16, 6, 12, tzinfo=UTC)),
        (1731744720, datetime(2024, 11, 16, 8, 12, tzinfo=UTC)),
        ("1731744720000", datetime(2024, 11, 16, 8, 12, tzinfo=UTC)),
        (None, None),
        ("", None),
    ],
)
def test_a_time_is_read_as_its_maker_wrote_it(written: object, meant: datetime | None) -> None:
    assert moment(written) == meant


@pytest.mark.parametrize("written", ["yesterday", "01/02/2024", "0001-01-01", "2024-13-01", 10**30, True, float("nan"), "9" * 200, []])
def test_a_time_that_cannot_be_read_is_never_silently_unknown(written: object) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        moment(written)


def test_an_unreadable_time_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "x", "published": "01/02/2024"}')
    assert "a.jsonl: line 1: '01/02/2024' is not a time" in problem(tmp_path / "a.jsonl")


# --- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-u", "cp866"])
def test_older_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    text = "Минувшей ночью сбито двадцать шесть беспилотников над Курской областью, ещё три подавлены.\n"
    (tmp_path / "old.txt").write_bytes(text.encode(encoding))
    assert only(tmp_path / "old.txt").text == text


def test_an_old_encoding_is_read_line_by_line_too(tmp_path: Path) -> None:
    rows = "id,text\n1,Сбито пять беспилотников над морем\n2,Подавлены средствами борьбы ещё четыре\n"
    (tmp_path / "old.csv").write_bytes(rows.encode("cp1251"))
    assert [statement.text for statement in read([tmp_path / "old.csv"])][1] == "Подавлены средствами борьбы ещё четыре"


def test_damaged_utf8_is_never_read_as_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Збито 26 дронів\n над ".encode() + b"\xd0 " + "морем".encode())
    assert "is UTF-8 but damaged at byte" in problem(tmp_path / "a.txt")
    assert "(line 2)" in problem(tmp_path / "a.txt")


def test_a_damaged_line_of_json_lines_is_named_and_those_before_it_are_read(tmp_path: Path) -> None:
    good = [json.dumps({"id": str(number), "text": "збито " * 200}, ensure_ascii=False).encode() for number in range(200)]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([*good, b'{"id": "x", "text": "\xff\xfe"}']))
    reading = read([tmp_path / "a.jsonl"])
    assert [next(reading).id for _ in good] == [str(number) for number in range(200)]
    with pytest.raises(SourceError, match="line 201: is not valid text"):
        next(reading)


# --- tables


def test_a_scrapers_csv_loads_without_writing_code() -> None:
    first, second = read([SAMPLES / "scraped.csv"])  # the third row is a picture without words
    assert (first.id, first.source, first.text) == ("obl_news/501", "obl_news", "Над областю збито 11 дронів;\nще три – подавлені.")
    assert second.text == 'Оновлено: збито "12" дронів.'
    assert second.published == datetime(2025, 3, 6, 8, tzinfo=UTC)


def test_columns_can_be_mapped(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("number,said,note\n7,Five drones were downed.,x\n")
    assert "say which it is with --columns text=NAME" in problem(tmp_path / "odd.csv")
    statement = only(tmp_path / "odd.csv", Defaults(source="s", columns={"text": "said", "id": "number"}))
    assert (statement.id, statement.text) == ("s/7", "Five drones were downed.")


def test_a_formula_in_a_table_is_only_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,"=HYPERLINK(""http://x"",""5 drones"")"\n')
    assert only(tmp_path / "a.csv").text == '=HYPERLINK("http://x","5 drones")'


def test_a_row_cut_off_is_named_and_those_before_it_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,source,text\n1,s,"two\nlines"\n2,s\n')
    reading = read([tmp_path / "a.csv"])
    assert next(reading).text == "two\nlines"
    with pytest.raises(SourceError, match=r"a\.csv: line 4: has 2 fields where the header has 3"):
        next(reading)


def test_a_quotation_mark_left_open_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,"two\n2,three\n')
    assert "line 2: is not a row of CSV" in problem(tmp_path / "a.csv")


def test_a_scrapers_json_list_loads_without_writing_code() -> None:
    assert only(SAMPLES / "telethon.json", Defaults(source="news")).id == "news/9001"


def test_a_list_cut_off_yields_what_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"id": "1", "text": "one"}, {"id": "2", "text": "tw')
    reading = read([tmp_path / "a.json"])
    assert next(reading).id == "1"
    with pytest.raises(SourceError, match=r"a\.json: the JSON is cut off or damaged after entry 1"):
        next(reading)


# --- the web


def test_an_article_is_read_without_its_pages_furniture() -> None:
    article = only(SAMPLES / "article.html")
    assert article.title == "Drones over the river as night raid grows"
    assert article.text.startswith(article.title)
    assert "up to nine drones" in article.text
    assert not any(furniture in article.text for furniture in ("812", "40%", "10 recipes", "£4", "©"))
    assert (article.source, article.lang) == ("The Example Courier", "en")
    assert article.published == datetime(2025, 3, 5, 11, 20, tzinfo=UTC)
    assert article.id == article.url == "https://courier.example/world/2025/mar/05/drones-river"


def test_both_exports_of_a_channel_say_the_same() -> None:
    from_json = list(read([SAMPLES / "telegram" / "result.json"], Defaults(source="vartovyi")))
    from_html = list(read([SAMPLES / "telegram" / "messages.html"], Defaults(source="vartovyi")))
    assert from_json == from_html
    assert [post.id for post in from_json] == ["vartovyi/2", "vartovyi/4"]
    assert from_json[0].text.startswith("⚡️Збито 41 із 52 дронів\n\nУ ніч на 2 березня")
    assert from_json[1].text == "Протягом ночі знищено 17 «шахедів» & жодної ракети."


def test_an_export_of_a_whole_account_is_read_chat_by_chat(tmp_path: Path) -> None:
    chat = json.loads((SAMPLES / "telegram" / "result.json").read_text())
    account = {"about": "everything", "chats": {"about": "", "list": [chat, chat | {"name": "Другий"}]}}
    (tmp_path / "result.json").write_text(json.dumps(account, ensure_ascii=False, indent=1))
    assert [post.source for post in read([tmp_path])] == ["Повітряний вартовий"] * 2 + ["Другий"] * 2


def test_an_export_cut_off_names_the_last_whole_message(tmp_path: Path) -> None:
    whole = (SAMPLES / "telegram" / "result.json").read_text()
    (tmp_path / "result.json").write_text(whole[: whole.index('"id": 4') + 20])
    reading = read([tmp_path / "result.json"])
    assert next(reading).id == "Повітряний вартовий/2"
    with pytest.raises(SourceError, match="cut off or damaged after message 3"):
        next(reading)


def test_a_saved_channel_page_keeps_emoji_soft_hyphens_and_entities() -> None:
    first, reply = read([SAMPLES / "telegram" / "channel.html"])
    assert first.text == (
        "⚡️Збито 61 із 74 ворожих дронів\n\nУ ніч на 5 травня (з 19:30 4 травня) атаковано 74 безпілотниками; "
        "8\u00a0– локаційно втрачені.\nДані уточнюють! Сус\u00adпільство <інформують>."
    )
    assert (first.id, first.url) == ("vartovyi/101", "https://t.me/vartovyi/101")
    assert reply.text == "Уточнено: збито 63."  # and not what it replies to


@pytest.mark.parametrize("name", ["telegram/channel.html", "telegram/messages.html", "feed.rss"])
def test_half_a_page_lacks_its_last_post_and_says_so(tmp_path: Path, name: str) -> None:
    whole = (SAMPLES / name).read_text()
    path = tmp_path / "half"
    path.write_text(whole[: int(len(whole) * 0.93)])
    reading = read([path])
    assert next(reading).text
    with pytest.raises(SourceError, match="breaks off; its last"):
        list(reading)


def test_feeds_are_read_with_headline_above_the_text() -> None:
    first, _ = read([SAMPLES / "feed.rss"])
    assert (
        first.text
        == 'Air defences down 19 of 24 drones\n\nThe air force said it shot down 19 of 24 drones overnight.\nFive more were "lost".'
    )
    assert (first.id, first.source, first.lang) == ("ml-1", "Morning Ledger", "en")
    assert first.published == datetime(2025, 3, 4, 5, 45, tzinfo=UTC)
    entry = only(SAMPLES / "feed.atom")
    assert (entry.id, entry.lang, entry.url) == ("urn:example:vestnik:7", "ru", "https://vestnik.example/7")


@pytest.mark.parametrize("name", sorted(str(path.relative_to(SAMPLES)) for path in SAMPLES.rglob("*.*")))
def test_a_format_is_known_by_its_content_under_any_name(tmp_path: Path, name: str) -> None:
    shutil.copy(SAMPLES / name, tmp_path / "unnamed")
    named = [(post.text, post.published) for post in read([SAMPLES / name])]
    assert [(post.text, post.published) for post in read([tmp_path / "unnamed"])] == named


def test_a_format_whose_package_is_not_installed_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert "needs the package trafilatura to be read; install it with: pip install 'reconcile[sources]'" in problem(
        SAMPLES / "article.html"
    )


# --- curated tables


def test_rows_of_the_attack_table_claim_what_their_cells_say() -> None:
    merged, separate, by_region, unknown = [(row, table_claims(row) or ()) for row in read([SAMPLES / "attacks.csv"])]
    counted = {(claim.metric, claim.model, claim.regions): claim.count.low for claim in merged[1]}
    assert counted == {
        ("launched", None, ()): 90,
        ("neutralized", None, ()): 71,
        ("airborne", None, ()): 2,
        ("hit_locations", None, ()): 6,
        ("launched", "shahed", ()): 50,
        ("neutralized", None, ("UA-SOUTH",)): 12,
    }
    assert {claim.metric: claim.count.low for claim in separate[1]} == {
        "launched": 40,
        "intercepted": 22,
        "jammed": 15,
        "airborne": 1,
        "left": 2,
    }
    assert [(claim.metric, claim.count.low, claim.regions, claim.scope) for claim in by_region[1]] == [
        ("intercepted", 3, ("UA-51", "UA-65"), "part")
    ]
    assert {claim.doubt for claim in unknown[1]} == {"two models"}  # and the place is not in the codebook either
    for row, claims in (merged, separate, by_region, unknown):
        assert all(claim.span.of(row.text) == claim.quote for claim in claims)


def test_a_zero_of_the_table_is_never_sure() -> None:
    *_, row = read([SAMPLES / "attacks.csv"])
    (zero,) = [claim for claim in table_claims(row) or () if claim.count.high == 0]
    assert zero.doubt is not None


def test_an_attacks_row_keeps_its_id_when_a_figure_is_corrected(tmp_path: Path) -> None:
    text = (SAMPLES / "attacks.csv").read_text()
    (tmp_path / "corrected.csv").write_text(text.replace(",90.0,71.0,", ",90.0,72.0,"))
    before, after = (next(read([path])) for path in (SAMPLES / "attacks.csv", tmp_path / "corrected.csv"))
    assert before.id == after.id
    assert before.text != after.text


def test_the_loss_table_claims_running_totals() -> None:
    first, second = read([SAMPLES / "losses.json"])
    drone, missile = table_claims(second) or ()
    assert (drone.count.low, drone.weapon, drone.period.kind, drone.metric) == (27123, "drone", "since_start", "intercepted")
    assert (missile.count.low, missile.weapon) == (3061, "missile")
    assert drone.span.of(second.text) == drone.quote == "27123"
    assert first.id == "general_staff_losses/2025-03-01"


def test_a_text_is_no_row_of_a_table() -> None:
    assert table_claims(Statement("a", "Збито 3 дрони.")) is None


# --- folders, patterns, archives, standard input


def test_a_folder_is_read_in_order_without_what_lies_beside(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("two 2")
    (tmp_path / "a.txt").write_text("one 1")
    for beside in ("README.md", "photo.jpg", ".hidden", "style.css"):
        (tmp_path / beside).write_bytes(b"\xff\xd8\xff 99")
    assert [statement.id for statement in read(tmp_path)] == ["a", "b"]


def test_one_bad_file_costs_nothing_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n\x00")
    (tmp_path / "b.txt").write_text("two 2")
    reading = read([tmp_path, tmp_path / "missing"])
    assert next(reading).id == "b"
    with pytest.raises(SourceError) as caught:
        next(reading)
    first, second = str(caught.value).splitlines()
    assert first == f"{tmp_path / 'a.pdf'}: is a PDF; save its text as .txt"
    assert second == f"{tmp_path / 'missing'}: there is no such file or folder; check the name"


def test_a_pattern_names_files(tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text("one")
    (tmp_path / "a2.txt").write_text("two")
    (tmp_path / "b.txt").write_text("three")
    assert [statement.id for statement in read([str(tmp_path / "a*.txt")])] == ["a1", "a2"]
    assert "no file matches" in problem(str(tmp_path / "c*.txt"))


def test_an_archive_reads_like_the_folder_it_was(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(SAMPLES.rglob("*.*")):
            archive.write(path, str(path.relative_to(SAMPLES)))
    assert {statement.id for statement in read(tmp_path / "all.zip")} == {statement.id for statement in read(SAMPLES)}


def test_a_gzipped_file_reads_like_the_file(tmp_path: Path) -> None:
    (tmp_path / "s.jsonl.gz").write_bytes(gzip.compress((SAMPLES / "statements.jsonl").read_bytes()))
    assert list(read(tmp_path / "s.jsonl.gz")) == list(read(SAMPLES / "statements.jsonl"))


def test_standard_input_is_read_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    for sample in (SAMPLES / "statements.jsonl", SAMPLES / "feed.rss", SAMPLES / "scraped.csv"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sample.read_bytes())))
        assert [post.text for post in read("-")] == [post.text for post in read(sample)]


def test_bad_input_is_one_clear_line(tmp_path: Path) -> None:
    cases = {
        "report.txt": (b"%PDF-1.4\nstream", "is a PDF, though named .txt"),
        "noise.txt": (bytes(range(128, 256)) * 3, "is not text"),
        "zeros.txt": (b"\x00" * 100, "is not text but binary data"),
        "empty.txt": (b"", "is empty"),
        "blank.txt": (b" \n \n", "holds no text"),
        "old.doc": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "is an old Word or Excel file"),
        "list.jsonl": (b"[1, 2]", "is not a JSON object"),
        "number.json": (b"12", "is JSON but no statement"),
        "keys.jsonl": (b'{"id": 1, "words": "x"}', "has no column of text (columns: id, words)"),
        "hollow.html": (b"<!doctype html><html><body></body></html>", "holds no article"),
    }
    for name, (content, said) in cases.items():
        (tmp_path / name).write_bytes(content)
        message = problem(tmp_path / name)
        assert said in message
        assert "\n" not in message
        assert message.startswith(str(tmp_path / name))
    (tmp_path / "nothing").mkdir()
    assert "the folder holds nothing that can be read" in problem(tmp_path / "nothing")


# --- the shared corpora


@shared
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("mod_russia.jsonl", 5904),
        ("uk_airforce.jsonl", 20),
        ("uk_channels.jsonl", 497),
        ("en_events.jsonl", 3775),
        ("uk_ru_reports.jsonl", 201),
        ("airforce_claims.csv", 3770),
        ("general_staff_losses.json", 1626),
    ],
)
def test_the_corpora_are_read_whole(name: str, count: int) -> None:
    everything = list(read(SHARED / "corpora" / name))
    assert len(everything) == len({statement.id for statement in everything}) == count


@shared
def test_every_claim_of_the_curated_tables_quotes_a_true_span() -> None:
    rows = list(read([SHARED / "corpora" / "airforce_claims.csv", SHARED / "corpora" / "general_staff_losses.json"]))
    claims = [(row, claim) for row in rows for claim in table_claims(row) or ()]
    assert len(claims) > 12_000
    assert all(claim.span.of(row.text) == claim.quote for row, claim in claims)

"""What the report of a week says and writes: figures with their claims, tables that open elsewhere, the same bytes every time."""

import csv
import hashlib
import json
import re
import resource
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import frictionless
import openpyxl
import pandas as pd
import pytest

from reconcile.attacks import Hours
from reconcile.frames import claims_frame, findings_frame, statements_frame
from reconcile.model import Count, Statement
from reconcile.reading import claims_of
from reconcile.reconciliation import check
from reconcile.report import Evidence, Week, WeekError, bearing, write_report
from reconcile.report.claimreview import claim_reviews
from reconcile.report.digest import digest
from reconcile.report.measures import relays
from reconcile.report.page import markdown_text
from reconcile.report.records import claimed_records
from reconcile.report.regions import kind_of_place
from reconcile.report.tables import guarded
from reconcile.report.words import changed, claim_words, days_words, hours_words, stated
from tests.claims_builder import claims
from tests.conftest import DATA, WEEK, evidence_of


def told(*groups, statements=()):
    """Evidence from claims made by hand, each statement's text its quotes."""
    made = tuple(claim for group in groups for claim in group)
    texts: dict[str, Statement] = {}
    for claim in made:
        known = texts.get(claim.statement_id)
        text = (known.text if known else "").ljust(claim.span.start) + claim.quote
        texts[claim.statement_id] = Statement(claim.statement_id, text, claim.source, claim.published)
    return Evidence((*texts.values(), *statements), made, check(made, texts.values()))


def night(day, *figures, source="kpszsu"):
    end = datetime(2025, 3, 3, 6, tzinfo=UTC) + timedelta(days=day)
    start = (end - timedelta(hours=10)).isoformat()
    return claims(source, end.isoformat(), f"UA<RU night {start}/", *figures)


MARCH = Week.named("2025-W10")  # 3 to 9 March


def headline(evidence, week=MARCH, side=0, which=0):
    return digest(evidence, week).sides[side].headlines[which]


class TestHeadlines:
    def test_seven_nights_add_up(self):
        line = headline(told(*(night(day, f"{50 + day} launched") for day in range(7))))
        assert line.tally.count == Count(371, 371)
        assert (line.stating, line.days) == (7, 7)
        assert len(line.tally.claims) == 7

    def test_a_missing_night_is_no_zero_it_takes_the_upper_bound(self):
        evidence = told(*(night(day, "50 launched") for day in range(6)))
        assert headline(evidence).tally.count == Count(300, None)
        assert digest(evidence, MARCH).sides[0].missing == (date(2025, 3, 9),)

    def test_the_week_is_compared_with_the_week_before_and_the_mean_of_four(self):
        weeks = [night(day - 7 * back, f"{40 + 10 * back} launched") for back in range(5) for day in range(7)]
        line = headline(told(*weeks))
        assert line.tally.count == Count(280, 280)
        assert line.change == "70 fewer (−20 %)"
        assert line.mean == Count(455, 455)
        assert not line.thin

    def test_a_week_with_fewer_reports_is_not_compared(self):
        line = headline(told(*(night(day, "50 launched") for day in range(-3, 7))))
        assert line.change is None
        assert not line.alike(line.earlier[0])

    def test_a_side_is_told_by_its_own_body_only(self):
        front = claims("mod_russia", "2025-03-03T08:00+00:00", "RU<RU day", "9 launched")
        found = digest(told(front), MARCH)
        assert found.sides[0].headlines == ()
        assert found.sides[0].speaker == "Ukrainian Air Force"

    def test_windows_that_overlap_are_not_added(self):
        first = claims(
            "mod_russia", "2025-03-03T06:00+00:00", "RU<UA window 2025-03-02T17:00+00:00/2025-03-03T05:00+00:00", "30 intercepted"
        )
        inside = claims(
            "mod_russia", "2025-03-03T00:00+00:00", "RU<UA window 2025-03-02T18:00+00:00/2025-03-02T23:00+00:00", "12 intercepted"
        )
        assert headline(told(first, inside), Week(date(2025, 3, 3), date(2025, 3, 3)), 1).tally.count == Count(30, 30)

    def test_a_window_that_holds_the_small_hours_is_a_night_report(self):
        windows = [
            claims(
                "mod_russia",
                f"2025-03-0{day}T06:00+00:00",
                f"RU<UA window 2025-03-0{day - 1}T20:00+00:00/2025-03-0{day}T05:00+00:00",
                "30 intercepted",
            )
            for day in range(3, 9)
        ]
        noon = claims("mod_russia", "2025-03-09T14:00+00:00", "RU<UA window 2025-03-09T08:00+00:00/2025-03-09T13:00+00:00", "4 intercepted")
        side = digest(told(*windows, noon), MARCH).sides[1]
        assert side.no_night == (date(2025, 3, 9),)
        assert [line.tally.count for line in side.headlines] == [Count(184, 184), Count(180, None)]


class TestAccounts:
    def test_a_hedged_figure_proves_no_excess(self):
        (entry,) = digest(told(night(0, "93 launched", "76 neutralized", "17 hit", "~2.. airborne")), MARCH).accounts
        assert entry.excess == 0
        (entry,) = digest(told(night(0, "93 launched", "76 neutralized", "19 hit")), MARCH).accounts
        assert entry.excess == 2

    def test_a_report_told_again_by_the_same_source_is_one(self):
        again = claims("kpszsu", "2025-03-03T09:00+00:00", "UA<RU night 2025-03-02T20:00+00:00/", "93 launched", "76 neutralized")
        assert len(digest(told(night(0, "93 launched", "76 neutralized"), again), MARCH).accounts) == 1


class TestRates:
    def test_the_share_shot_down_alone_ends_with_the_merge(self):
        july = Week(date(2025, 7, 21), date(2025, 7, 27))
        days = [
            claims("kpszsu", f"2025-07-{day}T06:00+00:00", f"UA<RU night 2025-07-{day - 1}T19:00+00:00/", "100 launched", *parts)
            for day, parts in ((22, ("60 intercepted", "30 jammed")), (25, ("90 neutralized",)))
        ]
        found = digest(told(*days), july)
        assert {(rate.definition, rate.day.day) for rate in found.rates} == {("shot_down", 22), ("brought_down", 22), ("brought_down", 25)}
        assert [day for day, _ in found.breaks] == [date(2025, 7, 24)]
        assert [(rate.definition, rate.day.day, rate.low) for rate in found.pooled] == [
            ("brought_down", 22, 0.9),
            ("brought_down", 25, 0.9),
            ("shot_down", 22, 0.6),
        ]

    def test_no_rate_without_the_jammed(self):
        found = digest(told(night(0, "100 launched", "60 intercepted")), MARCH)
        assert {rate.definition for rate in found.rates} == {"shot_down"}


class TestRelays:
    def test_an_outlet_is_held_against_the_report_of_the_same_night(self, evidence):
        pairs = {(one.source, one.metric, str(one.count), str(own.count)) for one, own in relays(evidence.in_week(WEEK))}
        assert ("guardian", "intercepted", "55", "53") in pairs
        assert ("guardian", "jammed", "30", "30") in pairs
        assert ("bbcrussian", "intercepted", "51", "51") in pairs

    def test_the_page_says_who_misquoted(self, week_folder):
        page = (week_folder / "index.html").read_text(encoding="utf-8")
        row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if "differs" in row)
        assert "The Guardian" in row
        assert "Ukrainian Air Force" in row

    def test_a_figure_put_at_another_place_differs_though_the_number_is_the_same(self, tmp_path):
        hours = "window 2025-03-04T13:00+00:00/2025-03-04T17:00+00:00"
        own = claims(
            "mod_russia",
            "2025-03-04T17:20+00:00",
            f"RU<UA {hours}",
            "22 intercepted",
            "19 intercepted part +RU-BEL",
            "3 intercepted part +RU-KLU",
        )
        relay = claims(
            "tass_agency",
            "2025-03-04T17:30+00:00",
            f"RU<UA {hours}",
            '22 intercepted "Минобороны России"',
            '19 intercepted part +RU-BEL "Минобороны России"',
            '3 intercepted part +RU-KRS "Минобороны России"',
        )
        evidence = told(own, relay)
        assert [one.kind for one in evidence.findings if one.severity != "note"] == ["misquote"]
        page = write_report(evidence, MARCH, tmp_path).read_text(encoding="utf-8")
        row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if "differs" in row)
        assert "Kursk region" in row
        assert "Kaluga region" in row
        assert "in TASS, 3 over Kaluga region" in page


@pytest.mark.parametrize(
    "figures", [(f"{10**30} launched", f"{10**30 - 1} intercepted"), (f"{10**30}.. launched",), ("0 launched", "0 intercepted")]
)
def test_huge_counts_and_zero_make_a_report(figures, tmp_path):
    folder = write_report(told(night(0, *figures)), MARCH, tmp_path).parent
    assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_a_night_told_again_is_a_card_and_a_picture(tmp_path):
    first = claims(
        "kpszsu", "2025-03-04T05:00+00:00", "UA<RU night 2025-03-03T18:00+00:00/ @2025-03-04T07:00+02:00", "60 launched", "41 intercepted"
    )
    again = claims(
        "kpszsu", "2025-03-04T08:00+00:00", "UA<RU night 2025-03-03T18:00+00:00/ @2025-03-04T10:00+02:00", "64 launched", "45 intercepted"
    )
    evidence = told(first, again)
    assert {one.kind for one in evidence.findings} >= {"revision"}
    page = write_report(evidence, MARCH, tmp_path).read_text(encoding="utf-8")
    assert "A later figure replaces an earlier one" in page
    assert "cap-revisions" in page
    assert page.count("(replaced later)") == 1
    assert digest(evidence, MARCH).sides[0].headlines[0].tally.count == Count(64, None)


def test_a_claimed_record_is_held_against_what_came_before():
    text = "Russia launched a record 120 drones at Ukraine overnight, the Air Force said."
    record = Statement("kpszsu/r", text, "kpszsu", datetime(2025, 3, 5, 7, tzinfo=UTC))
    mine = claims_of(record)
    for before, verdict in (("90 launched", "higher"), ("150 launched", "not higher"), ("90.. launched", "unknown")):
        earlier = night(-9, before)
        evidence = Evidence((record, Statement(earlier[0].statement_id, "90 launched", "kpszsu")), (*mine, *earlier))
        assert [one.verdict for one in claimed_records(evidence, MARCH)] == [verdict]


def test_findings_of_a_week_do_not_change_with_what_lies_far_away(evidence):
    assert evidence.found_in(WEEK)
    near = bearing(evidence.claims, WEEK)
    again = Evidence(evidence.statements, evidence.claims, check(near, evidence.statements))
    assert again.found_in(WEEK) == evidence.found_in(WEEK)


class TestPages:
    def page(self, folder):
        return (folder / "index.html").read_text(encoding="utf-8")

    def test_every_part_that_was_asked_for_is_there(self, week_folder):
        page = self.page(week_folder)
        for part in (
            "headlines",
            "coverage",
            "attacks",
            "rates",
            "regions",
            "contradictions",
            "relays",
            "records",
            "caveats",
            "statements",
        ):
            assert f'id="{part}"' in page, part
        assert "2 too many" in page
        assert "81 fewer (−13 %)" in page
        assert "would have to be at most 53" in page

    def test_no_region_code_and_no_source_key_is_shown(self, week_folder):
        shown = re.sub(r"<style.*?</style>|<[^>]*>", " ", self.page(week_folder).split('id="workings"')[0], flags=re.DOTALL)
        assert not re.findall(r"\b(?:RU|UA|SEA)-[A-Z0-9]{2,5}\b", shown)
        assert not re.findall(r"\b(?:bbcrussian|kpszsu|mod_russia)\b", shown)

    def test_every_number_in_the_tables_of_figures_is_a_link(self, week_folder):
        for table in re.findall(r'<table class="stack".*?</table>', self.page(week_folder), re.DOTALL):
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", table, re.DOTALL):
                bare = re.sub(r"<a .*?</a>", "", cell, flags=re.DOTALL)
                assert not re.search(r"\d", re.sub(r"and \d+ parts?", "", bare)), cell

    def test_markdown_numbers_lead_to_places_that_the_page_has(self, week_folder):
        text = (week_folder / "report.md").read_text(encoding="utf-8")
        targets = set(re.findall(r"\(index\.html#(\w+)\)", text))
        assert len(targets) > 60
        assert targets <= set(re.findall(r'id="(\w+)"', self.page(week_folder)))
        assert "**2 too many**" in text

    def test_markdown_tables_keep_their_columns(self, week_folder):
        text = (week_folder / "report.md").read_text(encoding="utf-8")
        for block in re.findall(r"(?:^\|.*\n){3,}", text, re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1

    def test_markdown_pictures_are_there(self, week_folder):
        names = re.findall(r"!\[[^\]]+\]\((figures/[\w-]+\.png)\)", (week_folder / "report.md").read_text(encoding="utf-8"))
        assert len(names) == len(list((week_folder / "figures").glob("*.png"))) >= 8
        assert all((week_folder / name).stat().st_size > 5000 for name in names)

    def test_a_week_without_statements_says_so(self, tmp_path):
        folder = write_report(Evidence((), ()), WEEK, tmp_path).parent
        assert "No statement in these sources speaks of an attack of this week." in self.page(folder)
        assert frictionless.validate(str(folder / "datapackage.json")).valid


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_same_statements_give_the_same_bytes_in_any_order(week_folder, tmp_path):
    before, week = sorted((DATA / "before").glob("*.jsonl")), sorted((DATA / "2024-W46").glob("*.jsonl"))
    again = write_report(evidence_of([*week[::-1], *before[::-1]]), WEEK, tmp_path).parent
    assert digests(again) == digests(week_folder)
    assert {"report.xlsx", "claims.parquet", "datapackage.json", "claimreview.jsonld", "report.md"} <= set(digests(again))


class TestTables:
    def test_the_data_package_validates(self, week_folder):
        report = frictionless.validate(str(week_folder / "datapackage.json"))
        assert report.valid, report.flatten(["fieldName", "note"])[:5]

    def test_parquet_holds_the_frames(self, week_folder, evidence):
        mine = evidence.in_week(WEEK)
        wanted = {"claims": claims_frame(mine), "findings": findings_frame(evidence.found_in(WEEK))}
        wanted["statements"] = statements_frame(source.statement for source in evidence.shown(mine))
        for name, frame in wanted.items():
            pd.testing.assert_frame_equal(pd.read_parquet(week_folder / f"{name}.parquet"), frame, check_dtype=name != "claims")

    def test_csv_parquet_and_xlsx_say_the_same(self, week_folder):
        table = pd.read_parquet(week_folder / "claims.parquet")
        with (week_folder / "claims.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        sheet = openpyxl.load_workbook(week_folder / "report.xlsx", read_only=True)["claims"]
        cells = list(sheet.iter_rows(values_only=True))
        place = cells[0].index("low")
        assert [int(row["low"]) for row in rows] == table["low"].tolist() == [row[place] for row in cells[1:]]

    def test_the_workbook_opens_in_libreoffice_with_the_same_cells(self, week_folder, tmp_path):
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if not office:
            pytest.skip("no LibreOffice on this machine")
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        filter_of = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
        command = [office, profile, "--headless", "--convert-to", filter_of, "--outdir", str(tmp_path), str(week_folder / "report.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        for name in ("claims", "findings", "statements"):
            with (tmp_path / f"report-{name}.csv").open(encoding="utf-8", newline="") as file:
                opened = list(csv.reader(file))
            with (week_folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                written = list(csv.reader(file))
            assert [[cell.lower() for cell in row] for row in opened] == [[cell.lower() for cell in row] for row in written]


REQUIRED = {"@type", "url", "claimReviewed", "author", "itemReviewed", "reviewRating"}


class TestClaimReview:
    def test_every_review_has_the_required_fields(self, week_folder):
        graph = json.loads((week_folder / "claimreview.jsonld").read_text(encoding="utf-8"))
        assert graph["@context"] == "https://schema.org"
        assert len(graph["@graph"]) == 2
        for review in graph["@graph"]:
            assert set(review) >= REQUIRED
            assert review["@type"] == "ClaimReview"
            rating = review["reviewRating"]
            assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
            assert rating["alternateName"]
            assert review["author"]["name"]
            assert review["itemReviewed"]["author"]["name"]
            assert all(one["@type"] == "CreativeWork" for one in review["itemReviewed"]["appearance"])
            assert "55 drones (shahed) shot down" in review["claimReviewed"]

    def test_a_review_leads_to_its_card(self, week_folder):
        page = (week_folder / "index.html").read_text(encoding="utf-8")
        for review in json.loads((week_folder / "claimreview.jsonld").read_text(encoding="utf-8"))["@graph"]:
            card = page.split(f'id="{review["url"].partition("#")[2]}"')[1].split("</article>")[0]
            assert review["reviewBody"].replace("'", "&#39;") in card

    def test_with_an_address_the_url_is_whole(self, evidence):
        graph = json.loads(claim_reviews(evidence, WEEK, "https://example.org/w46/"))["@graph"]
        assert {review["url"] for review in graph} == {"https://example.org/w46/index.html#f1", "https://example.org/w46/index.html#f2"}

    def test_a_rating_says_nothing_about_who_is_right(self, week_folder):
        text = (week_folder / "claimreview.jsonld").read_text(encoding="utf-8").casefold()
        assert not any(word in text for word in ('"false"', '"true"', "lie", "fake"))


HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> ]]></style> `rm` [x](javascript:alert(1)) | a \x1b[31m \u202e ${7*7} {{7*7}} \x00"


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory):
    text = (
        f"{HOSTILE} Russia launched 60 drones at Ukraine overnight, the air force said. It said 41 were shot down and 25 jammed. {HOSTILE}"
    )
    statement = Statement(f"{HOSTILE}/1", text, HOSTILE, datetime(2025, 3, 5, 7, tzinfo=UTC), "en", HOSTILE, "javascript:alert(1)", HOSTILE)
    found = claims_of(statement)
    evidence = Evidence((statement,), tuple(found), check(found, (statement,)))
    assert evidence.findings
    return write_report(evidence, MARCH, tmp_path_factory.mktemp("hostile")).parent


class TestHostileText:
    def test_html_and_svg_hold_no_markup_of_it(self, hostile_folder):
        pages = [hostile_folder / "index.html", *(hostile_folder / "figures").glob("*.svg")]
        assert len(pages) > 2
        for path in pages:
            text = path.read_text(encoding="utf-8")
            assert "<script" not in text
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert 'href="javascript' not in text

    def test_no_cell_starts_a_formula(self, hostile_folder):
        for name in ("claims", "findings", "statements"):
            with (hostile_folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(("=", "+", "-", "@", "|", "%", "\t", "\r"))]
        for sheet in openpyxl.load_workbook(hostile_folder / "report.xlsx"):
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert frictionless.validate(str(hostile_folder / "datapackage.json")).valid

    def test_markdown_shows_it_and_does_nothing_else(self, hostile_folder):
        text = (hostile_folder / "report.md").read_text(encoding="utf-8")
        assert not re.search(r"(?<!\\)<", text)
        assert not re.search(r"(?<!\\)\](?<!\\)\((?!index\.html|figures/)", text)
        assert "\x1b" not in text

    def test_json_ld_can_stand_in_a_page(self, hostile_folder):
        text = (hostile_folder / "claimreview.jsonld").read_text(encoding="utf-8")
        assert not set("<>&") & set(text)
        assert "javascript:" not in json.loads(text)["@graph"][0]["itemReviewed"]["appearance"][0].get("url", "")


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "|a", "%a"])
def test_a_formula_gets_an_apostrophe(start):
    assert guarded(start) == f"'{start}"
    assert guarded(f"a{start}") == f"a{start}"


def test_markdown_marks_are_shown_as_they_are():
    assert markdown_text("a|b *c* <d>\n# e") == r"a\|b \*c\* \<d\> \# e"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (None, "not stated"),
        (Count(83, 83), "83"),
        (Count(81), "at least 81"),
        (Count(), "unknown"),
        (Count(0, 12), "0 to 12"),
        (Count(50, 50, approximate=True), "about 50"),
        (Count(1234, 1234), "1\u202f234"),
    ],
)
def test_counts_in_words(count, words):
    assert stated(count) == words


def test_what_is_counted_in_words():
    figures = claims(
        "o", "2025-03-03T06:00+00:00", "UA<RU night", "1 intercepted", "3 launched missile =kh-59", "1 hit_locations", "2 hit mixed +UA-30"
    )
    assert [claim_words(claim) for claim in figures] == [
        "1 drone shot down",
        "3 missiles (kh-59) launched",
        "1 place hit",
        "2 drones and other weapons hit over Kyiv",
    ]


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (Count(10, 10), Count(10, 10), "the same"),
        (Count(15, 15), Count(10, 10), "5 more (+50 %)"),
        (Count(5, 5), Count(0, 0), "5 more"),
        (Count(12, 14), Count(10, 10), "2 to 4 more"),
        (Count(5, 6), Count(10, 10), "4 to 5 fewer"),
        (Count(8, 14), Count(10, 10), "between 2 fewer and 4 more"),
        (Count(8), Count(10, 10), None),
        (Count(15, 15, approximate=True), Count(10, 10), "about 5 more (+50 %)"),
    ],
)
def test_changes_in_words(now, then, words):
    assert changed(now, then) == words


def test_days_and_hours_in_words():
    assert days_words(date(2024, 11, 11), date(2024, 11, 17)) == "11–17 November 2024"
    assert days_words(date(2024, 10, 28), date(2024, 11, 3)) == "28 October – 3 November 2024"
    assert days_words(date(2024, 12, 30), date(2025, 1, 5)) == "30 December 2024 – 5 January 2025"
    noon = int(datetime(2025, 3, 3, 9, tzinfo=UTC).timestamp() // 60)
    window = Hours(("hours",), None, (noon, noon + 240), None)
    assert hours_words(window, date(2025, 3, 3)) == "12:00–16:00"
    assert hours_words(window, date(2025, 3, 4)) == "3 March 12:00–16:00"
    assert hours_words(Hours(("moment",), None, (noon, noon + 1), None), date(2025, 3, 3)) == "about 12:00"
    assert hours_words(Hours(("night",), None, None, None), date(2025, 3, 3)) == "night"


@pytest.mark.parametrize(
    ("code", "kind"), [("SEA-AZOV", "sea"), ("UA-43", "crimea"), ("UA-14", "occupied"), ("RU-MOW RU-MOS", "moscow"), ("RU-BRY", "region")]
)
def test_places_that_are_not_simply_russia_are_told_apart(code, kind):
    assert kind_of_place(code) == kind


@pytest.mark.parametrize("name", ["2024-W54", "2024", "last week", "W46", ""])
def test_what_is_no_week_is_one_clear_line(name):
    with pytest.raises(WeekError, match="not an ISO week"):
        Week.named(name)


CORPORA = DATA.parent.parent / "shared" / "corpora"


@pytest.mark.slow
@pytest.mark.skipif(not CORPORA.is_dir(), reason="no archive of posts beside the project")
def test_the_report_of_a_week_of_a_large_archive_takes_less_than_twenty_seconds(tmp_path):
    week = ["--from", "2025-10-20", "--to", "2025-10-26", "-o", str(tmp_path)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "reconcile", "report", str(CORPORA), *week], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Time of the processor, so that what else runs on the machine does not count.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 20
    assert "differs" in (tmp_path / "index.html").read_text(encoding="utf-8")

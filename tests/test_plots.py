"""The plots are read back from their artists: labels, intervals, rings, gaps; nothing is cut, nothing lies over another."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.testing.compare import compare_images

from reconcile import plots
from reconcile.frames import claims_frame, findings_frame
from reconcile.model import Claim, Count, Finding, Period, Span
from reconcile.plots.style import OUTCOMES, SIDES, WARNING, drawing, ink_on, say
from reconcile.report import measures
from tests.conftest import WEEK

FIRST = datetime(2025, 3, 1, 8, tzinfo=UTC)
WIDTHS = {"wide": 8.2, "narrow": 3.7}


def claim(day=0, count=40, high=..., metric="launched", source="kpszsu", about=False, **more):
    top = count if high is ... else high
    when = FIRST + timedelta(days=day)
    side = more.pop("side", "UA")
    facts = {"weapon": "drone", "side": side, "attacker": "RU" if side == "UA" else "UA", "period": Period("night", when, when)}
    facts |= {"source": source, "published": when} | more
    return Claim(f"{source}/{day}", metric, Count(count, top, about), str(count), Span(0, 2), **facts)


def frame(*claims):
    return claims_frame(claims)


def drawn(plot, *tables, width=8.2, height=3.6, lang="en"):
    """Draw on axes of a size and lay the figure out, as the report does."""
    with drawing():
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasAgg(figure)
        ax = plot(*tables, ax=figure.subplots(), lang=lang)
        figure.canvas.draw()
    return ax


def of(ax, gid):
    return [artist for artist in ax.get_children() if artist.get_gid() == gid]


def words(ax):
    return [text.get_text() for text in ax.texts]


def footer(ax):
    return ax.get_xlabel().replace("\n", " ")


def row(**fields):
    return pd.DataFrame([fields])


ACCOUNT = [("launched", 83, 83), ("intercepted", 55, 55), ("jammed", 30, 30)]


def account_frame(parts=ACCOUNT, source="guardian", day="2024-11-16"):
    rows = [(pd.Timestamp(day), source, f"{source}/1", part, low, high) for part, low, high in parts]
    table = pd.DataFrame(rows, columns=["day", "source", "statement_id", "part", "low", "high"])
    return table.astype({"low": "Int64", "high": "Int64", "source": "string"})


class TestOverTime:
    def test_an_exact_figure_is_filled_an_interval_hollow_with_its_bar_and_an_open_one_has_an_arrow(self):
        ax = drawn(plots.over_time, frame(claim(0, 40), claim(1, 30, 50), claim(2, 60, None)))
        assert [list(line.get_ydata()) for line in of(ax, "exact")] == [[40]]
        assert [list(line.get_ydata()) for line in of(ax, "hedged")] == [[40, 60]]
        (bar,) = of(ax, "interval")
        assert [segment[:, 1].tolist() for segment in bar.get_segments()] == [[30, 50]]
        assert len(of(ax, "open")) == 1
        assert say("note.open") in footer(ax)
        assert {"40", "30–50", "60+"} <= set(words(ax))

    def test_a_hedged_figure_is_hollow(self):
        ax = drawn(plots.over_time, claims_frame([claim(0, 40), claim(1, 50, about=True)]))
        assert [list(line.get_ydata()) for line in of(ax, "hedged")] == [[50]]
        assert say("note.hollow") in footer(ax)

    def test_a_missing_day_breaks_the_line_and_is_no_zero(self):
        ax = drawn(plots.over_time, frame(claim(0, 40), claim(1, 41), claim(3, 43), claim(4, 44)))
        (line,) = of(ax, "line")
        assert pd.isna(line.get_ydata()).tolist() == [False, False, True, False, False]
        assert 0 not in line.get_ydata()

    def test_a_claim_of_a_contradiction_is_ringed_and_one_of_a_note_is_not(self):
        first, second = claim(0, 40), claim(1, 50)
        found = [
            Finding("excess", "impossible", "RU", None, None, 1, "", (second,)),
            Finding("gap", "note", "RU", None, None, 1, "", (first,)),
        ]
        ax = drawn(plots.over_time, frame(first, second), findings_frame(found))
        assert [(list(ring.get_ydata()), ring.get_markeredgecolor()) for ring in of(ax, "flagged")] == [([50], WARNING)]
        assert say("note.flagged") in footer(ax)

    def test_series_are_named_at_their_ends_or_in_a_key_where_there_is_no_room(self):
        table = frame(*(claim(day, 40 + day, metric=metric) for day in range(3) for metric in ("launched", "intercepted")))
        assert {"launched", "shot down"} <= {text.get_text() for text in of(drawn(plots.over_time, table), "series name")}
        narrow = drawn(plots.over_time, table, width=3.7)
        assert not of(narrow, "series name")
        assert [text.get_text() for text in narrow.get_legend().get_texts()] == ["launched", "shot down"]

    def test_both_sides_in_one_plot_are_said_not_to_compare(self):
        ax = drawn(plots.over_time, frame(claim(0, 40), claim(0, 30, source="mod_russia", side="RU", metric="intercepted")))
        assert say("note.apart") in footer(ax)

    def test_zero_is_drawn_at_zero(self):
        ax = drawn(plots.over_time, frame(claim(0, 0), claim(1, 7)))
        assert 0 in of(ax, "exact")[0].get_ydata()
        assert ax.get_ylim()[0] == 0

    def test_a_thousand_days_keep_their_points_and_few_labels(self):
        ax = drawn(plots.over_time, frame(*(claim(day, 20 + day % 90) for day in range(1000))))
        assert len(of(ax, "exact")[0].get_ydata()) == 1000
        assert not of(ax, "number")
        assert 4 <= len(ax.get_xticks()) <= 14
        assert "\n2025" in ax.xaxis.get_major_formatter()(ax.get_xticks()[0], 0)

    def test_one_point_has_room_around_it(self):
        ax = drawn(plots.over_time, frame(claim(0, 40)))
        assert "40" in words(ax)
        assert ax.get_xlim()[0] < mpl.dates.date2num(pd.Timestamp("2025-03-01")) < ax.get_xlim()[1]


class TestAccount:
    def test_parts_are_stacked_against_the_whole_and_the_excess_is_shown(self):
        ax = drawn(plots.account, account_frame())
        bars = {patch.get_gid(): (patch.get_x(), patch.get_width()) for patch in ax.patches}
        assert bars == {"intercepted": (0, 55), "jammed": (55, 30), "launched": (0, 83), "excess": (83, 2)}
        assert "83  (+2)" in words(ax)

    def test_what_no_outcome_is_stated_for_is_hatched(self):
        ax = drawn(plots.account, account_frame([("launched", 90, 90), ("intercepted", 60, 60)]))
        (left,) = [patch for patch in ax.patches if patch.get_gid() == "unaccounted"]
        assert (left.get_x(), left.get_width()) == (60, 30)
        assert left.get_hatch()

    def test_a_report_that_states_no_outcome_leaves_nothing_hatched(self):
        ax = drawn(plots.account, account_frame([("launched", 90, 90)]))
        assert [patch.get_gid() for patch in ax.patches] == ["launched"]

    def test_a_whole_without_upper_bound_has_an_arrow_and_a_plus(self):
        ax = drawn(plots.account, account_frame([("launched", 80, None), ("intercepted", 60, 70)]))
        assert "80+" in words(ax)
        assert say("note.plus") in footer(ax)
        assert {"intercepted", "intercepted at most"} <= {patch.get_gid() for patch in ax.patches}

    def test_numbers_can_be_read_on_every_colour(self):
        def light(colour):
            linear = [(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4) for part in mpl.colors.to_rgb(colour)]
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

        for colour in (*OUTCOMES.values(), *SIDES.values(), *plots.places._STEPS):
            high, low = sorted((light(colour), light(ink_on(colour))), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, colour


class TestRate:
    def rates(self, *rows):
        columns = ["day", "source", "definition", "low", "high"]
        table = [(pd.Timestamp(day), "kpszsu", definition, low, high) for day, definition, low, high in rows]
        return pd.DataFrame(table, columns=columns)

    def test_no_line_crosses_the_merge_and_the_break_is_marked(self):
        days = pd.date_range("2025-07-22", "2025-07-26")
        ax = drawn(plots.rate, self.rates(*((day, "brought_down", 0.8, 0.8) for day in days)))
        assert len(of(ax, "break")) == 1
        merged = mpl.dates.date2num(pd.Timestamp("2025-07-24"))
        for line in of(ax, "line"):
            at = mpl.dates.date2num(line.get_xdata())
            assert (at < merged).all() or (at >= merged).all()
        assert any("24 July 2025" in word for word in words(ax))

    def test_before_the_merge_alone_there_is_no_break_to_mark(self):
        assert not of(drawn(plots.rate, self.rates(("2024-11-16", "shot_down", 0.6, 0.6))), "break")

    def test_bounds_are_bars(self):
        ax = drawn(plots.rate, self.rates(("2024-11-16", "shot_down", 0.6, 0.7)))
        assert of(ax, "bounds")[0].get_segments()[0][:, 1].tolist() == [0.6, 0.7]
        assert say("note.bounds") in footer(ax)


class TestResiduals:
    def table(self, *rows):
        made = [(pd.Timestamp("2025-03-01") + pd.Timedelta(days=day), "kpszsu", low, high) for day, low, high in rows]
        return pd.DataFrame(made, columns=["day", "source", "low", "high"]).astype({"low": "Int64", "high": "Int64"})

    def test_nothing_left_stands_on_an_axis_of_whole_numbers(self):
        ax = drawn(plots.residuals, self.table((0, 0, 0)))
        assert ax.get_ylim()[1] >= 4
        assert all(float(tick).is_integer() for tick in ax.get_yticks())

    def test_what_is_left_stands_above_zero_and_an_excess_below_in_red(self):
        ax = drawn(plots.residuals, self.table((0, 4, 4), (1, -2, 0), (2, 3, 9), (3, 5, None)))
        assert [line.get_ydata()[0] for line in of(ax, "residual")] == [4, 0, 9]
        assert {"4", "−2", "3–9"} <= set(words(ax))
        assert say("note.excess") in footer(ax)


class TestWindows:
    def table(self, *rows):
        made = [
            (pd.Timestamp("2025-03-02"), "mod_russia", f"m/{n}", "RU", pd.Timestamp(start), pd.Timestamp(end), exact, low, high)
            for n, (start, end, exact, low, high) in enumerate(rows)
        ]
        columns = ["day", "source", "statement_id", "side", "start", "end", "exact", "low", "high"]
        return pd.DataFrame(made, columns=columns).astype({"low": "Int64", "high": "Int64"})

    def test_hours_counted_twice_are_shaded_and_lie_in_lanes_of_their_own(self):
        ax = drawn(
            plots.windows,
            self.table(
                ("2025-03-01 20:00", "2025-03-02 07:00", False, 30, 30),
                ("2025-03-02 06:00", "2025-03-02 09:00", True, 7, 7),
                ("2025-03-02 12:00", "2025-03-02 14:00", True, 5, None),
            ),
        )
        bars = [patch for patch in ax.patches if patch.get_gid() == "window"]
        assert [(bar.get_x(), bar.get_width()) for bar in bars] == [(-4, 11), (6, 3), (12, 2)]
        assert bars[0].get_y() != bars[1].get_y()
        (shade,) = [patch for patch in ax.patches if patch.get_gid() == "overlap"]
        assert (shade.get_x(), shade.get_width()) == (6, 1)
        assert {"30", "7", "5+"} <= set(words(ax))
        assert all(say(f"note.{note}") in footer(ax) for note in ("overlap", "unsure", "plus"))

    def test_windows_side_by_side_are_not_shaded(self):
        rows = (("2025-03-02 08:00", "2025-03-02 12:00", True, 3, 3), ("2025-03-02 12:00", "2025-03-02 16:00", True, 4, 4))
        assert not [patch for patch in drawn(plots.windows, self.table(*rows)).patches if patch.get_gid() == "overlap"]


class TestRegions:
    def table(self, *rows):
        return pd.DataFrame(rows, columns=["region", "low", "high"]).astype({"low": "Int64", "high": "Int64"})

    def test_a_region_has_its_name_and_its_bounds_and_no_code(self):
        ax = drawn(plots.regions, self.table(("RU-BRY", 31, 35), ("UA-43", 8, None)), height=5)
        assert {"Bryansk", "31–35", "Crimea", "8+"} <= set(words(ax))
        assert not [word for word in words(ax) if word in {"BRY", "43"}]

    def test_a_place_known_from_joint_figures_alone_has_only_an_upper_bound(self):
        assert "≤12" in words(drawn(plots.regions, self.table(("RU-BRY", 0, 12)), height=5))

    def test_moscow_city_and_region_are_one_place(self):
        ax = drawn(plots.regions, self.table(("RU-MOW RU-MOS", 7, 7)), height=5)
        (tile,) = of(ax, "region RU-MOW RU-MOS")
        assert tile.get_width() > 1.5
        assert words(ax) == ["Moscow", "7"]

    def test_what_has_no_tile_is_named_below(self):
        ax = drawn(plots.regions, self.table(("RU-BRY", 3, 3), ("UA-NORTH", 4, 4)), height=5)
        assert f"{say('note.unplaced')}: " in footer(ax)
        assert words(ax) == ["Bryansk", "3"]

    @pytest.mark.parametrize("lang", ["en", "uk", "ru"])
    @pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
    def test_words_fit_into_their_tiles(self, width, lang, evidence):
        table = measures.regions_frame(evidence.in_week(WEEK))
        ax = drawn(plots.regions, table, width=width, height=width, lang=lang)
        tiles = [artist.get_window_extent() for artist in ax.patches if str(artist.get_gid()).startswith("region")]
        for text in ax.texts:
            box = text.get_window_extent()
            assert any(tile.x0 - 1 <= box.x0 and box.x1 <= tile.x1 + 1 and tile.y0 - 1 <= box.y0 for tile in tiles), text.get_text()


class TestRevisions:
    def test_figures_are_steps_in_the_order_they_were_told_with_the_change(self):
        told = [claim(0, count, published=FIRST + timedelta(hours=hour)) for hour, count in ((0, 40), (3, 44), (6, 44))]
        ax = drawn(plots.revisions, frame(*told))
        assert list(of(ax, "told")[0].get_ydata()) == [40, 44, 44]
        assert {"40", "44 (+4)"} <= set(words(ax))

    def test_a_fall_has_a_minus(self):
        ax = drawn(plots.revisions, frame(*(claim(0, n, published=FIRST + timedelta(hours=i)) for i, n in enumerate((9, 7)))))
        assert "7 (−2)" in words(ax)


class TestOutlets:
    def table(self, low, high, own=53):
        fields = {"day": pd.Timestamp("2024-11-16"), "source": "guardian", "metric": "intercepted", "low": low, "high": high}
        return row(**fields, own_low=own, own_high=own).astype({"high": "Int64"})

    def test_a_figure_that_differs_is_red_with_its_distance(self):
        ax = drawn(plots.outlets, self.table(55, 55))
        assert [mark.get_color() for mark in of(ax, "differs")] == [WARNING]
        assert "55 (+2)" in words(ax)
        assert [mark.get_xdata()[0] for mark in of(ax, "own")] == [53]

    def test_a_figure_that_agrees_has_no_distance_and_no_halves_stand_on_the_axis(self):
        ax = drawn(plots.outlets, self.table(53, 53))
        assert of(ax, "agrees")
        assert "53" in words(ax)
        assert all(float(tick).is_integer() for tick in ax.get_xticks())

    def test_a_lower_bound_that_can_meet_the_figure_agrees(self):
        assert of(drawn(plots.outlets, self.table(50, None)), "agrees")


class TestCoverage:
    def test_a_missing_day_is_an_empty_square_and_not_a_zero(self):
        table = pd.DataFrame(
            [(pd.Timestamp("2025-03-01"), "kpszsu", 2), (pd.Timestamp("2025-03-02"), "kpszsu", 0)], columns=["day", "source", "reports"]
        )
        ax = drawn(plots.coverage, table)
        assert [patch.get_gid() for patch in ax.patches] == ["report", "missing"]
        assert words(ax) == ["2", "–"]
        assert say("note.missing") in footer(ax)


EMPTY = {
    "over_time": claims_frame([]),
    "revisions": claims_frame([]),
    "account": measures.accounts_frame([]),
    "rate": measures.rates_frame([]),
    "residuals": measures.residuals_frame([]),
    "windows": measures.windows_frame([]),
    "regions": measures.regions_frame([]),
    "outlets": measures.relays_frame([]),
    "coverage": measures.coverage_frame([], WEEK),
}


@pytest.mark.parametrize("name", plots.__all__)
@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_nothing_stated_is_said_and_no_zero_is_drawn(name, lang):
    ax = drawn(getattr(plots, name), EMPTY[name], lang=lang)
    if name != "coverage":
        assert say("note.none", lang) in words(ax)
    assert ax.get_title("left")
    assert say("note.claims", lang) in footer(ax)


@pytest.mark.parametrize("name", plots.__all__)
def test_without_axes_a_plot_makes_its_own(name):
    assert getattr(plots, name)(EMPTY[name]).figure is plt.gcf()
    plt.close("all")


def test_a_name_that_would_be_mathematics_or_drive_a_label_is_plain_text():
    ax = drawn(plots.over_time, frame(claim(0, 40, source="$\\frac{1}{2}$\u202e<b>\n"), claim(0, 30, source="other")))
    shown = [*words(ax), footer(ax)]
    assert any("$\\frac{1}{2}$ <b>" in text.replace("\n", " ") for text in shown)
    assert not any("\u202e" in text for text in shown)


def night_told(*counts, **more):
    return [claim(0, count, published=FIRST + timedelta(hours=3 * place), **more) for place, count in enumerate(counts)]


def a_thousand(name):
    """A frame of a thousand rows for a plot."""
    days = pd.date_range("2023-01-01", periods=1000)
    table = pd.DataFrame({"day": days, "source": "kpszsu", "statement_id": [f"k/{n}" for n in range(1000)], "low": range(1000)})
    table["high"] = table["low"].astype("Int64")
    if name in {"over_time", "revisions"}:
        return frame(*(claim(day, 20 + day % 90) for day in range(1000)))
    if name == "regions":
        return pd.DataFrame({"region": ["RU-BRY", "UA-51"] * 500, "low": 1, "high": pd.array([2] * 1000, "Int64")})
    extra = {
        "account": {"part": "launched"},
        "rate": {"definition": "brought_down", "low": 0.5, "high": 0.6},
        "residuals": {},
        "windows": {"side": "RU", "start": days, "end": days + pd.Timedelta(hours=3), "exact": True},
        "outlets": {"metric": "launched", "own_low": table["low"], "own_high": table["high"]},
        "coverage": {"reports": 1},
    }
    return table.assign(**extra[name])


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow) if name in {"account", "outlets", "windows"} else name for name in plots.__all__]
)
def test_a_thousand_points_are_drawn(name):
    ax = drawn(getattr(plots, name), a_thousand(name), height=4)
    assert ax.get_title("left")
    assert len(ax.get_xticks()) <= 40


def tables(evidence):
    claims = evidence.in_week(WEEK)
    own = {one for one in claims if one.source == "kpszsu" and one.weapon == "drone" and one.scope == "total"}
    side = [one for one in claims if one.source == "mod_russia"]
    return {
        "over_time": (claims_frame(one for one in claims if one in own and one.metric in {"launched", "jammed"}),),
        "account": (measures.accounts_frame(claims),),
        "rate": (measures.rates_frame(evidence.anchors),),
        "residuals": (measures.residuals_frame(claims),),
        "windows": (measures.windows_frame(side),),
        "outlets": (measures.relays_frame(claims),),
        "coverage": (measures.coverage_frame(claims, WEEK),),
        "revisions": (frame(*night_told(40, 44, 44), *night_told(20, 31, 29, metric="intercepted")),),
    }


def ticks(axis):
    """The labels that are drawn: those within the view."""
    low, high = sorted(axis.get_view_interval())
    return [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("name", ["over_time", "account", "rate", "residuals", "windows", "outlets", "coverage", "revisions"])
def test_no_label_is_cut_or_lies_over_another(evidence, name, width, lang):
    table = tables(evidence)[name]
    rows = len(table[0])
    height = {"account": 2.6 + 0.2 * rows, "windows": 2 + 0.25 * rows, "outlets": 2 + 0.5 * rows, "coverage": 5}.get(name, 3.6)
    ax = drawn(getattr(plots, name), *table, width=width, height=height, lang=lang)
    page = ax.figure.bbox
    texts = [text for text in (*ax.texts, ax._left_title, ax.xaxis.label, *ticks(ax.xaxis), *ticks(ax.yaxis)) if text.get_text()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts if text.get_visible()]
    for word, box in boxes:
        assert box.x0 >= -2, f"{word} is cut"
        assert box.x1 <= page.x1 + 2, f"{word} is cut"
    for (one, first), (two, second) in combinations(boxes, 2):
        wide = min(first.x1, second.x1) - max(first.x0, second.x0)
        tall = min(first.y1, second.y1) - max(first.y0, second.y0)
        smaller = min(first.width * first.height, second.width * second.height)
        assert wide <= 0 or tall <= 0 or wide * tall < 0.2 * smaller, f"{one!r} over {two!r}"


REFERENCE = Path(__file__).parent / "reference"
LOOKS = ("over_time", "account", "rate", "windows", "outlets", "coverage")


def pictured(name, table, path):
    with drawing():
        rows = len(table[0])
        figure = Figure(figsize=(8.2, {"account": 6.4, "windows": 2 + 0.2 * rows, "outlets": 7.5}.get(name, 3.6)), layout="constrained")
        FigureCanvasAgg(figure)
        getattr(plots, name)(*table, ax=figure.subplots())
        figure.savefig(path, dpi=50, facecolor="white", metadata={"Software": None})
    return path


@pytest.mark.parametrize("name", LOOKS)
def test_the_look_is_the_one_that_was_looked_at(evidence, name, tmp_path):
    """To accept a new look: look at the picture that a failure names, then copy it over the one in tests/reference."""
    made = pictured(name, tables(evidence)[name], tmp_path / f"{name}.png")
    # Text is drawn a little differently by each version of matplotlib; a bar or label out of its place differs by more.
    assert compare_images(str(REFERENCE / f"{name}.png"), str(made), tol=6) is None

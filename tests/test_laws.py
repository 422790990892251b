"""Laws between texts of one speaker and within a text, from statements with words of our own."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extraction import extract
from reconcile.model import Finding, Statement
from reconcile.reconciliation import check
from tests.claims_builder import claims


def told(source: str, published: str, text: str) -> Statement:
    return Statement(f"{source}/{published}", text, source, datetime.fromisoformat(published))


def found(*statements: Statement) -> tuple[Finding, ...]:
    return check([claim for statement in statements for claim in extract(statement)], statements)


def of_kind(findings: tuple[Finding, ...], *kinds: str) -> list[Finding]:
    return [finding for finding in findings if finding.kind in kinds]


NIGHTS = [
    told("kpszsu", f"2024-11-{day}T09:10+02:00", f"У ніч на {day} листопада противник атакував {count} ударними БпЛА.")
    for day, count in zip(range(11, 18), (74, 110, 90, 59, 29, 83, 90), strict=True)
]


def test_days_that_outnumber_their_week_are_suspicious() -> None:
    week = told("kpszsu", "2024-11-18T10:00+02:00", "За минулий тиждень ворог запустив по Україні 400 ударних БпЛА.")
    (excess,) = of_kind(found(*NIGHTS, week), "excess")
    assert (excess.severity, excess.by) == ("suspicious", 61)
    assert excess.balance == "110 + 90 + 59 + 29 + 83 + 90 = 461, of 400 launched in the week"
    assert str(excess.mended_by[0]) == "launched 461.."


def test_days_that_fall_short_of_a_named_week_leave_the_rest_on_no_stated_day() -> None:
    week = told("kpszsu", "2024-11-18T10:00+02:00", "Із 11 по 17 листопада противник застосував 560 ударних БпЛА.")
    (short,) = of_kind(found(*NIGHTS, week), "unattributed")
    assert (short.severity, short.by) == ("note", 25)


def test_a_missing_night_is_unknown_and_named() -> None:
    month = told("outlet", "2024-12-01T10:00+02:00", "Russia launched 530 drones at Ukraine in November, the Ukrainian air force said.")
    (excess,) = of_kind(found(*NIGHTS, month), "excess")
    assert excess.balance.endswith("= 535, of 530 launched in the month")
    more = told("outlet", "2024-12-01T10:00+02:00", "Russia launched 2,430 drones at Ukraine in November, the Ukrainian air force said.")
    (short,) = of_kind(found(*NIGHTS, more), "unattributed")
    assert short.by == 2430 - 535
    assert short.explanations[0].startswith("23 of the days are not stated, which is not zero: 2024-11-01, ")


def test_a_sum_of_another_speaker_is_not_held_against_the_days() -> None:
    text = "Президент Володимир Зеленський повідомив, що за минулий тиждень Росія запустила по Україні 400 ударних дронів."
    assert of_kind(found(*NIGHTS, told("outlet", "2024-11-18T10:00+02:00", text)), "excess") == []


def test_a_month_in_which_the_definition_changed_is_not_summed() -> None:
    nights = [claims("kpszsu", f"2025-07-{day}T09:00+03:00", "UA<RU night", "100 intercepted") for day in range(10, 31)]
    month = claims("kpszsu", "2025-08-01T09:00+03:00", "UA<RU month", "900 intercepted")
    assert of_kind(check([claim for night in nights for claim in night] + list(month)), "excess") == []
    before = claims("kpszsu", "2025-07-21T09:00+03:00", "UA<RU week", "300 intercepted")
    week = check([claim for night in nights[:10] for claim in night] + list(before))
    assert [finding.by for finding in of_kind(week, "excess")] == [200]


def test_overlapping_windows_are_never_added_up_to_a_longer_one() -> None:
    evening = claims("kpszsu", "2025-05-11T00:30+03:00", "UA<RU window 2025-05-10T21:00+03:00/2025-05-11T00:00+03:00", "60 launched")
    night = claims("kpszsu", "2025-05-11T09:00+03:00", "UA<RU window 2025-05-10T21:00+03:00/2025-05-11T07:00+03:00", "100 launched")
    after = claims("kpszsu", "2025-05-12T09:00+03:00", "UA<RU window 2025-05-11T21:00+03:00/2025-05-12T07:00+03:00", "50 launched")
    whole = "UA<RU window 2025-05-10T00:00+03:00/2025-05-13T00:00+03:00"
    assert of_kind(check((*evening, *night, *after, *claims("kpszsu", "2025-05-13T09:00+03:00", whole, "150 launched"))), "excess") == []
    (excess,) = of_kind(check((*evening, *night, *after, *claims("kpszsu", "2025-05-13T09:00+03:00", whole, "140 launched"))), "excess")
    assert excess.balance == "100 + 50 = 150, of 140 launched in the whole period"


def test_a_running_total_grows_by_what_is_stated_for_the_month() -> None:
    def counter(day: str, count: int) -> Statement:
        text = f"Минобороны России: с начала специальной военной операции уничтожено {count} беспилотных летательных аппаратов."
        return told("agency", f"{day}T14:00+03:00", text)

    month = told("agency", "2024-11-02T14:00+03:00", "Минобороны России: за октябрь уничтожено 2000 беспилотных летательных аппаратов.")
    (step,) = of_kind(found(counter("2024-10-01", 23000), counter("2024-11-01", 24500), month), "counter")
    assert (step.severity, step.by) == ("suspicious", 500)
    assert step.balance == "24500 − 23000 = 1500, but 2000 intercepted in the month between"
    assert [str(mend) for mend in step.mended_by] == ["intercepted 22500", "intercepted 25000", "intercepted 1500"]
    assert of_kind(found(counter("2024-10-01", 23000), counter("2024-11-01", 25000), month), "counter") == []


def test_a_share_that_no_two_counts_give_is_suspicious() -> None:
    counts = "Russia launched 110 drones overnight, Ukraine's air force said. It shot down 60 drones, or {} of them."
    (share,) = of_kind(found(told("outlet", "2025-05-10T09:10+03:00", counts.format("90 per cent"))), "disagreement")
    assert (share.severity, share.by) == ("suspicious", 38)
    assert share.balance == "“90 per cent” of 110 launched stated as brought down, but 60 intercepted is 55 %"
    for honest in ("55%", "54.5 %", "about 57 per cent", "more than 50%"):
        assert of_kind(found(told("outlet", "2025-05-10T09:10+03:00", counts.format(honest))), "disagreement") == []


def test_a_share_of_shot_down_and_jammed_together_is_one_of_the_readings() -> None:
    text = "У ніч на 10 травня противник атакував 110 ударними БпЛА. Збито 60 БпЛА, ще 40 локаційно втрачено. Знешкоджено {} % дронів."
    assert of_kind(found(told("kpszsu", "2025-05-10T09:10+03:00", text.format(91))), "disagreement") == []
    assert [finding.by for finding in of_kind(found(told("kpszsu", "2025-05-10T09:10+03:00", text.format(75))), "disagreement")] == [17]


def test_a_record_that_an_earlier_night_exceeds_is_none() -> None:
    earlier = told("kpszsu", "2025-05-09T09:10+03:00", "У ніч на 9 травня противник атакував 210 ударними БпЛА.")
    text = "Russia launched a record {} drones at Ukraine overnight, the air force said on Saturday."
    (record,) = of_kind(found(earlier, told("outlet", "2025-05-10T09:10+03:00", text.format(188))), "disagreement")
    assert (record.severity, record.by) == ("suspicious", 22)
    assert record.balance == "188 launched are called a record, but 210 launched on 2025-05-09 were stated before"
    assert of_kind(found(earlier, told("outlet", "2025-05-10T09:10+03:00", text.format(230))), "disagreement") == []
    plain = told("outlet", "2025-05-10T09:10+03:00", text.format(188).replace("a record ", ""))
    assert of_kind(found(earlier, plain), "disagreement") == []


def test_a_night_told_of_days_later_stands_on_its_own_day() -> None:
    own = told("kpszsu", "2024-11-14T09:10+02:00", "У ніч на 14 листопада противник атакував 59 ударними БпЛА.")
    later = "Overnight into November 14, Russia launched 95 drones at Ukraine, the Ukrainian air force said."
    (misquote,) = of_kind(found(own, told("outlet", "2024-11-15T12:00+02:00", later)), "misquote")
    assert misquote.balance == "95 launched in outlet, 59 in the Air Force's own statement"
    next_night = told("kpszsu", "2024-11-15T09:10+02:00", "У ніч на 15 листопада противник атакував 95 ударними БпЛА.")
    assert of_kind(found(next_night, told("outlet", "2024-11-15T12:00+02:00", later)), "misquote") == []


def test_a_slip_between_two_regions_names_both_texts() -> None:
    window = "RU<UA window 2025-10-26T16:00+03:00/2025-10-26T20:00+03:00"
    items = "{} intercepted +{} part of 22"
    own = claims("mod_russia", "2025-10-26T21:19+03:00", window, "22 intercepted", items.format(19, "RU-BEL"), items.format(3, "RU-KLU"))
    outlet = claims(
        "agency",
        "2025-10-26T21:06+03:00",
        window,
        '22 intercepted "Минобороны"',
        items.format(19, "RU-BEL") + ' "Минобороны"',
        items.format(3, "RU-KRS") + ' "Минобороны"',
    )
    (misquote,) = of_kind(check((*own, *outlet)), "misquote")
    assert (misquote.severity, misquote.by) == ("inconsistent", 3)
    assert misquote.balance == (
        "3 over Kursk region in agency, 3 over Kaluga region in the speaker's own list, which names no drone over Kursk region"
    )


def test_the_ministry_s_own_list_that_outnumbers_its_total_is_impossible() -> None:
    text = (
        "В течение прошедшей ночи дежурными средствами ПВО уничтожены 20 украинских беспилотных летательных аппаратов: 12 – над "
        "территорией Курской области, 11 – над территорией Брянской области."
    )
    (excess,) = of_kind(found(told("mod_russia", "2024-11-16T07:48+03:00", text)), "excess")
    assert (excess.severity, excess.by) == ("impossible", 3)
    assert excess.balance == "12 over Kursk region + 11 over Bryansk region = 23, of 20 intercepted"


def test_a_list_that_was_cut_contradicts_nothing() -> None:
    text = (
        "В течение прошедшей ночи дежурными средствами ПВО уничтожены 20 украинских беспилотных летательных аппаратов: 12 – над "
        "территорией Курской области, три – над территорией Брянской области"
    )
    cut = told("mod_russia", "2024-11-16T07:48+03:00", text.ljust(400))
    assert found(cut) == ()


def test_one_beside_a_total_with_its_own_list_is_not_in_it() -> None:
    beside = ("1 intercepted +RU-KRS part", "5 intercepted", "3 intercepted +RU-BRY part of 5", "2 intercepted +RU-TUL part of 5")
    assert check(claims("mod_russia", "2024-03-07T07:12+03:00", "RU<UA night", *beside)) == ()


def test_a_figure_that_fits_neither_its_rival_nor_the_rest_is_the_one_to_doubt() -> None:
    post = claims(
        "kpszsu", "2026-04-09T08:30+03:00", "UA<RU night", "99 neutralized", "119 launched", "119 neutralized +UA-NORTH+UA-SOUTH", "16 hit"
    )
    (excess,) = of_kind(check(post), "excess")
    assert excess.explanations[0] == "119 neutralized is the figure to doubt: without it all the others hold"


def test_every_one_of_several_independent_conflicts_is_told() -> None:
    made = claims(
        "kpszsu", "2024-11-16T09:00+02:00", "UA<RU night", "50 launched", "60 intercepted", "5 launched missile", "7 intercepted missile"
    )
    made = claims("kpszsu", "2024-11-16T09:00+02:00", "UA<RU night", "9 intercepted bomb", "3 launched bomb", after=made)
    assert sorted(finding.balance for finding in of_kind(check(made), "excess")) == [
        "60 intercepted, of 50 launched",
        "7 missiles intercepted, of 5 missiles launched",
        "9 bombs intercepted, of 3 bombs launched",
    ]


def test_both_sides_totals_in_one_sentence_are_not_comparable() -> None:
    text = "Ukraine's air force said it shot down 55 drones overnight, while Russia's defence ministry said it shot down 35 drones."
    (beside,) = found(told("outlet", "2024-11-16T12:00+00:00", text))
    assert (beside.kind, beside.severity, beside.attacker) == ("incomparable", "note", None)
    assert "different drones" in beside.balance


def test_outcomes_over_named_regions_count_against_the_launched() -> None:
    text = (
        "У ніч на 14 листопада противник запустив 60 ударних БпЛА. Підтверджено збиття 21 БпЛА на Київщині, Сумщині та Полтавщині. "
        "38 безпілотників-імітаторів локаційно втрачено."
    )
    (rest,) = of_kind(found(told("kpszsu", "2024-11-14T09:00+02:00", text)), "unaccounted")
    assert rest.by == 1


def test_a_missile_total_of_one_beside_the_whole_is_a_part_of_unknown_size() -> None:
    figures = ("120 launched missile", "102 intercepted missile")
    whole = claims("outlet", "2024-11-17T13:00+02:00", "UA<RU night", *figures)
    made = claims("outlet", "2024-11-17T13:00+02:00", "UA<RU", "1 launched missile", "101 intercepted missile", after=whole)
    assert of_kind(check(made), "excess") == []


MADE = [*NIGHTS, told("kpszsu", "2024-11-18T10:00+02:00", "За минулий тиждень ворог запустив по Україні 400 ударних БпЛА.")]


@cache
def found_in_order() -> tuple[Finding, ...]:
    return found(*MADE)


@settings(max_examples=10, deadline=None)
@given(st.permutations(MADE), st.lists(st.sampled_from(MADE), max_size=4))
def test_neither_order_nor_repeats_of_statements_change_what_is_found(order: list[Statement], again: list[Statement]) -> None:
    assert found(*order, *again) == found_in_order()


@pytest.mark.parametrize("cut", range(len(MADE)))
def test_where_an_archive_is_split_changes_nothing(cut: int) -> None:
    first, second = MADE[:cut], MADE[cut:]
    made = [claim for part in (second, first) for statement in part for claim in extract(statement)]
    assert check(made, [*second, *first]) == found_in_order()


POST = (
    "В течение прошедшей ночи дежурными средствами ПВО уничтожены 20 украинских БпЛА: 12 – над территорией Курской области, "
    "восемь – над территорией Брянской области."
)


def test_an_edited_post_is_one_voice_whose_changes_are_noted() -> None:
    before = told("mod_russia", "2025-05-09T07:10+03:00", POST)
    moved = Statement(before.id, POST.replace("Брянской", "Калужской"), before.source, before.published)
    (edit,) = found(before, moved)
    assert found(moved, before) == (edit,)
    assert (edit.kind, edit.severity, edit.explanations) == ("revision", "note", ("the post was edited",))
    assert "8 intercepted over Bryansk region" in edit.balance
    assert "8 intercepted over Kaluga region" in edit.balance
    raised = Statement(
        before.id, POST.replace("20", "21").replace("12", "13"), before.source, datetime.fromisoformat("2025-05-09T09:10+03:00")
    )
    changes = found(before, raised)
    assert [(finding.kind, finding.by) for finding in changes] == [("revision", 1), ("revision", 1)]
    assert changes[0].balance == "12 intercepted over Kursk region before the edit, 13 intercepted over Kursk region after it"


def test_figures_of_one_night_in_two_posts_are_held_against_each_other() -> None:
    first = told("kpszsu", "2024-11-16T07:00+02:00", "У ніч на 16 листопада противник атакував 83-ма ударними БпЛА.")
    second = told("kpszsu", "2024-11-16T09:00+02:00", "У ніч на 16 листопада збито 55 ударних БпЛА, ще 30 локаційно втрачено.")
    (excess,) = of_kind(found(first, second), "excess")
    assert (excess.severity, excess.by) == ("impossible", 2)
    outlets = [Statement(f"outlet{number}", post.text, f"outlet{number}", post.published) for number, post in enumerate((first, second))]
    told_by = [f"Повітряні сили повідомили: {outlet.text[0].lower()}{outlet.text[1:]}" for outlet in outlets]
    again = [Statement(outlet.id, text, outlet.source, outlet.published) for outlet, text in zip(outlets, told_by, strict=True)]
    (excess,) = of_kind(found(*again), "excess")
    assert (excess.severity, excess.by) == ("inconsistent", 2)
    assert excess.explanations[0].startswith("consistent if the outlets quote different versions")


def test_one_attempt_of_the_ministry_is_not_all_that_flew_at_that_hour() -> None:
    when = "RU<UA moment 2024-03-02T19:30+03:00/2024-03-02T19:30+03:00"
    first = claims("mod_russia", "2024-03-02T20:54+03:00", when, "2 launched", "2 intercepted +RU-BEL")
    second = claims("mod_russia", "2024-03-02T21:37+03:00", when, "1 intercepted +RU-LEN")
    assert of_kind(check((*first, *second)), "excess") == []


def test_shot_down_and_jammed_together_do_not_fall() -> None:
    first = claims("kpszsu", "2024-11-16T07:00+02:00", "UA<RU night", "90 launched", "50 intercepted", "30 jammed")
    second = claims("kpszsu", "2024-11-16T09:00+02:00", "UA<RU night", "90 launched", "52 intercepted", "20 jammed")
    (fall,) = [finding for finding in of_kind(check((*first, *second)), "revision") if finding.severity == "suspicious"]
    assert (fall.by, fall.balance) == (8, "intercepted + jammed: 50 + 30 = 80, later 52 + 20 = 72")
    moved = claims("kpszsu", "2024-11-16T09:00+02:00", "UA<RU night", "90 launched", "60 intercepted", "20 jammed")
    assert [finding for finding in of_kind(check((*first, *moved)), "revision") if finding.severity == "suspicious"] == []


def test_a_record_of_drones_is_none_of_the_missiles_beside_them() -> None:
    earlier = told("kpszsu", "2025-05-09T09:10+03:00", "У ніч на 9 травня противник атакував 90 ракетами.")
    text = "Russia launched a record 472 drones and seven missiles at Ukraine overnight, the air force said on Saturday."
    assert of_kind(found(earlier, told("outlet", "2025-05-10T09:10+03:00", text)), "disagreement") == []


@pytest.mark.parametrize("published", ["0001-01-03T09:00+00:00", "9999-12-31T23:00+00:00"])
def test_a_week_at_the_ends_of_the_calendar_does_no_harm(published: str) -> None:
    made = [claims("kpszsu", published, f"UA<RU {kind}", "12 launched") for kind in ("week", "month", "night", "since_start")]
    assert check([claim for part in made for claim in part]) is not None


def test_a_window_of_centuries_is_no_sum_of_days() -> None:
    long = claims("kpszsu", "2024-11-12T09:00+00:00", "UA<RU window 0002-01-01T00:00+00:00/9990-01-01T00:00+00:00", "12 launched")
    night = claims("kpszsu", "2024-11-12T09:00+00:00", "UA<RU night", "50 launched")
    assert of_kind(check((*long, *night)), "excess") == []


def test_an_edit_may_add_a_figure_or_take_one_away() -> None:
    short = told("mod_russia", "2025-05-09T07:10+03:00", POST)
    text = POST.replace("20", "22").replace("области.", "области, два – над территорией Калужской области.")
    long = Statement(short.id, text, short.source, datetime.fromisoformat("2025-05-09T08:10+03:00"))
    assert sorted((edit.by, edit.balance) for edit in of_kind(found(short, long), "revision")) == [
        (2, "20 intercepted before the edit, 22 intercepted after it"),
        (2, "no such figure before the edit, 2 intercepted over Kaluga region after it"),
    ]
    later = Statement(short.id, short.text, short.source, datetime.fromisoformat("2025-05-09T09:10+03:00"))
    assert "2 intercepted over Kaluga region before the edit, no such figure after it" in [
        edit.balance for edit in of_kind(found(long, later), "revision")
    ]
    # Of two versions with one time nobody knows which was first.
    (moved,) = found(short, Statement(short.id, POST.replace("Брянской", "Калужской"), short.source, short.published))
    assert moved.balance.endswith("in the other")
    assert "in one version of the post" in moved.balance

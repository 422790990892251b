"""Every worked case from the texts themselves: statements with the published figures in words of our own, extracted, then checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

import pytest

from reconcile.cli import main
from reconcile.extraction import extract
from reconcile.model import Claim, Finding, Statement
from reconcile.reconciliation import Query, accounts, bounds, check


def told(source: str, published: str, text: str) -> Statement:
    return Statement(f"{source}/{published}", text, source, datetime.fromisoformat(published))


def air_force(published: str, text: str) -> Statement:
    return told("kpszsu", published, text)


def ministry(published: str, text: str) -> Statement:
    return told("mod_russia", published, text)


def claims_of(*statements: Statement) -> list[Claim]:
    return [claim for statement in statements for claim in extract(statement)]


def found(*statements: Statement) -> tuple[Finding, ...]:
    return check(claims_of(*statements), statements)


def grave(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    return [(finding.severity, finding.kind, finding.by) for finding in findings if finding.severity != "note"]


def only(findings: tuple[Finding, ...], kind: str) -> Finding:
    (finding,) = [finding for finding in findings if finding.kind == kind]
    return finding


def mended(finding: Finding) -> list[str]:
    return [str(mend) for mend in finding.mended_by]


def figures(finding: Finding) -> list[tuple[str, str, int]]:
    return [(claim.source, claim.metric, claim.count.low) for claim in finding.claims]


ARTICLE = told(
    "guardian",
    "2024-11-16T18:16+00:00",
    "Both countries were attacked from the air overnight.\n\n"
    "Russia launched 83 Shahed drones at Ukraine overnight, the Ukrainian air force said. Of these, 55 were shot down and 30 were "
    "lost after electronic jamming. The head of Kyiv's military administration said up to a dozen drones were neutralised over the "
    "capital.\n\nRussia's defence ministry said its air defences destroyed 35 Ukrainian drones, including 20 over the Kursk region "
    "and 11 over the Bryansk region.",
)
OWN_UA = air_force(
    "2024-11-16T09:40+02:00",
    "Станом на 09:30 16 листопада підтверджено збиття 53 ударних БпЛА. Ще 30 ворожих безпілотників – локаційно втрачені.\n\n"
    "У ніч на 16 листопада (з 19:30 15 листопада) противник атакував 83-ма ударними БпЛА типу Shahed.",
)
OWN_RU = (
    ministry(
        "2024-11-16T07:48+03:00",
        "В течение прошедшей ночи дежурными средствами ПВО уничтожены 34 украинских беспилотных летательных аппарата: 20 – над "
        "территорией Курской области, 11 – над территорией Брянской области и по одному – над территориями Республики Крым, "
        "Белгородской и Калужской областей.",
    ),
    ministry(
        "2024-11-16T11:42+03:00",
        "Около 08.10 мск дежурными средствами ПВО уничтожен украинский беспилотный летательный аппарат над территорией Воронежской области.",
    ),
)


def test_16_november_2024_the_article_alone() -> None:
    excess, unattributed = found(ARTICLE)
    assert (excess.severity, excess.kind, excess.by) == ("impossible", "excess", 2)
    assert figures(excess) == [("guardian", "launched", 83), ("guardian", "intercepted", 55), ("guardian", "jammed", 30)]
    assert excess.balance == "55 intercepted + 30 jammed = 85, of 83 launched"
    assert mended(excess) == ["launched 85..", "intercepted ..53", "jammed ..28"]
    assert (unattributed.severity, unattributed.kind, unattributed.by) == ("note", "unattributed", 4)


def test_16_november_2024_up_to_a_dozen_over_kyiv_contradict_nothing() -> None:
    (dozen,) = [claim for claim in claims_of(ARTICLE) if claim.regions == ("UA-30",)]
    assert (dozen.count.low, dozen.count.high) == (0, 12)
    assert not any(dozen in finding.claims for finding in found(ARTICLE, OWN_UA, *OWN_RU))


def test_16_november_2024_with_the_own_statements_of_that_night() -> None:
    findings = found(ARTICLE, OWN_UA, *OWN_RU)
    assert grave(findings) == [("impossible", "excess", 2), ("impossible", "misquote", 2)]
    misquote = only(findings, "misquote")
    assert figures(misquote) == [("guardian", "intercepted", 55), ("kpszsu", "intercepted", 53)]
    assert misquote.balance == "55 intercepted in guardian, 53 in the Air Force's own statement"
    assert mended(misquote) == ["intercepted 53", "intercepted 55"]
    assert only(findings, "excess").explanations[0] == "the Air Force's own statement gives 53 intercepted"
    assert only(findings, "unattributed").explanations[0] == (
        "the speaker's own statements: 34 + 1 = 35; beyond the places named here 1 over Crimea, 1 over Belgorod region, "
        "1 over Kaluga region, 1 over Voronezh region, which accounts for all 4"
    )


def test_16_november_2024_on_the_command_line(capsys, tmp_path) -> None:
    path = tmp_path / "night.jsonl"
    path.write_text("".join(json.dumps(one.to_record()) + "\n" for one in (ARTICLE, OWN_UA, *OWN_RU)), encoding="utf-8")
    for arguments in (["check", str(path)], ["check", str(path), "--format", "jsonl"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 1
    out = capsys.readouterr().out
    assert "IMPOSSIBLE: misquote by 2" in out
    assert '"balance": "55 intercepted in guardian, 53 in the Air Force\'s own statement"' in out


def test_23_october_2024_adds_up_exactly() -> None:
    text = "У ніч на 23 жовтня ворог запустив 81 ударний БпЛА. Станом на 09:00 збито 57 безпілотників, 15 – локаційно втрачені, ще 9 перебувають у повітряному просторі України."
    post = air_force("2024-10-23T09:10+03:00", text)
    assert [claim.metric for claim in claims_of(post)] == ["launched", "intercepted", "jammed", "airborne"]
    assert found(post) == ()


def test_18_october_2024_an_approximate_remainder_contradicts_nothing() -> None:
    text = (
        "У ніч на 18 жовтня противник атакував Україну 135 ударними БпЛА. Збито 80 безпілотників, 44 локаційно втрачені, ще два "
        "полетіли у бік Білорусі. Близько 10 БпЛА залишаються у повітряному просторі України."
    )
    post = air_force("2024-10-18T09:10+03:00", text)
    assert [str(claim.count) for claim in claims_of(post)] == ["135", "80", "44", "2", "~10"]
    assert found(post) == ()


def test_28_may_2023_the_later_larger_figures_revise_and_both_are_kept() -> None:
    first = air_force(
        "2023-05-28T08:00+03:00", "У ніч на 28 травня 2023 року ворог атакував 54 ударними безпілотниками. Сили ППО знищили 52 з них."
    )
    later = told("GeneralStaffZSU", "2023-05-28T18:00+03:00", "У ніч на 28 травня противник застосував 59 БпЛА Shahed-136, з них 58 збито.")
    findings = found(first, later)
    assert grave(findings) == []
    revisions = sorted((finding.by, [claim.count.low for claim in finding.claims]) for finding in findings if finding.kind == "revision")
    assert revisions == [(5, [54, 59]), (6, [52, 58])]


def test_2_january_2023_a_city_cannot_have_more_than_its_country() -> None:
    national = air_force("2023-01-02T08:00+02:00", "У ніч на 2 січня 2023 року ворог атакував 39 ударними БпЛА Shahed-136. Усі 39 збито.")
    mayor = told(
        "vitaliy_klitschko",
        "2023-01-02T09:00+02:00",
        "Вночі 2 січня ворог випустив по Києву 40 дронів, повідомив мер Києва Віталій Кличко. Збито 22 дрони над Києвом, 15 – над "
        "Київською областю.",
    )
    staff = told("GeneralStaffZSU", "2023-01-02T18:00+02:00", "У ніч на 2 січня збито 44 БпЛА Shahed-136.")
    findings = found(national, mayor, staff)
    excess = only(findings, "excess")
    assert (excess.severity, excess.by) == ("impossible", 1)
    assert figures(excess) == [("kpszsu", "launched", 39), ("vitaliy_klitschko", "launched", 40)]
    assert mended(excess) == ["launched 40..", "launched ..39"]
    assert [claim.count.low for claim in only(findings, "revision").claims] == [39, 44]


def test_23_february_2025_exits_inside_the_lost_leave_ten_open() -> None:
    text = (
        "У ніч на 23 лютого противник атакував 267 ударними БпЛА. Станом на 09:00 підтверджено збиття 138 БпЛА. 119 безпілотників – "
        "локаційно втрачені, з них три – у бік Росії, один – у бік Білорусі."
    )
    post = air_force("2025-02-23T09:10+02:00", text)
    (finding,) = found(post)
    assert (finding.severity, finding.kind, finding.by) == ("note", "unaccounted", 10)
    assert finding.balance == "267 launched − 138 intercepted − 119 jammed = 10 unaccounted for"
    (account,) = accounts(claims_of(post))
    assert str(account.unaccounted.count) == "10"


def test_27_may_2025_the_evening_lies_inside_the_night() -> None:
    evening = ministry(
        "2025-05-28T00:38+03:00",
        "С 21.00 мск 27 мая до 00.00 мск 28 мая дежурными средствами ПВО уничтожены 112 украинских беспилотных летательных аппаратов.",
    )
    night = ministry(
        "2025-05-28T07:38+03:00",
        "С 21.00 мск 27 мая до 07.00 мск 28 мая дежурными средствами ПВО перехвачены и уничтожены 296 украинских БпЛА.",
    )
    (overlap,) = found(evening, night)
    assert (overlap.severity, overlap.kind, overlap.by) == ("note", "overlap", 112)
    assert overlap.balance == "112 intercepted (21:00–00:00) lies inside 296 intercepted (21:00–07:00): together 296, not 408"
    assert str(bounds(claims_of(evening, night), Query("UA", "intercepted")).count) == "296"


def test_22_april_2025_the_headline_is_a_part_of_the_night() -> None:
    posts = (
        ministry(
            "2025-04-21T20:50+03:00",
            "С 20.00 до 20.40 мск дежурными средствами ПВО уничтожены пять украинских БпЛА над территорией Республики Крым.",
        ),
        ministry(
            "2025-04-21T21:20+03:00",
            "С 20.55 до 21.10 мск дежурными средствами ПВО уничтожены два украинских БпЛА над территорией Белгородской области.",
        ),
        ministry(
            "2025-04-22T07:22+03:00",
            "В течение прошедшей ночи дежурными средствами ПВО уничтожены три украинских беспилотных летательных аппарата: два – над "
            "территорией Орловской области и один – над территорией Курской области. Всего с 20.00 мск 21 апреля до 06.00 мск "
            "22 апреля уничтожены 10 украинских БпЛА.",
        ),
    )
    findings = found(*posts)
    assert grave(findings) == []
    assert [(finding.kind, finding.by) for finding in findings] == [("overlap", 5), ("overlap", 2)]
    start, end = (datetime.fromisoformat(f"2025-04-{moment}+03:00") for moment in ("21T20:00", "22T06:00"))
    whole = bounds(claims_of(*posts), Query("UA", "intercepted", start=start, end=end))
    assert (whole.low, whole.high) == (10, 10)


def test_29_june_2025_all_weapons_quoted_as_drones() -> None:
    own = air_force(
        "2025-06-29T09:10+03:00",
        "У ніч на 29 червня противник атакував 537 засобами повітряного нападу: 477 БпЛА та 60 ракетами. Знешкоджено 475 засобів "
        "повітряного нападу. Збито 249 цілей, зокрема 211 БпЛА. Ще 226 цілей локаційно втрачено, зокрема 225 БпЛА.",
    )
    outlet = told(
        "outlet",
        "2025-06-29T11:00+03:00",
        "Ukraine's air force said its defenders neutralised 475 of the 477 drones that Russia launched overnight.",
    )
    assert grave(found(own)) == []
    misquote = only(found(own, outlet), "misquote")
    assert (misquote.severity, misquote.by) == ("impossible", 39)
    assert figures(misquote) == [("outlet", "neutralized", 475), ("kpszsu", "intercepted", 211), ("kpszsu", "jammed", 225)]
    assert mended(misquote) == ["neutralized 436"]
    assert "475 is the own figure for all weapons" in misquote.explanations


def test_9_july_2025_missiles_counted_twice() -> None:
    own = air_force(
        "2025-07-09T09:10+03:00",
        "У ніч на 9 липня противник атакував 728 ударними БпЛА та 13 ракетами. Знешкоджено 718 цілей: 303 збито вогневими засобами, "
        "з них 296 БпЛА та 7 ракет, 415 БпЛА локаційно втрачено.",
    )
    outlet = told(
        "outlet",
        "2025-07-09T11:00+03:00",
        "Russia launched 728 drones and 13 missiles overnight. Ukraine's air force said it destroyed 718 drones and seven missiles.",
    )
    assert grave(found(own)) == []
    misquote = only(found(own, outlet), "misquote")
    assert misquote.by == 7
    assert figures(misquote) == [("outlet", "intercepted", 718), ("kpszsu", "intercepted", 296), ("kpszsu", "jammed", 415)]
    assert mended(misquote) == ["intercepted 711"]
    assert "718 is the own figure for all weapons; the 7 missiles intercepted are in it already: counted twice" in misquote.explanations


def listed(places: Mapping[str, int]) -> str:
    return ", ".join(f"{number} – над территорией {place}" for place, number in places.items())


NOVEMBER = {
    "Саратовской области": 30,
    "Республики Крым": 29,
    "Курской области": 20,
    "Белгородской области": 17,
    "Ростовской области": 15,
    "Воронежской области": 13,
    "Брянской области": 12,
}
NIGHT = "В течение прошедшей ночи дежурными средствами ПВО уничтожены {} украинских беспилотных летательных аппаратов: {}."
RETOLD = "Минобороны: за ночь уничтожены {} украинских беспилотников: {}."


def test_28_november_2025_a_list_retold_without_crimea() -> None:
    own = ministry("2025-11-28T07:30+03:00", NIGHT.format(136, listed(NOVEMBER)))
    shorter = {place: number for place, number in NOVEMBER.items() if "Крым" not in place}
    outlet = told("agency", "2025-11-28T09:00+03:00", RETOLD.format(136, listed(shorter)))
    assert found(own) == ()
    (finding,) = found(own, outlet)
    assert (finding.severity, finding.kind, finding.by) == ("suspicious", "unattributed", 29)
    assert finding.balance.endswith("= 107, of 136 intercepted: 29 unattributed")
    assert finding.explanations[:2] == (
        "the speaker's own statements: 136; beyond the places named here 29 over Crimea, which accounts for all 29",
        "a list re-told without Crimea",
    )


DECEMBER = {
    "Брянской области": 24,
    "Саратовской области": 12,
    "Ростовской области": 11,
    "Волгоградской области": 9,
    "Республики Крым": 7,
    "Белгородской области": 2,
    "Воронежской области": 2,
}


def test_8_december_2025_a_list_with_rostov_twice() -> None:
    own = ministry("2025-12-08T07:33+03:00", NIGHT.format(67, listed(DECEMBER)))
    outlet = told("agency", "2025-12-08T09:00+03:00", RETOLD.format(67, f"{listed(DECEMBER)}, 7 – над территорией Ростовской области"))
    assert found(own) == ()
    finding = only(found(own, outlet), "excess")
    assert (finding.severity, finding.by) == ("impossible", 7)
    assert finding.balance.endswith("= 74, of 67 intercepted")
    assert finding.explanations[0] == "Rostov region stands twice in the list (11 and 7); without the 7 it adds up"
    assert mended(finding)[0] == "intercepted 74.."
    assert "intercepted 0" in mended(finding)


def test_a_list_with_rostov_twice_and_no_total_is_recognised_beside_the_own_list() -> None:
    own = ministry("2025-12-08T07:33+03:00", NIGHT.format(67, listed(DECEMBER)))
    text = (
        f"Минобороны сообщило, что за ночь уничтожены украинские беспилотники: {listed(DECEMBER)}, 7 – над территорией Ростовской области."
    )
    finding = only(found(own, told("agency", "2025-12-08T09:00+03:00", text)), "misquote")
    assert (finding.severity, finding.by) == ("suspicious", 7)
    assert finding.balance.startswith("Rostov region twice in agency (11 and 7), once in the speaker's own list")


def test_22_july_2024_a_part_read_as_something_further() -> None:
    places = {
        "Ростовской области": 47,
        "Краснодарского края": 8,
        "Белгородской области": 1,
        "Воронежской области": 1,
        "Смоленской области": 1,
    }
    own = (
        ministry("2024-07-22T07:06+03:00", NIGHT.format(75, f"{listed(places)}, 17 – над акваторией Азовского моря")),
        ministry(
            "2024-07-22T08:35+03:00",
            "Около 07.00 мск дежурными средствами ПВО уничтожены пять украинских БпЛА над территорией Астраханской области.",
        ),
    )
    outlet = told(
        "outlet",
        "2024-07-22T12:00+03:00",
        "Russia's defence ministry said air defences downed 80 drones overnight and a further 47 over the Rostov region.",
    )
    finding = only(found(*own, outlet), "misquote")
    assert (finding.severity, finding.by) == ("inconsistent", 47)
    assert finding.balance == (
        "80 + 47 over Rostov region = 127 in outlet, but 75 + 5 = 80 in the speaker's own posts, 47 over Rostov region among them"
    )
    assert mended(finding) == ["intercepted 0"]
    assert finding.explanations == ("a part read as an extra figure",)


def test_10_may_2024_a_running_total_that_fell() -> None:
    first = told(
        "agency",
        "2024-04-25T14:00+03:00",
        "Минобороны России: с начала специальной военной операции уничтожены 594 самолёта, 270 вертолётов, 23132 беспилотных летательных аппарата.",
    )
    later = told(
        "other",
        "2024-05-10T14:00+03:00",
        "Минобороны России: всего с начала специальной военной операции уничтожено 12040 беспилотных летательных аппаратов.",
    )
    finding = only(found(first, later), "counter")
    assert (finding.severity, finding.by) == ("impossible", 11092)
    assert figures(finding) == [("agency", "intercepted", 23132), ("other", "intercepted", 12040)]
    assert mended(finding) == ["intercepted ..12040", "intercepted 23132.."]
    assert finding.explanations[0] == "a stale copy of an earlier figure"


def test_7_may_2025_two_reports_on_hours_that_lie_apart_add_up() -> None:
    night = air_force("2025-05-07T15:00+03:00", "Із 22:00 6 травня до 14:30 7 травня противник атакував Україну 187 ударними БпЛА.")
    day = air_force("2025-05-07T20:50+03:00", "Із 14:30 до 20:30 7 травня противник застосував ще 31 ударний БпЛА.")
    assert found(night, day) == ()
    start, end = (datetime.fromisoformat(f"2025-05-{moment}+03:00") for moment in ("06T22:00", "07T20:30"))
    whole = bounds(claims_of(night, day), Query("RU", "launched", start=start, end=end))
    assert (whole.low, whole.high) == (218, 218)
    assert {claim.count.low for claim in whole.low_claims} == {187, 31}

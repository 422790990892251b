"""Figures at the edges: cut off, dated by what stands before, placed by what opens their clause, vouched for by nobody."""

from datetime import UTC, datetime

import pytest

from reconcile.attacks import day_of
from reconcile.extraction import extract
from reconcile.model import Statement

MAY = datetime(2025, 5, 22, 20, tzinfo=UTC)


def read(text, source="", lang=None):
    return extract(Statement("s", text, source, MAY, lang))


def placed(text, source="", lang=None):
    return [(claim.count.low, claim.regions) for claim in read(text, source, lang)]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Over the Kursk region, 12 drones were shot down; over the Bryansk region, 5 drones were shot down, the Russian defence ministry said.",
            [(12, ("RU-KRS",)), (5, ("RU-BRY",))],
        ),
        (
            "Над Курской областью сбиты 12 украинских БПЛА; над Брянской областью, по уточнённым данным, сбиты пять БПЛА.",
            [(12, ("RU-KRS",)), (5, ("RU-BRY",))],
        ),
        ("Two drones each were shot down over the Kursk and Bryansk regions.", [(2, ("RU-KRS",)), (2, ("RU-BRY",))]),
    ],
)
def test_a_place_belongs_to_the_figure_of_its_clause(text, claims):
    assert placed(text) == claims


def test_only_the_last_figure_of_a_text_that_breaks_off_is_doubted_for_it():
    text = (
        "Ночью дежурными средствами ПВО над территорией Белгородской области перехвачены и уничтожены семь беспилотных "
        "летательных аппаратов самолётного типа. Над территорией Тульской области уничтожены девять БПЛА. Над территорией Калужской области уничтожены четыре БПЛА, пытавш"
    )
    assert [claim.doubt for claim in read(text, "mod_russia")] == [None, None, "truncated"]
    assert [claim.doubt for claim in read(text + "иеся атаковать.", "mod_russia")] == [None, None, None]


def test_a_figure_without_hours_has_those_named_last_before_it():
    text = (
        "С 8.00 до 10.00 мск сбиты пять украинских БПЛА над Курской областью. С 14.00 до 16.00 мск сбиты семь БПЛА над Брянской областью. "
        "Ещё два БПЛА уничтожены над Тульской областью."
    )
    starts = [claim.period.start for claim in read(text, "mod_russia")]
    assert [start.hour for start in starts if start] == [8, 14, 14]


def test_a_single_drone_is_sure_only_where_someone_or_something_vouches_for_it():
    assert [claim.doubt for claim in read("A drone was shot down, the Ukrainian air force said.")] == [None]
    assert [claim.doubt for claim in read("A Ukrainian drone was shot down.")] == ["one without a numeral"]
    assert [claim.doubt for claim in read("A Ukrainian drone was shot down over Kaluga.")] == [None]


def test_a_list_of_losses_counts_what_was_destroyed_so_far_and_in_a_day():
    text = "Загальні бойові втрати противника:\nтанків – 9 100 (+4) од.\nБпЛА оперативно-тактичного рівня – 21 340 (+87) од."
    found = [(c.metric, c.weapon, c.count.low, c.period.kind) for c in read(text, "GeneralStaffZSU", "uk")]
    assert found == [("intercepted", "drone", 21340, "since_start"), ("intercepted", "drone", 87, "24h")]
    assert not read("БпЛА оперативно-тактичного рівня – 21 340 (+87) од.", "", "uk")


def test_things_that_are_counted_behind_their_names_are_not_one_thing():
    found = [(c.weapon, c.count.low) for c in read("Збито: дронів – 45, ракет – 3.", "kpszsu", "uk")]
    assert found == [("drone", 45), ("missile", 3)]


def test_another_war_is_told_only_where_a_text_names_one():
    assert read("Israel shot down 20 drones overnight.") == ()
    assert [c.count.low for c in read("Israel offered help. Ukraine shot down 20 drones overnight, the Ukrainian air force said.")] == [20]


def test_a_drone_that_hit_several_places_is_not_known_to_be_one():
    found = [(c.metric, c.count.low) for c in read("БПЛА попал в пяти местах завода, сообщил губернатор Тульской области.")]
    assert found == [("hit_locations", 5)]


def told(text, source="", lang=None):
    return [(c.metric, c.weapon, c.count.low, c.regions, c.scope, c.side, c.attacker) for c in read(text, source, lang)]


@pytest.mark.parametrize(
    ("text", "source", "claims"),
    [
        (  # a list that repeats its head's figure says it once
            "Збито/подавлено 241 ціль – 26 ракет та 215 безпілотників різних типів:\n- 26 крилатих ракет;\n- 215 ворожих БпЛА різних типів.",
            "kpszsu",
            [
                ("neutralized", "mixed", 241, (), "total", "UA", "RU"),
                ("neutralized", "missile", 26, (), "total", "UA", "RU"),
                ("neutralized", "drone", 215, (), "total", "UA", "RU"),
            ],
        ),
        (  # the places hit are all of them
            "Russia attacked with 120 drones, 90 of which were shot down, Ukraine's air force said, and 14 of them hit targets in 9 locations.",
            "",
            [
                ("launched", "drone", 120, (), "total", "UA", "RU"),
                ("intercepted", "drone", 90, (), "total", "UA", "RU"),
                ("hit", "drone", 14, (), "total", "UA", "RU"),
                ("hit_locations", "drone", 9, (), "total", "UA", "RU"),
            ],
        ),
        (  # who speaks is a place's own authorities, not those of the place attacked before
            "Атака на Одессу продолжалась два часа. Российские власти утром в пятницу заявили об атаке украинских беспилотников. "
            "По их данным, 43 дрона сбиты над Краснодарским краем и аннексированным Крымом.",
            "",
            [("intercepted", "drone", 43, ("RU-KDA", "UA-43"), "total", "RU", "UA")],
        ),
        (  # words of an attempt before a single drone do not keep its outcome away
            "В ходе атаки с применением беспилотников украинский БПЛА уничтожен над территорией Калужской области.",
            "mod_russia",
            [("intercepted", "drone", 1, ("RU-KLU",), "total", "RU", "UA")],
        ),
        ("Three Kalibr cruise missiles struck a school in Poltava.", "", [("hit", "missile", 3, ("UA-53",), "total", None, "RU")]),
        (  # where they came down is told more narrowly than where they were bound for
            "В Домодедово и Подольске сбили 3 беспилотника, летевших на Москву, — Собянин",
            "",
            [("intercepted", "drone", 3, ("RU-MOS",), "total", "RU", "UA")],
        ),
        (
            "Russia attacks Ukraine with Kinzhal missile and 64 drones",
            "",
            [("launched", "missile", 1, (), "total", None, "RU"), ("launched", "drone", 64, (), "total", None, "RU")],
        ),
        ("до 20 украинских дронов сбиты над Тульской областью.", "", [("intercepted", "drone", 0, ("RU-TUL",), "total", None, "UA")]),
    ],
)
def test_a_form_at_the_edge_is_read_whole(text, source, claims):
    assert told(text, source) == claims


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Міноборони РФ заявило про 52 збиті дрони. За даними Міноборони, 19 збили над Орловською областю.", ["RU", "RU"]),
        ("За даними Міноборони, збили 19 дронів над Орловською областю.", ["RU"]),
        ("У Міноборони повідомили, що над Києвом збили 19 шахедів.", ["UA"]),
        ("За даними Міноборони, збили 19 дронів.", [None]),
    ],
)
def test_a_ministry_without_its_country_is_that_of_whom_the_drones_attacked(text, sides):
    claims = extract(Statement("s", text, "outlet", datetime(2025, 3, 12, 6, tzinfo=UTC), "uk"))
    assert [claim.side for claim in claims] == sides


@pytest.mark.parametrize(
    ("text", "lang", "regions"),
    [
        ("Ночью ПВО сбила 70 дронов. Губернатор Брянской области сообщил, что разрушений нет.", "ru", ()),
        ("Ночью ПВО сбила 70 дронов. Об этом сообщил губернатор Брянской области.", "ru", ("RU-BRY",)),
        ("Підтверджено збиття 70 БпЛА. Рівненська ОВА повідомила, що в області є руйнування.", "uk", ()),
    ],
)
def test_who_tells_news_of_their_own_did_not_say_what_stands_before(text, lang, regions):
    assert placed(text, "outlet", lang) == [(70, regions)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("По ее словам, 14 из 31 сбитых дронов уничтожили на юге.", "ru"),
        ("За її словами, 14 із 31 збитих дронів знищили на півдні.", "uk"),
        ("Fourteen of the 31 downed drones were destroyed over the Odesa region, the air force said.", "en"),
    ],
)
def test_a_whole_that_is_said_to_be_downed_was_not_only_launched(text, lang):
    assert "launched" not in {claim.metric for claim in read(text, "outlet", lang) if claim.count.low == 31}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Уничтожены 21 БПЛА:  ▪️ 11 БПЛА  – над территорией Тульской области, ▪️ 6 БПЛА  – над территорией Орловской области, ▪️ 4 БПЛА – над территорией Липецкой области.",
            [(11, ("RU-TUL",)), (6, ("RU-ORL",)), (4, ("RU-LIP",))],
        ),
        (
            "Уничтожены 8 БПЛА: 5 БПЛА – над территорией Тульской области и три над северо-западной частью акватории Азовского моря.",
            [(5, ("RU-TUL",)), (3, ("SEA-AZOV",))],
        ),
    ],
)
def test_a_dash_behind_two_blanks_opens_no_item_and_a_part_of_a_sea_is_in_it(text, parts):
    assert placed(text, "mod_russia", "ru")[1:] == parts


def test_what_a_speaker_s_own_side_struck_lies_not_in_his_region():
    text = "Local authorities said that drones hit six locations in Kharkiv overnight. Ukrainian drones hit two locations near Bryansk."
    assert placed(text, "outlet", "en") == [(6, ("UA-63",)), (2, ())]


def test_a_link_around_the_name_of_a_region_parts_no_list():
    text = "21 дрон сбили в Курской области, 14 — в [Тульской,](https://example.org/a) 6 — в Крыму."
    assert placed(text, "outlet", "ru") == [(21, ("RU-KRS",)), (14, ("RU-TUL",)), (6, ("UA-43",))]


def test_a_side_counts_what_it_downed_wherever_the_front_is():
    claim = read("Заявление начальника пресс-центра: над Сумской областью сбиты четыре БПЛА.", "mod_russia", "ru")[0]
    assert (claim.side, claim.attacker, claim.regions) == ("RU", "UA", ("UA-59",))


@pytest.mark.parametrize(
    ("lang", "text", "start", "end"),
    [
        ("en", "On Tuesday, between 8 p.m. and 10 p.m., Russia launched 60 drones.", "05-20 20:00", "05-20 22:00"),
        ("en", "On Tuesday from 8 p.m. to 7 a.m. Russia launched 60 drones.", "05-20 20:00", "05-21 07:00"),
        ("en", "On May 19 between 8 p.m. and 10 p.m. Russia launched 60 drones.", "05-19 20:00", "05-19 22:00"),
        ("en", "Yesterday between 8 p.m. and 10 p.m. Russia launched 60 drones.", "05-21 20:00", "05-21 22:00"),
        ("en", "Russia launched 60 drones between 8 p.m. and 10 p.m. on Tuesday.", "05-20 20:00", "05-20 22:00"),
        ("en", "On Tuesday Russia launched 60 drones between 8 p.m. and 10 p.m. on May 21.", "05-21 20:00", "05-21 22:00"),
        ("ru", "Во вторник с 20.00 до 22.00 над Тулой сбиты 60 БПЛА.", "05-20 20:00", "05-20 22:00"),
        ("ru", "Во вторник в 20.10 над Тулой сбиты 60 БПЛА.", "05-20 20:10", "05-20 20:10"),
        ("uk", "У вівторок з 20:00 до 22:00 над Одещиною збито 60 БпЛА.", "05-20 20:00", "05-20 22:00"),
        ("uk", "Учора з 20:00 до 22:00 над Одещиною збито 60 БпЛА.", "05-21 20:00", "05-21 22:00"),
    ],
)
def test_hours_are_those_of_the_day_that_stands_right_before_them(lang, text, start, end):
    (claim,) = read(text, "outlet", lang)
    assert (f"{claim.period.start:%m-%d %H:%M}", f"{claim.period.end:%m-%d %H:%M}") == (start, end)


@pytest.mark.parametrize(
    ("lang", "text", "day", "doubt"),
    [
        # Told two days later: the night of the day on which it was said, or one of the two that its words may mean.
        ("en", "Russia launched 60 drones last night, Ukraine's air force said on Tuesday.", 20, None),
        ("en", "Russia launched 60 drones overnight into Tuesday, Ukraine's air force said.", 20, None),
        ("en", "Russia launched 60 drones on Tuesday night, Ukraine's air force said.", 21, "which night"),
        ("en", "Russia launched 60 drones on the night of May 20, Ukraine's air force said.", 21, "which night"),
        ("en", "Russia launched 60 drones on Wednesday night, Ukraine's air force said.", 22, None),
        ("en", "Russia launched 60 drones overnight, Ukraine's air force said.", 22, None),
    ],
)
def test_a_night_told_of_days_later_is_not_the_one_before_the_text(lang, text, day, doubt):
    published = datetime(2025, 5, 22, 12, tzinfo=UTC)
    (claim,) = extract(Statement("s", text, "outlet", published, lang))
    assert (day_of(claim).day, claim.doubt) == (day, doubt)


def test_a_year_that_is_named_has_its_days():
    (claim,) = read("In 2024 Russia launched 11,000 drones, the Ukrainian air force said.", "outlet", "en")
    assert claim.period.kind == "year"
    assert [str(day) for day in claim.period.days] == ["2024-01-01", "2024-12-31"]

"""What the claims of a text say of each other's reading."""

from datetime import UTC, datetime

import pytest

from reconcile.extraction import extract
from reconcile.model import Statement


def doubts(text, source="outlet", lang="en"):
    claims = extract(Statement(id="s", source=source, published=datetime(2024, 5, 2, 9, tzinfo=UTC), text=text, lang=lang))
    return {str(claim.count): claim.doubt for claim in claims}


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (
            "Russia launched 64 drones at Ukraine overnight, the air force said. It shot down 50 drones. "
            "Ukraine's air force said it shot down 47 drones overnight.",
            {"50", "47"},
        ),
        ("Russia's defence ministry said it shot down 12 drones overnight: nine over Tula and three over Oryol.", set()),
        ("Russia's defence ministry said it shot down 12 drones overnight, including nine over Tula and Oryol.", {"9"}),
        ("Russia's defence ministry said it shot down over 80 drones overnight. It shot down 83 drones, it said.", set()),
    ],
)
def test_claims_that_do_not_fit_beside_each_other_are_doubted(text, doubted):
    read = doubts(text)
    assert {count for count, doubt in read.items() if doubt in ("two wholes", "part of several places")} == doubted, read


def test_a_part_without_place_or_model_is_doubted():
    read = doubts("Russia's defence ministry said it shot down 12 drones overnight. In addition, five more drones were downed.")
    assert [count for count, doubt in read.items() if doubt == "part without a place"], read


@pytest.mark.parametrize(
    ("lang", "text", "doubt"),
    [
        ("en", "Ukraine's air force denied that 12 drones had been shot down over Kyiv.", "denied"),
        ("en", "Reports that 12 drones were shot down over Tula are false, the governor said.", "denied"),
        ("ru", "Воздушные силы Украины опровергли, что над Киевом сбиты 12 дронов.", "denied"),
        ("uk", "Повітряні сили спростували, що над Києвом збито 12 дронів.", "denied"),
        ("en", "Ukraine's air force said that 12 drones had been shot down over Kyiv. It denied losses.", None),
        ("en", "Ukraine's air force said it detected 12 drones overnight.", "only seen"),
        ("ru", "Губернатор Брянской области сообщил о тревоге в Калуге. Сбиты 12 БПЛА.", "place of the speaker"),
        ("ru", "Губернатор Брянской области сообщил, что сбиты 12 БПЛА.", None),
        ("ru", "Губернатор Брянской области сообщил: 10 БПЛА ударили по району.", "hit or launched"),
        ("ru", "Губернатор Брянской области сообщил: 9 БПЛА ударили по району.", None),
        ("ru", "Генштаб Украины: ВСУ уничтожили три самолёта.", "on the ground"),
        ("ru", "Генштаб Украины: ВСУ сбили три самолёта.", None),
        ("en", "A downed drone was found near Tula, Russia's defence ministry said.", "only described"),
        ("en", "A drone was downed near Tula, Russia's defence ministry said.", None),
        ("ru", "ПВО сбила БПЛА над Тулой.", "one or many"),
        ("ru", "ПВО сбила один БПЛА над Тулой.", None),
        ("ru", "Склад уничтожен дроном, сообщили в Генштабе Украины.", "instrument"),
    ],
)
def test_a_reading_that_is_a_guess_says_why(lang, text, doubt):
    assert list(doubts(text, lang=lang).values()) == [doubt]


def test_a_channel_of_its_own_needs_no_one_to_vouch_for_it():
    assert list(doubts("Detected 12 drones overnight.", "kpszsu").values()) == [None]
    assert list(doubts("ПВО сбила БПЛА над Тулой.", "mod_russia", "ru").values()) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine plans to launch 500 drones a day.",
        "Russia could launch 500 drones, the air force said.",
        "Three helicopters were destroyed at an airfield, Ukraine's general staff said.",
        "Twelve drones were destroyed at a drone depot, Russia's defence ministry said.",
        "Debris of two drones fell in Kyiv, the mayor said.",
    ],
)
def test_what_did_not_happen_or_was_no_flight_is_no_claim(text):
    assert doubts(text) == {}

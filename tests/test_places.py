"""Which places does a text name, and with which words?"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
import regex

from reconcile.places import Mention, codes, contains, country, find, name, neighbours, tile
from reconcile.places.gazetteer import KINDS, LANGUAGES, table

SHARED = Path(__file__).parent.parent.parent / "shared"
SEAS = ("SEA-AZOV", "SEA-BALTIC", "SEA-BARENTS", "SEA-BLACK", "SEA-CASPIAN", "SEA-WHITE")


def fold(text: str) -> str:
    folded = text.lower().replace("ё", "е")
    return regex.sub("[–—−]", "-", regex.sub("[’ʼ`]", "'", regex.sub("[«»“”„]", '"', folded))).replace("\u00a0", " ")


def mentions(text: str, lang: str) -> tuple[Mention, ...]:
    return find(fold(text), lang, text)


def read(text: str, lang: str) -> str:
    """Return the places of a text as "words=CODES" in their order."""
    return "; ".join(f"{text[m.start : m.end]}={'+'.join(m.codes)}" for m in mentions(text, lang))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one region
        ("сбит над Курской областью", "Курской областью=RU-KRS"),
        ("сбит над Курском", "Курском=RU-KRS"),
        ("три – в Белгородской обл.", "Белгородской обл=RU-BEL"),
        ("над территорией Краснодарского края", "Краснодарского края=RU-KDA"),
        ("над Кубанью и Адыгеей", "Кубанью=RU-KDA; Адыгеей=RU-AD"),
        ("на Белгородчине", "Белгородчине=RU-BEL"),
        ("в Чеченской Республике", "Чеченской Республике=RU-CE"),
        ("в Ханты-Мансийском автономном округе", "Ханты-Мансийском автономном округе=RU-KHM"),
        ("в Республике Татарстан", "Республике Татарстан=RU-TA"),
        ("в Алтайском крае и Республике Алтай", "Алтайском крае=RU-ALT; Республике Алтай=RU-AL"),
        # the capitals and what lies round them
        ("над Московским регионом", "Московским регионом=RU-MOS+RU-MOW"),
        ("столичный регион атакован", "столичный регион=RU-MOS+RU-MOW"),
        ("над Подмосковьем", "Подмосковьем=RU-MOS"),
        ("летевших на Москву", "Москву=RU-MOW"),
        ("над Ленинградской областью и Санкт-Петербургом", "Ленинградской областью=RU-LEN; Санкт-Петербургом=RU-SPE"),
        # Crimea, Sevastopol, the occupied regions
        ("над территорией Республики Крым", "Республики Крым=UA-43"),
        ("над полуостровом Крым", "полуостровом Крым=UA-43"),
        ("у Крымского полуострова", "Крымского полуострова=UA-43"),
        ("над Севастополем", "Севастополем=UA-40"),
        ("в ДНР и ЛНР", "ДНР=UA-14; ЛНР=UA-09"),
        ("в Донецкой народной республике", "Донецкой народной республике=UA-14"),
        ("в Запорожской области", "Запорожской области=UA-23"),
        # seas
        ("над акваторией Чёрного моря", "Чёрного моря=SEA-BLACK"),
        ("над Азовским и Чёрным морями", "Азовским=SEA-AZOV; Чёрным морями=SEA-BLACK"),
        # lists that share a head
        (
            "над территориями Белгородской, Курской и Брянской областей",
            "Белгородской=RU-BEL; Курской=RU-KRS; Брянской областей=RU-BRY",
        ),
        ("над территориями Орловской (4 БпЛА), Тульской (2 БпЛА) областей", "Орловской=RU-ORL; Тульской=RU-TUL"),
        ("один над Тверской и два – над Смоленской областями", "Тверской=RU-TVE; Смоленской областями=RU-SMO"),
        ("над Крымом, Ростовской и Липецкой областями", "Крымом=UA-43; Ростовской=RU-ROS; Липецкой областями=RU-LIP"),
        ("пять – над территорией Калужской, по три – над Рязанской областью", "Калужской=RU-KLU; Рязанской областью=RU-RYA"),
        # towns, districts, airfields
        ("в Рыльском районе Курской области", "Рыльском районе=RU-KRS; Курской области=RU-KRS"),
        ("в Истринском городском округе", "Истринском городском округе=RU-MOS"),
        ("в Ростове-на-Дону и Усть-Луге", "Ростове-на-Дону=RU-ROS; Усть-Луге=RU-LEN"),
        ("на аэродроме Бельбек", "аэродроме Бельбек=UA-40"),
        ("на Донецком направлении", "Донецком направлении=UA-14"),
        # a text that breaks off
        ("четыре – над территорией Брянской об", "Брянской=RU-BRY"),
        ("два – над Тульской и Калужской", "Тульской=RU-TUL; Калужской=RU-KLU"),
        ("семь – над территорией Смоленско", ""),
        ("семь – над территорией Астраханс", ""),
    ],
)
def test_russian_places(text: str, expected: str) -> None:
    assert read(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("збито на Дніпропетровщині", "Дніпропетровщині=UA-12"),
        ("у Сумській області", "Сумській області=UA-59"),
        ("над Київщиною та Києвом", "Київщиною=UA-32; Києвом=UA-30"),
        ("в Одеській, Миколаївській та Херсонській областях", "Одеській=UA-51; Миколаївській=UA-48; Херсонській областях=UA-65"),
        ("на Житомирщині, Вінниччині й Хмельниччині", "Житомирщині=UA-18; Вінниччині=UA-05; Хмельниччині=UA-68"),
        ("у Слов'янську та Кам’янському", "Слов'янську=UA-14; Кам’янському=UA-12"),
        ("у Кривому Розі", "Кривому Розі=UA-12"),
        ("у Запоріжжі та в Харкові", "Запоріжжі=UA-23; Харкові=UA-63"),
        ("у Нікопольському районі", "Нікопольському районі=UA-12"),
        ("із Приморсько-Ахтарська, Курська та Орла", "Приморсько-Ахтарська=RU-KDA; Курська=RU-KRS; Орла=RU-ORL"),
        ("із району Чауди в Криму", "Чауди=UA-43; Криму=UA-43"),
        ("удар по москві", "москві=RU-MOW"),
        ("у Бєлгородській області рф", "Бєлгородській області=RU-BEL"),
        ("з акваторії Чорного моря", "Чорного моря=SEA-BLACK"),
        ("на півночі, півдні та сході", "півночі=UA-NORTH; півдні=UA-SOUTH; сході=UA-EAST"),
        ("у північних та центральних областях", "північних=UA-NORTH; центральних областях=UA-CENTRE"),
        ("на півночі Криму", "Криму=UA-43"),
        ("на півдні області", ""),
        ("На Заході обговорюють допомогу", ""),
        ("долетіли до Рівного та Сум", "Рівного=UA-56; Сум=UA-59"),
        ("у бік Білорусі", "Білорусі=BY"),
        ("в Черниговской области", "Черниговской области=UA-74"),  # a Russian quotation
    ],
)
def test_ukrainian_places(text: str, expected: str) -> None:
    assert read(text, "uk") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over the Kursk region", "Kursk region=RU-KRS"),
        ("over Kursk", "Kursk=RU-KRS"),
        ("in Russia's Belgorod border region", "Belgorod border region=RU-BEL"),
        ("near Moscow", "Moscow=RU-MOW"),
        ("in the Moscow region", "Moscow region=RU-MOS"),
        ("the Moscow, Tula and Kaluga regions", "Moscow=RU-MOS; Tula=RU-TUL; Kaluga regions=RU-KLU"),
        ("in the Kyiv and Odesa regions", "Kyiv=UA-32; Odesa regions=UA-51"),
        ("over Kyiv, Kyiv Oblast and Odessa", "Kyiv=UA-30; Kyiv Oblast=UA-32; Odessa=UA-51"),
        ("in Kyiv's Obolon district", "Kyiv=UA-30; Obolon district=UA-30"),
        (
            "in Krasnodar Territory, the Republic of Tatarstan and Adygea",
            "Krasnodar Territory=RU-KDA; Republic of Tatarstan=RU-TA; Adygea=RU-AD",
        ),
        ("the regions of Bryansk and Smolensk", "regions of Bryansk=RU-BRY; Smolensk=RU-SMO"),
        ("the regions of Moscow and Tver", "regions of Moscow=RU-MOS; Tver=RU-TVE"),
        ("over the Black Sea and the Sea of Azov", "Black Sea=SEA-BLACK; Sea of Azov=SEA-AZOV"),
        ("over the Black and Azov Seas", "Black=SEA-BLACK; Azov Seas=SEA-AZOV"),
        ("in annexed Crimea and Sevastopol", "Crimea=UA-43; Sevastopol=UA-40"),
        ("over the Crimean Peninsula", "Crimean Peninsula=UA-43"),
        ("over Leningrad Oblast and St. Petersburg", "Leningrad Oblast=RU-LEN; St. Petersburg=RU-SPE"),
        ("in Nizhny Novgorod and Veliky Novgorod", "Nizhny Novgorod=RU-NIZ; Veliky Novgorod=RU-NGR"),
        ("in the south and east of Ukraine", "south=UA-SOUTH; east=UA-EAST"),
        ("in southern and eastern Ukraine", "southern=UA-SOUTH; eastern Ukraine=UA-EAST"),
        ("in the west of the peninsula", ""),
        ("into Polish airspace", "Polish airspace=PL"),
        ("in Zaporizhia, Zaporizhzhia and Zaporozhye", "Zaporizhia=UA-23; Zaporizhzhia=UA-23; Zaporozhye=UA-23"),
        ("across the Dnipro", ""),
        ("in the Dnipro region", "Dnipro region=UA-12"),
    ],
)
def test_english_places(text: str, expected: str) -> None:
    assert read(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Ровно 20 беспилотников сбиты", "ru"),
        ("сбиты ровно в полночь", "ru"),
        ("орёл пролетел над крышей", "ru"),
        ("сбит разведчик «Орлан-10»", "ru"),
        ("потрачены крупные суммы и сумы", "ru"),
        ("корабли Черноморского флота", "ru"),
        ("заявил Владимир Путин", "ru"),
        ("памяти Чехова и Энгельса", "ru"),
        ("губернатор Александр Орлов", "ru"),
        ("курские соловьи", "ru"),
        ("по московскому времени", "ru"),
        ("около 09.10 мск", "ru"),
        ("на берегу Днепра", "ru"),
        ("абоненти Київстару", "uk"),
        ("рівне поле і суми податків", "uk"),
        ("Суми податків зросли", "uk"),
        ("через Дніпро", "uk"),
        ("President Vladimir Putin said", "en"),
        ("Friedrich Engels wrote", "en"),
        ("at 9 p.m. Moscow time, the Kyiv Independent reports", "en"),
        ("затонул крейсер «Москва»", "ru"),
        ("https://t.me/odessa_live", "en"),
        ("@kharkiv_now", "en"),
        ("at 9 a.m. local time, the perm and the bucha", "en"),
    ],
)
def test_words_that_only_look_like_places(text: str, lang: str) -> None:
    assert read(text, lang) == ""


@pytest.mark.parametrize(("text", "lang", "code"), [("в Орле", "ru", "RU-ORL"), ("у Сумах", "uk", "UA-59"), ("in Engels", "en", "RU-SAR")])
def test_a_wary_name_counts_after_a_preposition_and_only_where_capitals_are_known(text: str, lang: str, code: str) -> None:
    assert [m.codes for m in find(fold(text), lang, text)] == [(code,)]
    assert find(fold(text), lang) == ()


def test_headlines_in_capitals_are_read() -> None:
    assert read("ДРОНЫ НАД КУРСКОЙ ОБЛАСТЬЮ И В ОРЛЕ", "ru") == "КУРСКОЙ ОБЛАСТЬЮ=RU-KRS; ОРЛЕ=RU-ORL"


def test_the_end_of_the_name_is_known_apart_from_its_head() -> None:
    text = "над территорией Курской области и Чёрным морем"
    assert [text[m.start : m.name_end] for m in mentions(text, "ru")] == ["Курской", "Чёрным морем"]


def test_a_prefixed_head_belongs_to_the_mention() -> None:
    (mention,) = mentions("над Республикой Крым", "ru")
    assert (mention.start, mention.end, mention.name_end) == (4, 20, 20)


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("Курская область", "ru", "region"),
        ("в Курске", "ru", "city"),
        ("в Рыльском районе", "ru", "district"),
        ("in Rylsk district", "en", "district"),
        ("in Rylsky District", "en", "district"),
        ("Чёрное море", "ru", "sea"),
        ("на сході", "uk", "compass"),
        ("Польща", "uk", "country"),
        ("на Бельбеке", "ru", "airfield"),
        ("the Crimean Bridge", "en", "landmark"),
        ("the Pokrovsk direction", "en", "front"),
        ("Moscow", "en", "city"),
        ("Moscow Oblast", "en", "region"),
    ],
)
def test_a_mention_says_what_kind_of_place_it_is(text: str, lang: str, kind: str) -> None:
    assert [m.kind for m in mentions(text, lang)] == [kind]


def test_mentions_stand_in_order_and_none_in_another() -> None:
    text = "Над Москвой, Московской областью, Нижним Новгородом, Новгородской областью и Чёрным морем " * 20
    spans = [(m.start, m.end) for m in mentions(text, "ru")]
    assert len(spans) == 100
    assert all(start < end <= after for (start, end), (after, _) in pairwise(spans))


def test_a_mention_ends_before_the_bracket_that_counts() -> None:
    text = "над Липецкой (2 БПЛА) и Тульской областями"
    assert text[mentions(text, "ru")[0].end :].startswith(" (2")


def test_a_megabyte_is_read_like_a_kilobyte() -> None:
    text = "Два – над Курской областью, один – над Азовским морем. Ровно. " * 16_000
    assert len(text) > 900_000
    assert len(mentions(text, "ru")) == 32_000


def test_a_long_list_without_a_head_is_nothing() -> None:
    assert mentions("Курской, " * 5_000 + "битвы", "ru") == ()


@pytest.mark.parametrize(("lang", "cased"), [("pl", None), ("ru", "Курс")])
def test_what_cannot_be_read_is_refused(lang: str, cased: str | None) -> None:
    with pytest.raises(ValueError, match=r"no gazetteer for language 'pl'|cased text has 4 characters"):
        find("курск", lang, cased)


# The tables


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_of_the_tables_can_be_found_by_each_of_its_spellings(lang: str) -> None:
    before = {"en": "over ", "uk": "над ", "ru": "над "}[lang]
    district = {"en": " District", "uk": "ому районі", "ru": "ом районе"}[lang]
    missing = []
    for code, row in ((code, row) for code, entry in table("cities").items() for rows in entry.values() for row in rows):
        for spelling in filter(None, (cell.strip() for cell in row[LANGUAGES.index(lang)].split("|"))):
            text = f"{spelling[1:].capitalize()}{district}" if spelling.startswith("~") else spelling.lstrip("!").replace("=", "")
            got = {found for mention in mentions(before + text, lang) for found in mention.codes}
            if code not in got:
                missing.append((code, spelling))
    assert missing == []


def test_every_place_of_the_tables_has_a_known_kind_and_known_codes() -> None:
    parts = {"UA-NORTH", "UA-SOUTH", "UA-EAST", "UA-WEST", "UA-CENTRE"}
    known = {*codes("UA"), *codes("RU"), *SEAS, "SEA-MEDITERRANEAN", *parts}
    for place in table("others")["place"]:
        assert place["kind"] in KINDS
        assert place["kind"] == "country" or set(place["codes"]) <= known
    assert set(table("cities")) <= known


def test_every_code_has_a_name_in_each_language_and_unknown_codes_name_themselves() -> None:
    for code in (*codes("UA"), *codes("RU"), *SEAS, "UA", "RU", "PL", "UA-NORTH"):
        assert len({name(code, lang) for lang in LANGUAGES} - {code}) >= 2
    assert name("XX-1", "en") == "XX-1"
    assert (name("UA-43", "en"), name("UA-14", "uk"), name("RU-BRY", "ru")) == ("Crimea", "Донецька область", "Брянская область")


def test_occupied_regions_keep_their_country() -> None:
    assert [country(code) for code in ("UA-43", "UA-40", "RU-KRS", "UA-NORTH", "SEA-BLACK", "PL")] == ["UA", "UA", "RU", "UA", None, None]


def test_a_code_contains_itself_and_a_country_its_regions() -> None:
    assert contains("RU-KRS", "RU-KRS")
    assert contains("UA", "UA-43")
    assert not contains("RU", "UA-43")
    assert not contains("UA-32", "UA-30")
    assert not contains("UA-NORTH", "UA-74")


def test_every_region_and_sea_has_a_tile_of_its_own() -> None:
    tiles = [tile(code) for code in (*codes("UA"), *codes("RU"), *SEAS)]
    assert None not in tiles
    assert len(set(tiles)) == len(tiles)
    assert tile("PL") is None


@pytest.mark.parametrize(
    ("west", "east"), [("UA-46", "UA-30"), ("UA-63", "RU-VOR"), ("RU-PSK", "RU-TVE"), ("RU-MOW", "RU-TA"), ("RU-SVE", "RU-KHA")]
)
def test_the_map_has_the_west_on_the_left(west: str, east: str) -> None:
    assert (tile(west) or (99, 0))[0] < (tile(east) or (0, 0))[0]


@pytest.mark.parametrize(
    ("north", "south"), [("RU-MUR", "RU-MOW"), ("RU-KRS", "RU-BEL"), ("UA-74", "UA-51"), ("RU-ROS", "RU-STA"), ("UA-65", "UA-43")]
)
def test_the_map_has_the_north_on_top(north: str, south: str) -> None:
    assert (tile(north) or (0, 99))[1] < (tile(south) or (0, 0))[1]


def test_neighbours_are_mutual_and_known() -> None:
    everything = (*codes("UA"), *codes("RU"), *SEAS)
    assert [code for code in everything if not neighbours(code) and code != "RU-SAK"] == []
    assert all(code in neighbours(other) for code in everything for other in neighbours(code))
    assert neighbours("RU-KRS") == ("RU-BEL", "RU-BRY", "RU-LIP", "RU-ORL", "RU-VOR", "UA-59")


# Real texts, when they are there

HEADED = {
    "cyrillic": regex.compile(r"\b(\p{Lu}[\w'’-]{2,30}?(?:ой|ая|ую|ою|ої|ій|а|у))\s(?:област(?:ь|и|ью|і|ю)|обл\.)(?!\p{L})"),
    "latin": regex.compile(r"\b(\p{Lu}[\w'’-]{2,30}) [Oo]blast\b"),
}
FOREIGN = regex.compile(
    r"Хатлон|Сурхандарь|Могил|Гомел|Брест|Минск|Мінськ|Minsk|Gomel|Mogilev|Królewiec|Ukrainian|Russian|Пятигорск|Согдийск|Ошск|Карагандин|Костанай|Kostanay|Алматин"
)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not here")
def test_nearly_no_region_of_the_corpora_goes_unread() -> None:
    missed: dict[str, int] = {}
    seen = 0
    for file in sorted((SHARED / "corpora").glob("*.jsonl")):
        for record in map(json.loads, file.read_text("utf-8").splitlines()):
            text = regex.sub("[*_`\u00ad\u200b]", "", record["text"])
            lang = record.get("lang") or file.name[:2].replace("mo", "ru")
            pattern = HEADED["latin" if lang == "en" else "cyrillic"]
            heads = [match for match in pattern.finditer(text) if not FOREIGN.match(match[1])]
            if not heads:
                continue
            seen += len(heads)
            places = mentions(text, lang)
            for match in heads:
                if not any(m.start < match.end(1) and match.start(1) < m.end for m in places):
                    missed[match[0]] = missed.get(match[0], 0) + 1
    assert seen > 5_000
    assert sum(missed.values()) <= seen // 500, missed

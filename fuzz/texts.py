"""What do the fuzz targets make texts of: pieces of statements in three languages, odd characters, and seeds to start from?"""

from __future__ import annotations

import pkgutil
import tomllib
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import reconcile

LANGUAGES = ("en", "uk", "ru")
ENGLISH = (
    *(
        "20 drones",
        "41 of the drones",
        "all but two of",
        "up to a dozen",
        "at least 7",
        "some 30",
        "between 5 and 9",
        "both",
        "a drone",
        "dozens of",
        "12-15",
    ),
    *(
        "Shahed-136/131",
        "decoys",
        "an Iskander-M",
        "cruise missiles",
        "Russia launched",
        "were shot down",
        "and another 25 were jammed",
        "were lost",
        "hit",
    ),
    *(
        "overnight",
        "at 19 locations",
        "over the Kursk region",
        "in Kyiv",
        "off Crimea",
        "one each over",
        "Tula, Kaluga and Bryansk",
        "including",
        "of them",
        "of which",
    ),
    *(
        "the air force said",
        "the governor said on Monday",
        "Moscow's mayor",
        "since midnight",
        "on 31 February",
        "from 25:00 to 8 p.m.",
        "as of 08:30",
        "the defence ministry",
    ),
)
UKRAINIAN = (
    *(
        "двадцять вісім",
        "104-ма ударними БпЛА",
        "35 дронів",
        "понад 50 із них",
        "декілька",
        "жодного",
        "обидва",
        "десятки",
        "усі 14",
        "186 цілей:",
        "1 ракету",
    ),
    *(
        "У ніч на 31 лютого",
        "(з 18:00 25 вересня)",
        "станом на 08:30",
        "протягом дня",
        "цієї ночі",
        "минулої доби",
        "противник атакував",
        "застосував",
        "із напрямків Курськ",
    ),
    *(
        "збито/подавлено",
        "підтверджено збиття",
        "локаційно втрачені",
        "подавлені РЕБ",
        "влучання",
        "на 7 локаціях",
        "падіння уламків на одній локації",
        "у бік Білорусі",
    ),
    *(
        "на Київщині",
        "в Одеській області",
        "на півночі, півдні та сході",
        "ПвК «Південь»",
        "типу Shahed",
        "реактивними",
        "повідомив начальник ОВА",
        "Повітряні сили",
        "п’ять –",
        "два – ВМС",
    ),
)
RUSSIAN = (
    *(
        "двадцать восемь",
        "по два –",
        "два из которых",
        "ещё 11",
        "не менее 5",
        "до десятка",
        "оба",
        "украинский беспилотный летательный аппарат",
        "16 БПЛА –",
        "всего",
    ),
    *(
        "с 23:30 мск 21.12 до 07:00",
        "В течение прошедшей ночи",
        "Около 08.10 мск",
        "в период с 20.00 30 декабря",
        "за три часа",
        "с начала суток",
        "за ночь",
    ),
    *(
        "уничтожены",
        "перехвачены",
        "сбиты",
        "подавлены средствами РЭБ",
        "Дежурными средствами ПВО",
        "уничтожен",
        "попытка атаки",
        "атаковали",
        "летевших на Москву",
    ),
    *(
        "над территорией Курской области",
        "над территориями Брянской (8 БпЛА), Тульской",
        "над акваторией Чёрного моря",
        "Московский регион",
        "в том числе",
        "из них",
        "▪️",
        "сообщил губернатор",
    ),
)
MARKS = (
    *(
        " ",
        " ",
        " ",
        ", ",
        ", ",
        ". ",
        ". ",
        "\n",
        "\n\n",
        " – ",
        " and ",
        " і ",
        " и ",
        ": ",
        "; ",
        "(",
        ")",
        "«",
        "»",
        "**",
        "__",
        "`",
        "[",
        "|",
        "]",
        "…",
        "/",
        "-",
    ),
    *(
        "\u00ad",
        "\u200b",
        "\ufeff",
        "\u00a0",
        "\u202e",
        "\u2066",
        "\x00",
        "\x1b[31m",
        "e\u0301",
        "и\u0306",
        "\ud83d",
        "🛸",
        "２０",
        "٣٤",
        "Ⅻ",
        "½",
        "²",
        "İ",
        "ﬁ",
        "ẞ",
    ),
    *("1", "0", "9", "1 000 000", "1,000", "10.5", "1" * 30, "-1", "+115", "%", "<script>", "=1+1", "{{7*7}}", "C", "c", "A", "o"),
)
PIECES = ENGLISH + UKRAINIAN + RUSSIAN + MARKS
assert len(PIECES) < 256


def text_of(raw: bytes) -> str:
    """Return a text: after an even byte the rest as UTF-8, what is none as lone surrogates; after an odd one a piece a byte."""
    if not raw:
        return ""
    if raw[0] % 2 == 0:
        return raw[1:].decode("utf-8", "surrogateescape")
    return "".join(PIECES[byte % len(PIECES)] + ("" if byte >= len(PIECES) else " ") for byte in raw[1:400])


def examples() -> list[str]:
    """Return the examples of the language files, marks removed; none where there are none yet."""
    from reconcile.extraction.marked import parse

    found = []
    for code in LANGUAGES:
        path = files("reconcile.languages") / code / "examples.toml"
        if path.is_file():
            found += [parse(example["text"])[0] for example in tomllib.loads(path.read_text(encoding="utf-8"))["example"]]
    return found


def write_seeds(folder: Path, head: bytes) -> None:
    """Write a seed an example, and one for each run of pieces, behind the bytes in which the target reads its choices."""
    for number, text in enumerate(examples()):
        (folder / f"seed-example-{number}").write_bytes(head + b"\x00" + text.encode())
    for start in range(0, len(PIECES), 3):
        (folder / f"seed-pieces-{start}").write_bytes(head + b"\x01" + bytes(PIECES.index(piece) for piece in PIECES[start : start + 24]))


def import_everything() -> None:
    """Import every module of the package, so that those imported lazily are instrumented too."""
    for module in pkgutil.walk_packages(reconcile.__path__, "reconcile."):
        if not module.name.endswith("__main__"):
            import_module(module.name)

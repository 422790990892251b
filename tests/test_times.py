"""Which period does a figure take, where its sentence names several or none?"""

from datetime import UTC, datetime

import pytest

from reconcile.extraction import extract
from reconcile.model import Statement

CASES = [
    # The day of the saying, and the hours or the night behind the figure.
    ("ru", "3 мая Минобороны сообщило об уничтожении 17 дронов в период с 14:00 до 19:00 мск над Курской областью.", {17: ("window", 14)}),
    ("ru", "Прежний рекорд (212 дронов сбито) был отмечен накануне — в ночь на 2 мая.", {212: "night"}),
    # Another figure stands between: the hours are its own.
    ("ru", "3 мая сбито 40 дронов, из них 12 в период с 14:00 до 19:00 мск.", {40: "day"}),
    # A date set beside the night only dates it.
    ("uk", "Вночі, 4 травня, над Сумщиною збито 8 безпілотників.", {8: "night"}),
    ("uk", "Нагадаємо, минулої ночі, 4 травня, росіяни випустили 90 безпілотників. Збито 61 безпілотник.", {90: "night", 61: "night"}),
    # The next sentence says when.
    ("ru", "ПВО за три часа сбила 16 дронов. Беспилотники уничтожены в период с 13:00 до 16:00 мск.", {16: ("window", 13)}),
    ("ru", "Сбиты девять беспилотников. Это случилось между 10:00 и 13:00 мск, сообщили в Минобороны.", {9: ("window", 10)}),
    # What a list breaks down has the hours of the list, not those of the sum behind it.
    (
        "ru",
        "В период с 23:00 мск 3.05 до 07:00 мск 4.05 дежурными средствами ПВО уничтожены восемь БПЛА:\n▫️ 5 – над территорией Курской области,"
        "\n▫️ 3 – над территорией Тульской области.\nВсего в ночное время с 20:00 мск 3.05 до 07:00 мск 4.05 дежурными средствами ПВО",
        {8: ("window", 23), 5: ("window", 23), 3: ("window", 23)},
    ),
    # A sentence that only says who says it does not part a figure from its night.
    (
        "en",
        "Russia launched 44 drones overnight on Wednesday. This is reported by a local outlet, citing the air force. It shot down 39 drones.",
        {44: "night", 39: "night"},
    ),
    # The date at the head of a page is no period of an attack told of later.
    (
        "ru",
        "Глава региона: минувшей ночью сбили не менее шести беспилотников\n\nТУЛА, 3 мая. Опасность атаки БПЛА отменили. "
        "Силами ПВО сбито не менее шести беспилотников.",
        {6: "night"},
    ),
    ("uk", "За один тиждень Росія випустила по Україні 700 дронів.", {700: "week"}),
    ("en", "At around 0400 GMT air defences shot down three drones over the Kursk region.", {3: ("moment", 4)}),
    ("en", "Over 1,700 drones have been shot down so far in the war, the ministry said.", {1701: "since_start"}),
]


@pytest.mark.parametrize(("code", "text", "kinds"), CASES)
def test_a_figure_takes_the_period_that_the_words_give_it(code, text, kinds):
    claims = extract(Statement("s", text, "outlet", datetime(2025, 5, 4, 12, tzinfo=UTC), code))
    hours = {claim.count.low: claim.period.start and (claim.period.kind, claim.period.start.hour) for claim in claims}
    assert {claim.count.low: hours[claim.count.low] or claim.period.kind for claim in claims if claim.count.low in kinds} == kinds


@pytest.mark.parametrize(("published", "day"), [(datetime(2025, 5, 4, tzinfo=UTC), 4), (datetime(2025, 5, 4, 3, tzinfo=UTC), 3)])
def test_a_day_without_an_hour_is_the_whole_of_that_day(published, day):
    (claim,) = extract(Statement("s", "Станом на 08:30 збито 14 безпілотників.", "outlet", published, "uk"))
    assert claim.as_of is not None
    assert claim.as_of.day == day

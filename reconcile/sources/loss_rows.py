"""Which claims does one day of the General Staff's loss table make?"""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from reconcile.model import Claim, Count, Period, Span, Statement

__all__ = ["loss_claims"]

KYIV = ZoneInfo("Europe/Kyiv")
INVASION = datetime(2022, 2, 24, tzinfo=KYIV)
_DATE = re.compile(r"\"date\"\s{0,8}:\s{0,8}\"(20\d\d-\d\d-\d\d)\"")
# Only what is brought down counts; tanks and guns destroyed are no attack on anybody's airspace.
_COUNTED = {"drone": "drone", "cruise missiles": "missile"}


def loss_claims(statement: Statement) -> tuple[Claim, ...]:
    """Return the running totals of drones and missiles brought down since 24 February 2022, as of the day's morning."""
    date = _DATE.search(statement.text)
    try:
        day = datetime.fromisoformat(date[1]).replace(tzinfo=KYIV) if date else None
    except ValueError:
        day = None
    claims = []
    for column, weapon in _COUNTED.items():
        figure = re.search(rf"\"{column}\"\s{{0,8}}:\s{{0,8}}(\d{{1,9}})", statement.text)
        if figure is None:
            continue
        claims.append(
            Claim(
                statement.id,
                "intercepted",
                Count(int(figure[1]), int(figure[1])),
                figure[1],
                Span(figure.start(1), figure.end(1)),
                weapon=weapon,
                side="UA",
                attacker="RU",
                period=Period("since_start", INVASION, day),
                speaker="General Staff of Ukraine",
                source=statement.source,
                published=statement.published,
            )
        )
    return tuple(claims)

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

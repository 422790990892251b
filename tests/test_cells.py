"""The cells against the things themselves: every outcome, weapon, place and hour kept apart, and one variable for each."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from reconcile.attacks import Hours
from reconcile.model import Outcome
from reconcile.reconciliation.cells import Extent, Row
from reconcile.reconciliation.program import System

PLACES = ("a", "b", "elsewhere")
WEAPONS = ("drone", "missile", "other")
HOURS = tuple(range(4))
OUTCOMES = (*Outcome.LAUNCHED, None)  # None: an outcome that nobody states
ATOMS = tuple(product(OUTCOMES, WEAPONS, PLACES, HOURS))


def stretch(start: int, end: int) -> Hours:
    return Hours(("hours", str(start), str(end)), (start, end), (start, end), (start, end))


@st.composite
def extents(draw: st.DrawFn) -> Extent:
    outcomes = draw(st.sampled_from([Outcome.LAUNCHED, Outcome.NEUTRALIZED, Outcome.INTERCEPTED, Outcome.JAMMED, Outcome.HIT]))
    weapons = draw(st.one_of(st.none(), st.frozensets(st.sampled_from(WEAPONS[:2]), min_size=1)))
    places = draw(st.one_of(st.none(), st.frozensets(st.sampled_from(PLACES[:2]), min_size=1)))
    start = draw(st.integers(0, 3))
    hours = stretch(start, draw(st.integers(start + 1, 4)))
    return Extent(outcomes, weapons, None, places, None, hours)


@st.composite
def systems(draw: st.DrawFn) -> System:
    made = []
    for index in range(draw(st.integers(1, 6))):
        low = draw(st.integers(0, 9))
        made.append(Row(index, draw(extents()), low, draw(st.one_of(st.none(), st.integers(low, 9)))))
    return System(tuple(made))


def holds(extent: Extent, atom: tuple[Outcome | None, str, str, int]) -> bool:
    outcome, weapon, place, hour = atom
    assert extent.hours
    assert extent.hours.hull
    fits = outcome in extent.outcomes if outcome is not None else extent.outcomes == Outcome.LAUNCHED
    weapons, places = extent.weapons is None or weapon in extent.weapons, extent.places is None or place in extent.places
    return fits and weapons and places and extent.hours.hull[0] <= hour < extent.hours.hull[1]


def extreme(system: System, extent: Extent, sign: int) -> int | None:
    """Return the least (1) or largest (-1) number of things by a program over the atoms; None where impossible or endless."""
    matrix = np.array([[float(holds(row.extent, atom)) for atom in ATOMS] for row in system.rows])
    lows = np.array([row.low for row in system.rows], dtype=float)
    highs = np.array([np.inf if row.high is None else row.high for row in system.rows], dtype=float)
    cost = np.array([sign * float(holds(extent, atom)) for atom in ATOMS])
    answer = milp(
        cost, constraints=LinearConstraint(matrix, lows, highs), integrality=np.ones(len(ATOMS)), bounds=Bounds(0, np.inf), options={}
    )
    return round(sign * answer.fun) if answer.status == 0 else None


def agree(system: System, extent: Extent) -> None:
    assert system.least(extent) == extreme(system, extent, 1)
    if system.feasible():
        assert system.most(extent) == extreme(system, extent, -1)
        return
    assert extreme(system, extent, 1) is None
    for conflict in system.conflicts():
        part = system.only(conflict)
        assert not part.feasible()
        assert all(part.without(claim).feasible() for claim in conflict)
    rest = system.only([row.claim for row in system.rows if not any(row.claim in conflict for conflict in system.conflicts())])
    assert not rest.rows or rest.feasible()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(systems(), extents())
def test_cells_answer_what_the_things_themselves_answer(system: System, extent: Extent) -> None:
    agree(system, extent)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(systems(), extents())
def test_cells_answer_what_the_things_themselves_answer_thousands_of_times(system: System, extent: Extent) -> None:
    agree(system, extent)

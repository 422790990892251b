"""What became of the things launched in one attack, by the claims that speak of it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reconcile.attacks import group
from reconcile.model import Attack, Claim, Outcome
from reconcile.reconciliation.bounds import Bounds, Query, bounds_of, chosen_for
from reconcile.reconciliation.cells import Extent
from reconcile.reconciliation.exits import linked

__all__ = ["Account", "accounts"]

_OUTCOMES = ("intercepted", "jammed", "neutralized", "hit", "left", "airborne")


@dataclass(frozen=True, slots=True)
class Account:
    """One attack's balance for one weapon.

    `outcomes` holds what some claim states, in the order of the metrics; an outcome that is not there is not stated, which is not zero.
    `unaccounted` is what the launched leave for the outcomes that nobody states.
    """

    attack: Attack
    weapon: str
    launched: Bounds
    outcomes: tuple[tuple[str, Bounds], ...]
    unaccounted: Bounds


def accounts(claims: Iterable[Claim], weapon: str = "drone") -> tuple[Account, ...]:
    """Return the account of every attack in which the weapon is counted, earliest first."""
    found = (_account(attack, weapon) for attack in group(linked(claims)) if attack.attacker is not None)
    return tuple(account for account in found if account is not None)


def _account(attack: Attack, weapon: str) -> Account | None:
    query = Query(attack.attacker or "", "launched", weapon)
    chosen = chosen_for(attack.claims, query)
    stated = [metric for metric in _OUTCOMES if any(_states(claim, metric, weapon, chosen) for claim in chosen)]
    if not stated and not any(_states(claim, "launched", weapon, chosen) for claim in chosen):
        return None
    outcomes = tuple((metric, bounds_of(chosen, replace(query, metric=metric).extent())) for metric in stated)
    known = Outcome(0)
    for metric in stated:
        known |= Outcome.of(metric) or Outcome(0)
    open_to = Extent(Outcome.LAUNCHED & ~known, frozenset({weapon}), rest=True)
    return Account(attack, weapon, bounds_of(chosen, query.extent()), outcomes, bounds_of(chosen, open_to))


def _states(claim: Claim, metric: str, weapon: str, mates: Sequence[Claim]) -> bool:
    """Tell whether a claim states an outcome of its own; exits told as part of the lost are in those."""
    around = [mate for mate in mates if mate.statement_id == claim.statement_id and mate.span.start == claim.within]
    inside = any(mate.outcome and claim.outcome and not claim.outcome & mate.outcome for mate in around)
    return claim.metric == metric and claim.weapon == weapon and not inside

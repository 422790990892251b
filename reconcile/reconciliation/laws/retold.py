"""What did an outlet drop from a speaker's list of places, name twice in it, or tell beside it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reconcile.model import Claim, Count, Finding, Mend
from reconcile.reconciliation.context import beside
from reconcile.reconciliation.knowledge import benign, owns
from reconcile.reconciliation.relays import Relay, posts_in_sum, set_key
from reconcile.reconciliation.reports import Report, span
from reconcile.reconciliation.wording import figure, item, places, total

__all__ = ["doubled", "extra_parts", "placed", "swapped"]

_LIST = 3  # places; a list as long as that, told without "including", is meant to be the whole list


def extra_parts(outlet: Report, owns: Sequence[Report]) -> tuple[Finding, ...]:
    """Return where an outlet tells a part of the speaker's total as something beyond it."""
    further = beside(outlet.claims)
    plain = [claim for claim in outlet.claims if not claim.regions and claim.metric == "intercepted"]
    placed = [claim for claim in outlet.claims if claim.scope == "part" and claim.regions and claim.metric == "intercepted"]
    if len(plain) == 1 and plain[0].scope == "total":
        placed = [claim for claim in placed if claim in further]
    if len(plain) != 1 or not placed:
        return ()
    top = plain[0]
    single = [own for report in owns for own in report.claims if _is_total(own, top)]
    posts = (single[0],) if single else posts_in_sum(top, owns)
    held = {
        (own.regions, own.count) for report in owns for own in report.claims if own.statement_id in {post.statement_id for post in posts}
    }
    inside = [claim for claim in placed if (claim.regions, claim.count) in held]
    if not posts or not inside:
        return ()
    by = total(claim.count for claim in inside).low
    summed = total(claim.count for claim in (top, *inside))
    own_sum = " + ".join(str(post.count) for post in posts)
    equals = f" = {top.count}" if len(posts) > 1 else ""
    extra = " + ".join(item(claim) for claim in inside)
    line = f"{top.count} + {extra} = {summed} in {_outlet(top)}, but {own_sum}{equals} in the speaker's own posts, {extra} among them"
    start, end = span(posts)
    mends = tuple(Mend(claim, Count(0, 0)) for claim in inside)
    claims = (top, *inside, *posts)
    return (Finding("misquote", "inconsistent", top.attacker, start, end, by, line, claims, mends, ("a part read as an extra figure",)),)


def _is_total(own: Claim, top: Claim) -> bool:
    return own.scope == "total" and (own.metric, own.weapon, own.attacker, own.count) == (top.metric, top.weapon, top.attacker, top.count)


def doubled(relay: Relay) -> tuple[Finding, ...]:
    """Return the places that an outlet's list names twice although the speaker's own names them once; a total beside it tells more."""
    listed = [claim for claim in relay.outlet.claims if claim.scope == "part" and len(claim.regions) == 1 and claim.count.high != 0]
    if any(claim.scope == "total" and not claim.regions for claim in relay.outlet.claims):
        return ()
    found: list[Finding] = []
    for index, one in enumerate(listed):
        for other in listed[index + 1 :]:
            own = [mine for mine in relay.own.claims if set_key(mine) == set_key(one)]
            if set_key(one) != set_key(other) or len(own) != 1 or not {one.count, other.count} & {own[0].count}:
                continue
            spare = other if one.count == own[0].count else one
            line = f"{places(one.regions)} twice in {_outlet(one)} ({one.count} and {other.count}), once in the speaker's own list: {figure(own[0])}"
            start, end = span(own)
            claims = (one, other, own[0])
            mends = (Mend(spare, Count(0, 0)),)
            found.append(
                Finding("misquote", "suspicious", one.attacker, start, end, spare.count.low, line, claims, mends, benign("doubled"))
            )
    return tuple(found)


def swapped(relay: Relay) -> tuple[Finding, ...]:
    """Return the items of an outlet's list that stand under another place than in the speaker's own, whose list is complete."""
    told, own = (_list(report) for report in (relay.outlet, relay.own))
    tops = [claim for claim in relay.own.claims if claim.scope == "total" and not claim.regions and claim.metric == "intercepted"]
    if len(tops) != 1 or total(part.count for part in own).low != tops[0].count.low:
        return ()
    named, listed = ({region for part in parts for region in part.regions} for parts in (told, own))
    extra = [part for part in told if not set(part.regions) & listed]
    missing = [part for part in own if not set(part.regions) & named]
    found: list[Finding] = []
    for part in extra:
        same = [mine for mine in missing if mine.count == part.count]
        if len(same) != 1 or sum(other.count == part.count for other in extra) != 1:
            continue
        line = (
            f"{item(part)} in {_outlet(part)}, {item(same[0])} in the speaker's own list, which names no drone over {places(part.regions)}"
        )
        start, end = span(same)
        severity = "suspicious" if part.doubt or len(missing) > len(told) else "inconsistent"
        why = benign("swapped")
        found.append(
            Finding("misquote", severity, part.attacker, start, end, part.count.low, line, (part, same[0]), (Mend(part, Count(0, 0)),), why)
        )
    return tuple(found)


def _list(report: Report) -> list[Claim]:
    return [claim for claim in report.claims if claim.scope == "part" and claim.regions and claim.metric == "intercepted"]


def placed(finding: Finding, reports: Sequence[Report]) -> Finding:
    """Return an outlet's list that falls short with what the speaker's own statements say of the rest; a list without one of its places says so."""
    whole, *listed = finding.claims
    own = [mine for report in reports for mine in report.claims]
    posts = _posts(whole, listed, reports)
    if owns(whole) or not posts:
        return finding
    named = {region for claim in listed for region in claim.regions}
    ids = {post.statement_id for post in posts}
    parts = [mine for mine in own if mine.statement_id in ids and mine.metric == whole.metric and mine.regions]
    left_out = [mine for mine in parts if not set(mine.regions) & named and (mine.scope == "part" or mine in posts)]
    if not left_out:
        return finding
    posts_line = f"{' + '.join(str(post.count) for post in posts)} = {whole.count}" if len(posts) > 1 else str(whole.count)
    all_of_it = total(mine.count for mine in left_out).low == finding.by
    tail = f", which accounts for all {finding.by}" if all_of_it else ""
    said = [f"the speaker's own statements: {posts_line}; beyond the places named here {', '.join(item(mine) for mine in left_out)}{tail}"]
    whole_list = len(listed) >= _LIST and not any(", including" in claim.rule for claim in listed)
    if all_of_it and whole_list and len(left_out) <= len(listed) // 2:
        said.append(f"a list re-told without {places(region for mine in left_out for region in mine.regions)}")
        return replace(finding, severity="suspicious", explanations=(*said, *benign("dropped")))
    return replace(finding, explanations=(*said, *finding.explanations))


def _posts(whole: Claim, listed: Sequence[Claim], reports: Sequence[Report]) -> tuple[Claim, ...]:
    """Return the own totals that an outlet's total repeats or adds up; of several with the same figure, that whose places are told."""
    told = {(claim.regions, claim.count) for claim in listed}
    alike = [(report, own) for report in reports for own in report.claims if _is_total(own, whole) and _near(own, whole)]
    if not alike:
        return posts_in_sum(whole, reports)
    return (max(alike, key=lambda pair: sum((own.regions, own.count) in told for own in pair[0].claims))[1],)


def _near(own: Claim, whole: Claim) -> bool:
    return bool(own.published and whole.published and abs((own.published - whole.published).total_seconds()) < 36 * 3600)


def _outlet(claim: Claim) -> str:
    return claim.source or claim.statement_id

"""What do the claims look like? Tidy frame in, Axes out.

Every function takes a tidy frame, `ax=None` (then it makes a figure of its own) and `lang` (en, uk, ru),
draws with one style, and returns the Axes. Counts are intervals: a bar or line from `low` to `high`, an
arrow where there is no upper bound, a hollow mark where the figure was hedged. A day without a report is a
gap, never a zero. What is drawn can be read back from the artists.

    over_time   claims_frame                             claims with their intervals; findings ringed
    account     accounts_frame                           whole against stacked parts, excess, unaccounted
    rate        rates_frame                              share brought down, by definition, with the break
    residuals   residuals_frame                          launched less every stated outcome
    windows     windows_frame                            hours that each report counts, overlaps shaded
    regions     regions_frame                            tile grid of both countries
    revisions   claims_frame of one night                figures as they were told and told again
    outlets     relays_frame                             outlets against the speaker
    coverage    coverage_frame                           which days have a report

The frames other than `claims_frame` come from `reconcile.report.measures`.
"""

from reconcile.plots.attacks import account, residuals, windows
from reconcile.plots.places import regions
from reconcile.plots.speakers import coverage, outlets, revisions
from reconcile.plots.time import over_time, rate

__all__ = ["account", "coverage", "outlets", "over_time", "rate", "regions", "residuals", "revisions", "windows"]

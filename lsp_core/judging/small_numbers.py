"""Small numbers: which figures nobody but their partner and the coordinator may see. The one place that decides.

A figure is withheld when a count behind it is 1 or more and below the measure's `suppress_below`, when a cumulative
figure is so little above the last one shown that the difference is, and when it would let another be worked out
(`withholding`, and `disclosure` for the sums). Zero is shown. Whatever is concluded, printed or sent is worked out from
what `figures_seen` leaves, so a small number cannot come through in a mean, a forecast or a sentence either.

Two figures of different dates are not held against each other: what a pack published before a revision is public.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lsp_core.judging.wholes import with_wholes
from lsp_core.judging.withholding import SoFar, withhold
from lsp_core.observations import FigureKey, Observation
from lsp_core.periods import Period
from lsp_core.plan.model import Plan
from lsp_core.returns.explanations import Explanation


def figures_seen(plan: Plan, known: Mapping[FigureKey, Observation]) -> dict[FigureKey, Observation]:
    """What is known with its wholes, as boards and other partners may see it."""
    return _without_small_numbers(plan, with_wholes(plan, known))


def figures_seen_by(partner: str, plan: Plan, known: dict[FigureKey, Observation]) -> dict[FigureKey, Observation]:
    """What is known as one partner may be told it: its own measures' figures, those that another partner sent before it
    only as far as anybody may see them."""
    limits, theirs = limits_of(plan), {measure.code for measure in plan.measures if measure.partner == partner}
    others = [
        key for key, figure in known.items() if key[0] in theirs and key[0] in limits and figure.partner != partner
    ]
    if not others:
        return known
    seen = figures_seen(plan, known)
    return known | {key: seen[key] for key in others}


def vintages_seen(plan: Plan, everything: Iterable[Observation]) -> tuple[Observation, ...]:
    """Every figure there has ever been, but for the measures with small numbers: what was known of one of them at one
    cut-off could be held against what is shown of it at another."""
    limits = limits_of(plan)
    return tuple(figure for figure in everything if figure.measure not in limits)


def explanations_seen(plan: Plan, explanations: Iterable[Explanation]) -> tuple[Explanation, ...]:
    """What partners have explained, but of the measures with small numbers: what was asked says what was found."""
    limits = {code.upper() for code in limits_of(plan)}
    return tuple(one for one in explanations if one.key.about.upper() not in limits)


def _without_small_numbers(plan: Plan, known: dict[FigureKey, Observation]) -> dict[FigureKey, Observation]:
    limits = limits_of(plan)
    if not limits:
        return known
    measures = {measure.code: measure for measure in sorted(plan.measures, key=lambda m: m.valid_from)}
    seen, so_far = dict(known), SoFar(measures, limits)
    for period, figures in _by_period(known.values()):
        withheld = withhold(so_far, period, figures)
        seen |= {(code, period): figure for code, figure in withheld.items()}
        so_far.go_on(period, figures, withheld)
    wholes = {key: replace(whole, made_of=_seen_parts(whole, seen)) for key, whole in seen.items() if whole.made_of}
    return seen | wholes


def limits_of(plan: Plan) -> dict[str, int]:
    """For each measure with small numbers, the count from which on they are shown. A whole is as strict as its parts
    are, since one that is small says that they are."""
    limits: dict[str, int] = {}
    for measure in plan.measures:
        if measure.suppress_below is not None:
            limits[measure.code] = max(measure.suppress_below, limits.get(measure.code, 0))
    wholes = [measure for measure in plan.measures if measure.parts]
    for _ in wholes:  # once for each level there can be
        for whole in wholes:
            strictest = max((limits.get(code, 0) for code in (whole.code, *whole.part_codes)), default=0)
            if strictest:
                limits[whole.code] = strictest
    return limits


def _by_period(figures: Iterable[Observation]) -> list[tuple[Period, dict[str, Observation]]]:
    found: dict[Period, dict[str, Observation]] = {}
    for figure in figures:
        found.setdefault(figure.period, {})[figure.measure] = figure
    return sorted(found.items(), key=lambda item: (item[0].end, item[0].start))


def _seen_parts(whole: Observation, seen: Mapping[FigureKey, Observation]) -> tuple[Observation, ...]:
    """A whole's parts as anybody may see them, and theirs."""
    parts = (seen[part.measure, part.period] for part in whole.made_of)
    return tuple(replace(part, made_of=_seen_parts(part, seen)) for part in parts)

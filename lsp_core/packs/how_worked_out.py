"""How a pack's conclusions are worked out, in words, and every shape with its meaning."""

from lsp_core.judging.policy_words import in_words
from lsp_core.packs.back_contents import Method
from lsp_core.packs.material import Material
from lsp_core.packs.shapes import Mark, Shape
from lsp_core.packs.standings import NOT_DUE, STANDINGS, TRAVEL_MEANINGS, TRAVELS
from lsp_core.plan.model import StatusPolicy


def methods(material: Material) -> tuple[Method, ...]:
    """How statuses are worked out: each policy the board's measures use, then the rules that are the same for all."""
    used = {material.measures[a.measure].policy for o in material.outcomes for a in material.about(o)}
    policies = [policy for policy in material.plan.policies.status if policy.code in used]
    compared = any(assessment.placing is not None for assessment in material.assessments)
    return tuple(_policy(policy) for policy in policies) + _SAME_FOR_ALL + ((_BESIDE_OTHERS,) if compared else ())


def _policy(policy: StatusPolicy) -> Method:
    return Method(f"Status: {policy.name} (version {policy.version})", in_words(policy))


_BESIDE_OTHERS = Method(
    "Beside others",
    "Figures are held beside figures for the same period: the latest that we and at least three of the others have. "
    "Ranks and quarters (PHEindicatormethods: ranks shared out, ties together) are of figures as they are reported. "
    "Better or worse than a benchmark means that it is outside the 95% interval of our figure, from counts; a funnel "
    "(Spiegelhalter 2005) allows for size. None of it changes a status, but under a rule that goes by quarters.",
)
_SAME_FOR_ALL = (
    Method(
        "Outcome",
        "An outcome has the worst standing of its measures, in this order: "
        f"{'; '.join(standing.mark.word.lower() for standing in STANDINGS.values())}. "
        "A measure without a figure is passed over if none was due or it has no target, unless no other was judged.",
    ),
    Method(
        "Missing figures",
        "A figure that was asked for and has not come is overdue. The last figure is shown with its period and is "
        "never judged in its place.",
    ),
    Method(
        "Direction",
        "Better or worse than the figure before, taking account of which way is good. One change is not a trend.",
    ),
    Method(
        "How sure",
        "Figures that come with their counts have a 95% interval (Wilson's for a share; exact or Byar's for a rate). "
        "With the target inside it, the status stands and is called uncertain. Without counts a figure is taken as "
        "reported. Provisional figures, and those about a time that ended more than a year ago, say so.",
    ),
    Method(
        "Variation",
        "From 6 quarters on, an XmR chart (NHS England, Making Data Count) says what is ordinary for a measure; below "
        "12 its limits are a trial. A missed target is missed however ordinary that is. Limits begin again only where "
        "a named person has decided so; the line on the chart, and why, stay.",
    ),
    Method(
        "Recent trend",
        "The method of Fingertips (2025), from the last five figures that come with counts.",
    ),
    Method(
        "Forecast",
        "The average change of the last four quarters goes on, within a 95% prediction interval; a figure that counts "
        "up follows last year's pattern or the rate so far. The annex tells what other methods see: they decide "
        "nothing. Past forecasts are worked out again from what was known at the time; owners' own are kept as said.",
    ),
    Method(
        "Risks",
        "A missed outcome proposes a new likelihood for the risk that watches it; its owner accepts, amends or rejects "
        "it. Impact comes from how much the outcome matters, never from the size of the gap.",
    ),
    Method(
        "Revisions",
        "Nothing is overwritten. A revised figure is shown beside the one it replaced, and this pack can be rebuilt as "
        "it was from the time its figures were taken.",
    ),
)


def glossary() -> tuple[tuple[Mark, str], ...]:
    """Every shape with its word and what it means."""
    standings = [(standing.mark, standing.meaning) for standing in (*STANDINGS.values(), NOT_DUE)]
    travels = [(TRAVELS[travel], meaning) for travel, meaning in TRAVEL_MEANINGS.items()]
    plain = [
        (Mark(Shape.HIGHER, "Higher"), "Above the figure before, for a measure where neither way is good."),
        (Mark(Shape.LOWER, "Lower"), "Below the figure before, for a measure where neither way is good."),
    ]
    return (*standings, *travels, *plain)

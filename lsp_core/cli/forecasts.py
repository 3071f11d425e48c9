"""Commands for forecasts: what an owner expects in their own judgement, and how good past forecasts were."""

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.cycle import by_option
from lsp_core.cli.words import (
    Group,
    number_typed,
    quarter_argument,
    say,
    tell,
    the_database,
    the_person,
    the_plan,
    the_quarter,
)

if TYPE_CHECKING:
    from lsp_core.judging.forecast_history import ForecastHistory
    from lsp_core.judging.forecast_record import Settled
    from lsp_core.plan.model import Measure, Plan


@click.group(cls=Group)
def forecast() -> None:
    """Say what you expect, and see how good past forecasts were."""


@forecast.command("say")
@click.argument("measure", metavar="MEASURE")
@quarter_argument
@click.option("--value", type=number_typed, required=True, help="The figure expected, in the measure's own unit.")
@click.option("--low", type=number_typed, help="The lowest it is likely to be.")
@click.option("--high", type=number_typed, help="The highest it is likely to be.")
@by_option
@click.option("--reason", required=True, help="Why; it prints in the pack, with your name and role.")
def say_(
    measure: str,
    quarter: tuple[str, ...],
    value: Decimal,
    low: Decimal | None,
    high: Decimal | None,
    by: str | None,
    reason: str,
) -> None:
    """Record what an outcome's owner expects of a measure.

    Of where the year will end or, of a yearly measure, the next figure. It prints beside the forecast by arithmetic,
    decides nothing, and is held beside what comes.
    """
    from lsp_core.plan.look_up import measure_meant
    from lsp_core.steps.forecasting import Expected, owner_of, say_forecast

    which, plan = the_quarter(quarter), the_plan()
    person = the_person(by, [owner_of(plan, measure_meant(plan, which, measure))])
    expected = Expected(value, low, high, reason)
    report = say_forecast(the_database(), which, measure, expected, person, workplace.instant())
    say(report, "That has been said already.")


@forecast.command()
@click.argument("measure", metavar="[MEASURE]", required=False)
def record(measure: str | None) -> None:
    """Show how good past forecasts were.

    Of one measure, or of all, by method and by owner. A forecast counts once the figure it was about has come.
    """
    from lsp_core.plan.look_up import measure_meant
    from lsp_core.steps.forecasting import past_forecasts

    which = the_quarter(())
    found = past_forecasts(the_database(), which, workplace.instant())
    if measure is None:
        _all_measures(found.plan, [one for history in found.histories.values() for one in history.settled])
        return
    asked = measure_meant(found.plan, which, measure)
    _one_measure(found.plan, asked, found.histories[asked.code])


def _all_measures(plan: "Plan", settled: "list[Settled]") -> None:
    from lsp_core.judging.forecast_record import by_method, by_owner, in_words
    from lsp_core.judging.owner_forecasts import OWN_JUDGEMENT

    if not settled:
        tell("No past forecast can be held beside what came yet.")
        return
    tell("By method:")
    for method, of_method in by_method(settled).items():
        tell(f"{method.capitalize()}. {in_words(of_method)}", indent=2)
    names = {person.code: person.name for person in plan.people}
    own = by_owner([one for one in settled if one.forecast.method == OWN_JUDGEMENT])
    if own:
        tell("By owner, in their own judgement:")
    for owner, of_owner in own.items():
        tell(f"{names.get(owner, owner)}. {in_words(of_owner)}", indent=2)


def _one_measure(plan: "Plan", measure: "Measure", history: "ForecastHistory") -> None:
    from zoneinfo import ZoneInfo

    from lsp_core.judging.forecast_record import by_method
    from lsp_core.judging.forecast_words import method_record, of_method, owner_record
    from lsp_core.judging.owner_forecasts import OWN_JUDGEMENT

    tell(f"{measure.name} ({measure.code})")
    if history.own is not None:
        tell(f"The owner expects {history.own.in_words(measure, ZoneInfo(plan.partnership.time_zone))}", indent=2)
    for method in by_method(history.settled):
        settled = of_method(history, method)
        says = owner_record if method == OWN_JUDGEMENT else method_record
        tell(f"{method.capitalize()}. {says(settled, measure)}", indent=2)
        for one in settled:
            tell(_in_words(one, measure), indent=4)
    if not history.settled:
        tell("No past forecast can be held beside what came yet.", indent=2)


def _in_words(one: "Settled", measure: "Measure") -> str:
    from lsp_core.wording import amount, period_in_words, short_amount

    made = one.forecast
    likely = ""
    if made.lower is not None and made.upper is not None:
        likely = f" ({short_amount(made.lower, measure)} to {short_amount(made.upper, measure)})"
    inside = {True: ", inside", False: ", outside", None: ""}[one.was_within]
    return (
        f"In {period_in_words(made.made_in)}, {short_amount(made.expected, measure)}{likely} for "
        f"{period_in_words(made.about)}; {amount(one.outturn.value, measure)} came{inside}."
    )

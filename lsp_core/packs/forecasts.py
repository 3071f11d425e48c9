"""What the owner of a measure's outcome expects, and how good past forecasts were: what stands beside a forecast."""

from zoneinfo import ZoneInfo

from lsp_core.judging.assessment import Assessment
from lsp_core.judging.forecast import YEAR_END_REACHED
from lsp_core.judging.forecast_words import method_record, of_method, of_owner, owner_record
from lsp_core.packs.material import Material
from lsp_core.plan.model import Measure


def own(material: Material, measure: Measure) -> str:
    """What the owner expects of the figure to come; empty where they have not said."""
    said = material.forecast_histories[measure.code].own
    return said.in_words(measure, ZoneInfo(material.plan.partnership.time_zone)) if said is not None else ""


def past(material: Material, measure: Measure, assessment: Assessment) -> str:
    """How good past forecasts were, by the method used now and by the owner; empty where nothing is forecast, or
    nothing has come yet to hold a forecast beside."""
    history, heading = material.forecast_histories[measure.code], assessment.forecast
    owner = material.plan.outcome_of(measure).owner
    told = [owner_record(of_owner(history, owner), measure)]
    if heading is not None and heading.method != YEAR_END_REACHED and (record := of_method(history, heading.method)):
        told.insert(0, method_record(record, measure))
    return " ".join(filter(None, told))

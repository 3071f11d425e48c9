"""Which files a plan is made of, and what each entry in them is."""

from dataclasses import dataclass

from pydantic import BaseModel

from lsp_core.plan.model import (
    Board,
    Comparator,
    ComparatorFigure,
    ComparatorSet,
    Fund,
    History,
    Indicator,
    Measure,
    Outcome,
    Partner,
    Partnership,
    Person,
    Policies,
    Risk,
    Target,
    Theme,
)


@dataclass(frozen=True)
class PlanFile:
    """One file of the plan."""

    name: str
    part: str
    """The field of `lsp_core.plan.model.Plan` it fills."""
    entry: type[BaseModel]
    """What one entry of it is, or the whole file when it is not a list."""
    purpose: str
    """For the heading of its section in `docs/plan.md`."""
    required: bool = True

    @property
    def is_table(self) -> bool:
        """Whether it is a CSV file."""
        return self.name.endswith(".csv")

    @property
    def is_one_entry(self) -> bool:
        """Whether the whole file is a single group of fields."""
        return self.entry in (Partnership, Policies)


FILES = (
    PlanFile("partnership.yaml", "partnership", Partnership, "the partnership itself"),
    PlanFile("partners.yaml", "partners", Partner, "the bodies that take part"),
    PlanFile("people.yaml", "people", Person, "everybody the partnership writes to"),
    PlanFile("themes.yaml", "themes", Theme, "the headings that outcomes are grouped under"),
    PlanFile("outcomes.yaml", "outcomes", Outcome, "what the partners want to be true, and who answers for it"),
    PlanFile("boards.yaml", "boards", Board, "the meetings that get packs"),
    PlanFile("policies.yaml", "policies", Policies, "the rules: on track or off, when to ask and chase, how to score"),
    PlanFile("indicators.csv", "indicators", Indicator, "what shows progress on each outcome"),
    PlanFile("measures.csv", "measures", Measure, "exactly what is counted, by whom and how often"),
    PlanFile("targets.csv", "targets", Target, "targets and baselines, as they were agreed", required=False),
    PlanFile("funds.csv", "funds", Fund, "the money and people behind each outcome", required=False),
    PlanFile("risks.csv", "risks", Risk, "the risk register as it stood at the start", required=False),
    PlanFile("history.csv", "history", History, "figures from before the first cycle", required=False),
    PlanFile("comparators.csv", "comparators", Comparator, "others whose figures are published", required=False),
    PlanFile("comparator_sets.yaml", "comparator_sets", ComparatorSet, "who is compared together", required=False),
    PlanFile("comparator_figures.csv", "comparator_figures", ComparatorFigure, "the figures of others", required=False),
)
FILE_NAMES = tuple(file.name for file in FILES)

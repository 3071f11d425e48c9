"""What an instrument is made of, as it is declared. Plain data: nothing in here works anything out from an answer."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lsp_core.plan.bodies import Layer
from lsp_core.plan.declaration import Code, Declaration
from lsp_core.reviews.catalogue import Unit, Value
from lsp_core.reviews.scales import COLOURS, PRACTICE, STRENGTH, Scale
from lsp_core.reviews.typed import value_of

Version = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]


class Operator(StrEnum):
    """The six ways of holding a fact against a value. There is no seventh, and no expression."""

    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    IS = "=="
    IS_NOT = "!="


class Attribution(StrEnum):
    """Who can see whose answer is whose, told to people before they answer."""

    NAMED = "named"
    BODY = "body"
    LAYER = "layer"
    ANONYMOUS = "anonymous"
    PUBLIC = "public"
    """Nobody fills anything in: the questions are put in public."""


class RuleScope(StrEnum):
    """What a fact must have been worked out for."""

    OUTCOME = "outcome"
    PARTNERSHIP = "partnership"


class Criterion(Declaration):
    """One thing that can be true: a fact held against a value, or a document that only a person can produce."""

    fact: str = ""
    op: Operator | None = None
    value: str = ""
    """As it was typed: a number, or yes or no. Read by `limit`, never evaluated."""
    document: str = ""
    scope: RuleScope | None = None
    only_from_level: int | None = None
    min_n: int | None = Field(default=None, ge=1)
    note: str = ""

    def limit(self, unit: Unit) -> Value:
        """The value as the fact's unit wants it; raises `Unreadable` when it is something else."""
        return value_of(self.value, unit)


class Rule(Declaration):
    """Criteria joined by any or by all, and the lowest answer that they speak to."""

    answer_at_least: str = ""
    any: tuple[Criterion, ...] = ()
    all: tuple[Criterion, ...] = ()

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What is tested, however it is joined."""
        return self.any + self.all


class Question(Declaration):
    """One question. Its wording belongs to its id and its instrument's version, for ever."""

    id: Code = Field(description="a code never used before, such as OT-1")
    row: str = ""
    topic: str = ""
    section: str = ""
    family: str = ""
    layer: Layer | None = None
    ask: tuple[Layer, ...] = ()
    text: str = Field(description="the question, in at most 30 words")
    levels: dict[str, str] = {}
    red: str = ""
    amber: str = ""
    green: str = ""
    contradicted_when: Rule | None = None
    supported_when: Rule | None = None
    surface_when: Rule | None = None
    trigger_text: str = ""
    good_answer_has: str = ""
    weakness: Code = Field(description="the weakness that a poor answer shows, such as late-returns")
    equivalent_to: tuple[str, ...] = ()
    """Earlier wordings whose answers may be put beside this one's, each as ID@version."""

    @property
    def heading(self) -> str:
        """What it stands under, whatever its instrument calls that."""
        return self.row or self.section or self.topic or self.family

    @property
    def described(self) -> Mapping[str, str]:
        """Its own description of each level, if it has them: by number, or by colour."""
        colours = {"red": self.red, "amber": self.amber, "green": self.green}
        return self.levels or {name: text for name, text in colours.items() if text}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule it has."""
        return tuple(rule for rule in (self.contradicted_when, self.supported_when, self.surface_when) if rule)

    @property
    def wording(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What a respondent reads: when any of it changes, answers before and after are not the same question's."""
        return self.text, tuple(self.described.items())


class ScaleLevel(Declaration):
    """One step of a scale that all of an instrument's questions share."""

    value: int = Field(description="its number")
    label: str = Field(description="what it means")


class Choosing(Declaration):
    """How many questions are offered to a meeting."""

    most: int = Field(description="how many questions are offered at most", ge=1)
    per_family_most: int = Field(description="how many of one family", ge=1)
    always: tuple[str, ...] = ()


class Workshop(Declaration):
    """Who sits in a workshop, and for how long."""

    people: tuple[int, int] = Field(description="the fewest and the most people")
    hours: int = Field(description="how long it takes", ge=1)


class Instrument(Declaration):
    """One review."""

    id: Code = Field(description="its code, such as performance-checklist")
    version: Version = Field(description="its version, in quotes, such as '1.0'")
    title: str = Field(description="what it is called")
    scope: str = Field(description="partnership, theme or outcome")
    fact_scope: str = ""
    every: str = Field(description="how often it is run")
    submits: str = ""
    attribution: Attribution = Field(description="named, body, layer or anonymous")
    min_group: int = Field(default=5, ge=3)
    workshop: Workshop | None = None
    choose: Choosing | None = None
    answers: tuple[str, ...] = ()
    scale: tuple[ScaleLevel, ...] = ()
    questions: tuple[Question, ...] = Field(description="each with id, text and weakness")

    @property
    def by_id(self) -> Mapping[str, Question]:
        """Each question by its id."""
        return {question.id: question for question in self.questions}

    @property
    def answer_scale(self) -> Scale | None:
        """What answers are given on; None where questions are put and not answered by filling in a form."""
        if self.scale:
            return PRACTICE
        if any(question.levels for question in self.questions):
            return STRENGTH
        return COLOURS if any(question.red for question in self.questions) else None

"""The library of notable practice: what another place did, offered beside a weakness. Never proof, never a ranking."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from lsp_core.plan.bodies import Layer
from lsp_core.plan.declaration import Code, Declaration
from lsp_core.wording import day, listed

OLD_AFTER_YEARS = 10
CHECKED_WITHIN_MONTHS = 24
MOST_SHOWN = 2
NONE_HELD = "The library holds no case for this weakness yet; a case of your own would be the first."
NOT_PROOF = "This is what one place did. It does not show that the same would work here."


class Case(Declaration):
    """What was done somewhere, what is known of it and, always, what is not."""

    id: Code = Field(description="its code, such as derby-benchmarking")
    title: str = Field(description="what was done, in a line")
    place: str = Field(description="where")
    kind_of_body: str = Field(description="what kind of body did it")
    when: str = Field(description="when, as far as known")
    layer: tuple[Layer, ...] = Field(description="the layers it concerns", min_length=1)
    addresses: tuple[str, ...] = Field(description="the weaknesses it speaks to, the main one first", min_length=1)
    what_was_done: str = Field(description="what was done, in our own words")
    known: tuple[str, ...] = Field(description="what is known", min_length=1)
    unknown: tuple[str, ...] = Field(description="what is not known: there is always something", min_length=1)
    effect_evidence: str = Field(description="what kind of evidence of an effect there is")
    copyable_step: str = Field(description="the step to copy")
    caution: str = Field(description="what to be careful of")
    sources: tuple[str, ...] = Field(description="where this is from", min_length=1)
    checked_on: date | None = None

    @property
    def last_year(self) -> int | None:
        """The last year its account names; None when it names none."""
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", self.when)]
        return max(years, default=None)

    def is_old(self, today: date) -> bool:
        """Whether its last known year is more than ten years back; of no known date counts as old."""
        return self.last_year is None or today.year - self.last_year > OLD_AFTER_YEARS

    def cautions(self, today: date) -> tuple[str, ...]:
        """What always prints with it."""
        checked = self.checked_on
        months = None if checked is None else (today.year - checked.year) * 12 + today.month - checked.month
        said = (
            (True, NOT_PROOF),
            (True, self.caution),
            (self.is_old(today), "Old: methods may have changed since."),
            (
                "single" in self.kind_of_body and "not a partnership" in self.kind_of_body,
                "A single body, not a partnership.",
            ),
            (months is None, "Its sources have not been checked again since the case was written."),
            (
                months is not None and months > CHECKED_WITHIN_MONTHS,
                f"Its sources were last checked on {day(checked) if checked else ''}.",
            ),
        )
        return tuple(words for applies, words in said if applies)


@dataclass(frozen=True)
class Match:
    """A case that speaks to a weakness, and why it is shown."""

    case: Case
    score: int
    because: str


def matching_cases(
    weakness: str,
    layer: Layer | None,
    kind_of_body: str,
    cases: Sequence[Case],
    today: date,
    refused: Collection[str] = (),
) -> tuple[Match, ...]:
    """The best two cases for a weakness. `refused` are those shown and refused here in the past two years.

    A case that does not carry the weakness is not considered, however alike the places are.
    """
    matches = [
        _match(case, weakness, layer, kind_of_body, today, refused) for case in cases if weakness in case.addresses
    ]
    return tuple(sorted(matches, key=lambda match: (-match.score, match.case.id))[:MOST_SHOWN])


def _match(
    case: Case, weakness: str, layer: Layer | None, kind_of_body: str, today: date, refused: Collection[str]
) -> Match:
    same_layer, same_kind = layer in case.layer, bool(kind_of_body) and kind_of_body in case.kind_of_body
    score = (
        3 * (case.addresses[0] == weakness) + 2 + same_layer + same_kind - case.is_old(today) - 2 * (case.id in refused)
    )
    first = "its main subject is" if case.addresses[0] == weakness else "it also speaks to"
    reasons = [f"{first} {weakness.replace('-', ' ')}"]
    if same_layer:
        reasons.append(f"it concerns the {layer} layer")
    if same_kind:
        reasons.append(f"it is a {kind_of_body} too")
    return Match(case, score, f"Shown because {listed(reasons)}.")

"""A partnership's own changes to an instrument: what it changes, retires and adds, without touching the seed.

The seed can then come in a later version and the changes be laid over it again. What was loosened is in `loosening`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from lsp_core.plan.declaration import Declaration
from lsp_core.plan.declared import Declared
from lsp_core.plan.written import Mistakes, Path, Written, quoted, suggestion
from lsp_core.reviews.catalogue import FactCatalogue
from lsp_core.reviews.checks import Asked, Found, check_question
from lsp_core.reviews.loosening import Loosened, loosened
from lsp_core.reviews.model import Instrument, Question, Rule, Version
from lsp_core.reviews.reading import declare_one, read_written, refuse

_RULES = ("contradicted_when", "supported_when", "surface_when")
WORDING = ("text", "levels", "red", "amber", "green", "equivalent_to")
"""What a change may say otherwise. Answers before and after a change of words are only put together if it is said that
they may be (`equivalent_to`)."""


class Change(Declaration):
    """What is different about one question. What is not named stays as the seed has it."""

    text: str = ""
    levels: dict[str, str] = {}
    red: str = ""
    amber: str = ""
    green: str = ""
    contradicted_when: Rule | None = None
    supported_when: Rule | None = None
    surface_when: Rule | None = None
    equivalent_to: tuple[str, ...] = ()
    why: str = ""
    by: str = ""


class Overlay(Declaration):
    """Everything a partnership makes different about one instrument."""

    extends: str = Field(description="the seed it changes, such as performance-checklist@1.0")
    version: Version = Field(description="a version of your own, such as '1.0-ourtown.1'")
    change: dict[str, Change] = {}
    retire: tuple[str, ...] = ()
    add: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Overlaid:
    """An instrument with a partnership's own changes, and what the report has to say about them."""

    instrument: Instrument
    overlay: Overlay
    loosened: tuple[Loosened, ...]
    retired: tuple[str, ...]
    added: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def as_told(self) -> tuple[str, ...]:
        """What the report says on its first pages: each threshold looser than the seed's, and what came and went."""
        gone = [f"{code} is not asked here." for code in self.retired]
        new = [f"{code} is this partnership's own question." for code in self.added]
        return (*(each.words for each in self.loosened), *gone, *new)


def parse_overlay(name: str, text: str, seeds: Sequence[Instrument], catalogue: FactCatalogue) -> Overlaid:
    """The overlay that a file declares, laid over its seed. Raises one `InstrumentError` with every mistake."""
    mistakes = Mistakes()
    return overlay_from(name, read_written(name, text, mistakes), seeds, catalogue, mistakes)


def overlay_from(
    name: str, written: Written | None, seeds: Sequence[Instrument], catalogue: FactCatalogue, mistakes: Mistakes
) -> Overlaid:
    """As `parse_overlay`, from values that stand in a file of any form."""
    declared = declare_one(Overlay, written, mistakes)
    seed = _seed_of(declared, seeds, mistakes) if declared else None
    if declared is None or seed is None:
        refuse(mistakes, [name])
        raise AssertionError  # there was a mistake, and it has been told
    warnings = _check(declared, seed, seeds, catalogue, mistakes)
    refuse(mistakes, [name])
    overlaid = apply_overlay(declared.value, seed, catalogue)
    return Overlaid(**{**vars(overlaid), "warnings": warnings.in_order([name])})


def apply_overlay(overlay: Overlay, seed: Instrument, catalogue: FactCatalogue) -> Overlaid:
    """The seed with the changes made. The overlay has been checked."""
    kept = (question for question in seed.questions if question.id not in overlay.retire)
    questions = tuple(_changed(question, overlay.change.get(question.id)) for question in kept) + overlay.add
    instrument = seed.model_copy(update={"version": overlay.version, "questions": questions})
    loose = tuple(
        each
        for code, change in overlay.change.items()
        for each in loosened(seed.by_id[code], instrument.by_id.get(code), catalogue, change.why, change.by)
    )
    return Overlaid(instrument, overlay, loose, overlay.retire, tuple(question.id for question in overlay.add))


def _changed(question: Question, change: Change | None) -> Question:
    if change is None:
        return question
    updates: dict[str, object] = {name: _rule(getattr(question, name), getattr(change, name)) for name in _RULES}
    updates |= {name: getattr(change, name) for name in WORDING if getattr(change, name)}
    return question.model_copy(update=updates)


def _rule(before: Rule | None, now: Rule | None) -> Rule | None:
    """The rule as changed; the answers it speaks to stay as they were unless that was changed too."""
    if now is None or before is None or now.answer_at_least:
        return now or before
    return now.model_copy(update={"answer_at_least": before.answer_at_least})


def _seed_of(declared: Declared[Overlay], seeds: Sequence[Instrument], mistakes: Mistakes) -> Instrument | None:
    named, versions = declared.value.extends, {f"{seed.id}@{seed.version}": seed for seed in seeds}
    if named in versions:
        if declared.value.version == versions[named].version:
            place = declared.place("version")
            mistakes.add(
                place, "the version is the seed's own", f"choose one of your own: '{declared.value.version}-1'"
            )
        return versions[named]
    mistakes.add(declared.place("extends"), f"there is no instrument {quoted(named)}", suggestion(named, versions))
    return None


def _check(
    declared: Declared[Overlay],
    seed: Instrument,
    seeds: Sequence[Instrument],
    catalogue: FactCatalogue,
    mistakes: Mistakes,
) -> Mistakes:
    """Every mistake in it; gives back the warnings."""
    found = Found(mistakes, Mistakes())
    _check_named(declared, seed, mistakes)
    _check_added(declared, seeds, mistakes)
    questions: list[tuple[Question, Path]] = [
        (_changed(seed.by_id[code], change), ("change", code)) for code, change in _known(declared, seed)
    ]
    questions += [(question, ("add", number)) for number, question in enumerate(declared.value.add)]
    for question, path in questions:
        check_question(Asked(question, seed, declared.written, path), catalogue, found)
    if not mistakes:  # a rule that cannot be read cannot be compared
        _check_reasons(declared, seed, catalogue, mistakes)
    return found.warnings


def _known(declared: Declared[Overlay], seed: Instrument) -> list[tuple[str, Change]]:
    return [(code, change) for code, change in declared.value.change.items() if code in seed.by_id]


def _check_named(declared: Declared[Overlay], seed: Instrument, mistakes: Mistakes) -> None:
    """Everything changed or retired is a question of the seed, and not both."""
    overlay = declared.value
    named: list[tuple[str, tuple[str | int, ...]]] = [(code, ("change", code)) for code in overlay.change]
    named += [(code, ("retire", number)) for number, code in enumerate(overlay.retire)]
    for code, path in named:
        if code not in seed.by_id:
            mistakes.add(declared.place(*path), f"there is no question {quoted(code)}", suggestion(code, seed.by_id))
        elif path[0] == "retire" and code in overlay.change:
            mistakes.add(declared.place(*path), f"{code} is changed and retired", "do one of the two")


def _check_added(declared: Declared[Overlay], seeds: Sequence[Instrument], mistakes: Mistakes) -> None:
    taken: dict[str, str] = {question.id: seed.id for seed in seeds for question in seed.questions}
    for number, question in enumerate(declared.value.add):
        if question.id in taken:
            wrong = f"the id {quoted(question.id)} has been used in {taken[question.id]}"
            mistakes.add(declared.place("add", number, "id"), wrong, "an id is never used again; choose another")
        taken.setdefault(question.id, "this file")


def _check_reasons(declared: Declared[Overlay], seed: Instrument, catalogue: FactCatalogue, mistakes: Mistakes) -> None:
    """A threshold may be loosened, and whoever does so says why and is named: the report prints both."""
    for code, change in _known(declared, seed):
        if not loosened(seed.by_id[code], _changed(seed.by_id[code], change), catalogue, "", ""):
            continue
        for name, right in (
            ("why", "say why; the report prints it"),
            ("by", "say who agreed it; the report prints it"),
        ):
            if not getattr(change, name).strip():
                mistakes.add(
                    declared.place("change", code, name), f"{code} is looser than the seed with no {name}", right
                )

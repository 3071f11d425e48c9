"""What no single field shows about an instrument: ids used twice, rules that cannot be tested, levels with no words.

Each check adds every mistake it finds and stops at none. What is doubtful and may still be used is a warning.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lsp_core.plan.declared import Declared
from lsp_core.plan.values import Unreadable
from lsp_core.plan.written import Entry, Mistakes, Path, Place, place_of, quoted, suggestion
from lsp_core.reviews.catalogue import FactCatalogue, Unit
from lsp_core.reviews.model import Criterion, Instrument, Operator, Question, Rule

MOST_WORDS = 30
"""In a question, so that it can be answered as it is read."""
_TWO_QUESTIONS = re.compile(
    r"\band (?:(?:do|does|did|is|are|was|were|have|has|had|can|could|will|would|should) (?:we|they|it|you|people|the)\b"
    r"|(?:what|who|when|where|why|how|which)\b)",
    re.IGNORECASE,
)
"""An `and` that a second question follows. It cannot see every pair of verbs, and is a warning for that reason."""
_WHOLE = frozenset({Operator.IS, Operator.IS_NOT})
_RULES = ("contradicted_when", "supported_when", "surface_when")


@dataclass(frozen=True)
class Found:
    """What was found: what keeps an instrument from being used, and what does not."""

    mistakes: Mistakes
    warnings: Mistakes


@dataclass(frozen=True)
class Asked:
    """One question with the instrument it is in and where it stands."""

    question: Question
    instrument: Instrument
    written: Entry
    stands_at: Path

    def place(self, *path: str | int) -> Place:
        """Where one of its values stands."""
        return place_of(self.written, (*self.stands_at, *path))


def check_instruments(
    declared: Sequence[Declared[Instrument]], catalogue: FactCatalogue, earlier: Sequence[Instrument], found: Found
) -> None:
    """Everything about some instruments that can only be seen with all of them, and those before, in hand."""
    asked = [
        Asked(question, one.value, one.written, ("questions", number))
        for one in declared
        for number, question in enumerate(one.value.questions)
    ]
    _check_ids(asked, earlier, found.mistakes)
    for one in declared:
        if not one.value.questions:  # said here, because a question that cannot be read leaves the list short as well
            found.mistakes.add(one.place("questions"), "there is no question", "give at least one")
        _check_scale(one, found.mistakes)
        _check_always(one, found.mistakes)
    for each in asked:
        check_question(each, catalogue, found)
        _check_wording(each, earlier, found.mistakes)


def check_question(asked: Asked, catalogue: FactCatalogue, found: Found) -> None:
    """One question: its words, its levels and its rules."""
    _check_words(asked, found.warnings)
    _check_levels(asked, found.mistakes)
    for name in _RULES:
        rule = getattr(asked.question, name)
        if rule is not None:
            _check_rule(asked, name, rule, catalogue, found.mistakes)


def _check_ids(asked: Iterable[Asked], earlier: Sequence[Instrument], mistakes: Mistakes) -> None:
    seen: dict[str, Place] = {}
    home = {question.id: instrument.id for instrument in earlier for question in instrument.questions}
    for each in asked:
        code, place = each.question.id, each.place("id")
        if code in seen:
            mistakes.add(place, f"the id {quoted(code)} is used twice", f"{seen[code]} has it; choose another")
        elif home.get(code, each.instrument.id) != each.instrument.id:
            mistakes.add(place, f"the id {quoted(code)} has been used in {home[code]}", "an id is never used again")
        seen.setdefault(code, place)


def _check_scale(declared: Declared[Instrument], mistakes: Mistakes) -> None:
    values = [level.value for level in declared.value.scale]
    if values and values != [0, 1, 2, 3]:
        mistakes.add(
            declared.place("scale"), "a shared scale has the levels 0, 1, 2 and 3", "describe each of them once"
        )


def _check_always(declared: Declared[Instrument], mistakes: Mistakes) -> None:
    instrument = declared.value
    for number, code in enumerate(instrument.choose.always if instrument.choose else ()):
        if code not in instrument.by_id:
            place = declared.place("choose", "always", number)
            mistakes.add(place, f"there is no question {quoted(code)}", suggestion(code, instrument.by_id))


def _check_words(asked: Asked, warnings: Mistakes) -> None:
    text, place = asked.question.text, asked.place("text")
    words = len(text.split())
    if words > MOST_WORDS:
        warnings.add(place, f"the question has {words} words", f"say it in {MOST_WORDS} or fewer")
    if asked.instrument.answer_scale and _TWO_QUESTIONS.search(text):  # what is put aloud may follow up on itself
        warnings.add(place, "the question asks two things at once", "ask the one that matters, or make two of it")


def _check_levels(asked: Asked, mistakes: Mistakes) -> None:
    scale = asked.instrument.answer_scale
    if scale is None or asked.instrument.scale:
        return
    wanted = [str(p) for p in scale.positions] if "red" not in scale.names else list(scale.names)
    for name in wanted:
        if name not in asked.question.described:
            where = ("levels",) if name.isdigit() else (name,)
            mistakes.add(asked.place(*where), f"level {name} has no text", "describe what one would see there")
    for name in asked.question.levels:
        if name not in wanted:
            mistakes.add(
                asked.place("levels", name), f"there is no level {quoted(name)}", f"the levels are {', '.join(wanted)}"
            )


def _check_rule(asked: Asked, name: str, rule: Rule, catalogue: FactCatalogue, mistakes: Mistakes) -> None:
    if bool(rule.any) == bool(rule.all):
        mistakes.add(asked.place(name), "a rule joins its criteria by any or by all", "give one of the two, not both")
    scale = asked.instrument.answer_scale
    if scale is not None and scale.position(rule.answer_at_least) is None:
        right = suggestion(rule.answer_at_least, [str(p) for p in scale.positions] + list(scale.names))
        mistakes.add(asked.place(name, "answer_at_least"), "answer_at_least is no answer of this scale", right)
    for joined, criteria in (("any", rule.any), ("all", rule.all)):
        for number, criterion in enumerate(criteria):
            _check_criterion(asked, (name, joined, number), criterion, catalogue, mistakes)


def _check_criterion(
    asked: Asked, path: tuple[str | int, ...], criterion: Criterion, catalogue: FactCatalogue, mistakes: Mistakes
) -> None:
    if criterion.document:
        if criterion.fact:
            mistakes.add(asked.place(*path), "a criterion is a fact or a document, not both", "make two of it")
        return
    kind = catalogue.by_id.get(criterion.fact)
    if kind is None:
        wrong = f"there is no fact {quoted(criterion.fact)}" if criterion.fact else "a criterion needs a fact"
        mistakes.add(asked.place(*path, "fact"), wrong, suggestion(criterion.fact, catalogue.by_id))
        return
    if criterion.op is None:
        mistakes.add(asked.place(*path, "op"), "op is missing", f"it can be {', '.join(Operator)}")
    elif kind.unit is Unit.YES_OR_NO and criterion.op not in _WHOLE:
        wrong = f"{quoted(criterion.op)} does not fit {kind.id}, which is yes or no"
        mistakes.add(asked.place(*path, "op"), wrong, "use == or !=")
    try:
        criterion.limit(kind.unit)
    except Unreadable as trouble:
        wrong = f"value {quoted(criterion.value)} of {kind.id}, a {kind.unit}, {trouble.wrong}"
        mistakes.add(asked.place(*path, "value"), wrong, trouble.right)


def _check_wording(asked: Asked, earlier: Sequence[Instrument], mistakes: Mistakes) -> None:
    """The same id in the same version says the same words: or a trend would join answers to different questions."""
    for before in earlier:
        if (before.id, before.version) != (asked.instrument.id, asked.instrument.version):
            continue
        question = before.by_id.get(asked.question.id)
        if question is not None and question.wording != asked.question.wording:
            wrong = f"{question.id} said {quoted(question.text)} in version {before.version}"
            mistakes.add(asked.place("text"), wrong, "give it a new id, or raise the version and say equivalent_to")

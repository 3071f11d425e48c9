"""What one question came to: claimed beside evidenced, as far as it may be shown. No total is worked out or kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lsp_core.plan.bodies import Layer
from lsp_core.reviews.answers import Answer, Changed, by_question, changed_on_seeing
from lsp_core.reviews.groups import Published, parts_of, publish
from lsp_core.reviews.model import Instrument, Question
from lsp_core.reviews.rules import Bench, Evidence, Label
from lsp_core.reviews.scales import Scale
from lsp_core.reviews.spread import Agreement, Spread, spread_of

ONE_VOICE = "One voice: only the coordinator answered, so nothing below says how others see it."


@dataclass(frozen=True)
class LayerGap:
    """Two layers whose middle answers stand a level or more apart."""

    higher: Layer
    lower: Layer
    levels: int

    @property
    def words(self) -> str:
        """Which way it goes."""
        return f"The {self.higher} side rates this higher than the {self.lower} side does."


@dataclass(frozen=True)
class QuestionResult:
    """One question's answers beside the records."""

    question: Question
    scale: Scale
    published: Published
    beside: Evidence
    """What the records say of the question, whoever answered what."""
    claimed: int | None
    evidenced: int | None
    claim: Evidence
    """What the records say of the claim itself."""
    agreement: Agreement
    contradicted: int | None
    """How many answers a fact contradicts; None where the distribution is not shown."""
    is_contradicted: bool
    untested: int | None
    """How many high answers no fact could test; None as above."""
    gap: LayerGap | None
    coordinator: int | None = None

    @property
    def spread(self) -> Spread | None:
        """The distribution, if it may be shown."""
        return self.published.whole.spread


@dataclass(frozen=True)
class RoundResults:
    """One round: its questions in the instrument's order, and who was and was not heard."""

    instrument: Instrument
    questions: tuple[QuestionResult, ...]
    changed: Changed | None
    """What showing the facts did, unless so few changed or were asked that it would tell who."""
    bodies_invited: frozenset[str]
    bodies_heard: frozenset[str]
    is_one_voice: bool
    dominant_body: str = ""
    """A body that gave more than a third of the answers, so that its view may pass for the partnership's."""

    @property
    def by_id(self) -> Mapping[str, QuestionResult]:
        """Each result by its question."""
        return {result.question.id: result for result in self.questions}


def round_results(
    instrument: Instrument, answers: Sequence[Answer], bench: Bench, bodies_invited: Collection[str] = ()
) -> RoundResults:
    """Everything a round's report says of its answers."""
    partners = [answer for answer in answers if not answer.is_coordinator]
    given = by_question(answers)
    questions = tuple(
        question_result(question, given.get(question.id, ()), instrument, bench) for question in instrument.questions
    )
    changed = changed_on_seeing(partners)
    return RoundResults(
        instrument,
        questions,
        changed if changed.of >= instrument.min_group else None,
        frozenset(bodies_invited),
        frozenset(answer.body for answer in partners if answer.body),
        is_one_voice=bool(answers) and not partners,
        dominant_body=_dominant(partners),
    )


def question_result(
    question: Question, answers: Sequence[Answer], instrument: Instrument, bench: Bench
) -> QuestionResult:
    """One question's result. Where the coordinator submits, the claim is theirs, and partners' answers stand beside."""
    scale = instrument.answer_scale
    assert scale is not None  # a question put in a meeting has no answers of this kind
    partners = [answer for answer in answers if not answer.is_coordinator]
    coordinator = next((a.position for a in answers if a.is_coordinator and a.position is not None), None)
    parts = {part: spread_of(some, scale) for part, some in parts_of(partners, instrument.attribution).items()}
    published = publish(parts, scale, instrument.attribution, instrument.min_group)
    claimed = coordinator if instrument.submits else published.whole.lower_median
    spread = published.whole.spread
    claim = bench.evidence(question, claimed, scale) if claimed is not None else bench.beside(question)
    labels = {position: bench.evidence(question, position, scale).label for position in scale.positions}
    counted = spread if spread is not None else None
    contradicted = _count(counted, labels, {Label.CONTRADICTED})
    is_contradicted = bool(contradicted) or (claimed is not None and claim.label is Label.CONTRADICTED)
    return QuestionResult(
        question,
        scale,
        published,
        bench.beside(question),
        claimed,
        _evidenced(claimed, claim, answers, labels, scale),
        claim,
        spread.agreement
        if spread
        else (Agreement.WITHIN_ONE if published.whole.words and claimed is not None else Agreement.TOO_FEW),
        contradicted,
        is_contradicted,
        _count(counted, _only_high(labels, question, scale), {Label.CANNOT_BE_TESTED, Label.TOO_FEW}),
        _layer_gap(published),
        coordinator,
    )


def _evidenced(
    claimed: int | None, claim: Evidence, answers: Sequence[Answer], labels: Mapping[int, Label], scale: Scale
) -> int | None:
    """The claim, held down while anybody's contradiction of a fact is left without a reason."""
    if claimed is None or claim.label is not Label.CONTRADICTED:
        return claimed
    disputed = [a for a in answers if a.position is not None and labels[a.position] is Label.CONTRADICTED]
    explained = bool(disputed) and all(answer.is_explained for answer in disputed)
    return claimed if explained else min(claimed, scale.held_to)


def _only_high(labels: Mapping[int, Label], question: Question, scale: Scale) -> Mapping[int, Label]:
    """The labels of the answers that a rule speaks to; a low answer is not an untested claim."""
    rule = question.contradicted_when
    least = scale.position(rule.answer_at_least) if rule else None
    return {position: label for position, label in labels.items() if least is not None and position >= least}


def _count(spread: Spread | None, labels: Mapping[int, Label], wanted: Collection[Label]) -> int | None:
    if spread is None:
        return None
    counts = dict(zip(spread.scale.positions, spread.counts, strict=True))
    return sum(counts[position] for position, label in labels.items() if label in wanted)


def _layer_gap(published: Published) -> LayerGap | None:
    """The widest gap between two layers' middles, from what is shown and nothing else."""
    medians = {
        Layer(part): shown.lower_median
        for part, shown in published.parts.items()
        if part in set(Layer) and shown.lower_median is not None
    }
    if len(medians) < 2:
        return None
    higher, lower = max(medians, key=lambda part: medians[part] or 0), min(medians, key=lambda part: medians[part] or 0)
    levels = (medians[higher] or 0) - (medians[lower] or 0)
    return LayerGap(higher, lower, levels) if levels >= 1 else None


def _dominant(answers: Sequence[Answer]) -> str:
    people = {(answer.body, answer.respondent) for answer in answers if answer.body}
    bodies = [body for body, _ in people]
    most = max(sorted(set(bodies)), key=bodies.count, default="")
    return most if most and bodies.count(most) * 3 > len(people) and len(people) > 3 else ""

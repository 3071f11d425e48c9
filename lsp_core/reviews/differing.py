"""Whatever an edited instrument says otherwise than its seed, as an overlay: for a sheet that somebody changed."""

from collections.abc import Mapping, Sequence

from lsp_core.plan.written import Mistakes, Place, quoted, suggestion
from lsp_core.reviews.catalogue import FactCatalogue
from lsp_core.reviews.loosening import loosened
from lsp_core.reviews.model import Instrument, Question
from lsp_core.reviews.overlays import WORDING, Change, Overlaid, Overlay, apply_overlay
from lsp_core.reviews.reading import Instruments, refuse

_FIXED = ("row", "topic", "section", "family", "layer", "ask", "weakness", "good_answer_has", "trigger_text")
_RULES = ("contradicted_when", "supported_when", "surface_when")
Reasons = Mapping[str, tuple[str, str, Place]]
"""Why and by whom, and where that stands, by question."""


def overlay_between(
    extends: str,
    place: Place,
    read: Instruments,
    reasons: Reasons,
    seeds: Sequence[Instrument],
    catalogue: FactCatalogue,
) -> Overlaid:
    """The changes between a seed and what was read. Raises `InstrumentError` with every mistake."""
    mistakes = Mistakes()
    versions = {f"{seed.id}@{seed.version}": seed for seed in seeds}
    edited = read.instruments[0]
    seed = versions.get(extends)
    if seed is None:
        mistakes.add(place, f"there is no instrument {quoted(extends)}", suggestion(extends, versions))
    elif edited.version == seed.version:
        mistakes.add(place, "the version is the seed's own", f"choose one of your own: '{seed.version}-1'")
    refuse(mistakes, [place.file])
    assert seed is not None  # or it would have been refused
    overlay = _overlay(extends, edited, seed, reasons, mistakes)
    _check_reasons(edited, seed, reasons, catalogue, mistakes)
    refuse(mistakes, [place.file])
    overlaid = apply_overlay(overlay, seed, catalogue)
    return Overlaid(**{**vars(overlaid), "warnings": read.warnings})


def _overlay(extends: str, edited: Instrument, seed: Instrument, reasons: Reasons, mistakes: Mistakes) -> Overlay:
    changes = {}
    for question in edited.questions:
        before = seed.by_id.get(question.id)
        if before is not None and before != question:
            _check_fixed(before, question, reasons[question.id][2], mistakes)
            changes[question.id] = _change(before, question, reasons)
    return Overlay(
        extends=extends,
        version=edited.version,
        change=changes,
        retire=tuple(question.id for question in seed.questions if question.id not in edited.by_id),
        add=tuple(question for question in edited.questions if question.id not in seed.by_id),
    )


def _change(before: Question, now: Question, reasons: Reasons) -> Change:
    differing = {
        name: getattr(now, name) for name in (*WORDING, *_RULES) if getattr(now, name) != getattr(before, name)
    }
    why, by, _ = reasons[now.id]
    return Change(**differing, why=why, by=by)


def _check_fixed(before: Question, now: Question, place: Place, mistakes: Mistakes) -> None:
    for name in _FIXED:
        if getattr(before, name) != getattr(now, name):
            mistakes.add(place, f"{name} of {now.id} is the seed's", "retire it and add a question of your own")
    for name in _RULES:
        if getattr(before, name) is not None and getattr(now, name) is None:
            mistakes.add(
                place, f"{now.id} has lost its rule", "keep a rule, or retire it and add a question of your own"
            )


def _check_reasons(
    edited: Instrument, seed: Instrument, reasons: Reasons, catalogue: FactCatalogue, mistakes: Mistakes
) -> None:
    for question in edited.questions:
        before = seed.by_id.get(question.id)
        if before is None or not loosened(before, question, catalogue, "", ""):
            continue
        why, by, place = reasons[question.id]
        for name, value in (("why", why), ("by", by)):
            if not value:
                mistakes.add(place, f"{question.id} is looser than the seed with no {name}", "say so in that column")

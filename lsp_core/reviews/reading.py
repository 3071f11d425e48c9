"""Instruments, facts, cases and overlays from their texts: everything declared, or every mistake as `file:line:column`.

The shape is read as the plan's is (`lsp_core.plan.yaml_files`, `lsp_core.plan.declared`); what only makes sense across
questions is `lsp_core.reviews.checks`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel

from lsp_core.errors import InstrumentError
from lsp_core.plan.declared import Declared, declare
from lsp_core.plan.folder import with_line_feeds
from lsp_core.plan.written import Entry, Listing, Mistakes, Place, Written
from lsp_core.plan.yaml_files import read_yaml
from lsp_core.reviews.cases import Case
from lsp_core.reviews.catalogue import FactCatalogue
from lsp_core.reviews.checks import Found, check_instruments
from lsp_core.reviews.model import Instrument

M = TypeVar("M", bound=BaseModel)
SEEDS = (
    "performance-checklist.yaml",
    "scrutiny-questions.yaml",
    "governance-review.yaml",
    "delivery-chain.yaml",
    "seven-s.yaml",
)


@dataclass(frozen=True)
class Instruments:
    """Some instruments that may be used, and what their writer should look at again."""

    instruments: tuple[Instrument, ...]
    warnings: tuple[str, ...] = ()

    @property
    def by_id(self) -> Mapping[str, Instrument]:
        """Each instrument by its id."""
        return {instrument.id: instrument for instrument in self.instruments}


def parse_instruments(
    texts: Mapping[str, str], catalogue: FactCatalogue, earlier: Sequence[Instrument] = ()
) -> Instruments:
    """The instruments that some files declare, by name. `earlier` are those used before, whose wordings are kept to.

    Raises one `InstrumentError` with every mistake in all of them.
    """
    mistakes = Mistakes()
    written = {name: read_written(name, text, mistakes) for name, text in texts.items()}
    return instruments_from(written, catalogue, mistakes, earlier)


def instruments_from(
    written: Mapping[str, Written | None],
    catalogue: FactCatalogue,
    mistakes: Mistakes,
    earlier: Sequence[Instrument] = (),
) -> Instruments:
    """As `parse_instruments`, from values that stand in a file of any form."""
    declared = [_one_entry(Instrument, entry, mistakes) for entry in written.values() if entry is not None]
    found = Found(mistakes, Mistakes())
    check_instruments([one for one in declared if one is not None], catalogue, earlier, found)
    refuse(mistakes, list(written))
    instruments = tuple(one.value for one in declared if one is not None)
    return Instruments(instruments, found.warnings.in_order(list(written)))


def parse_facts(name: str, text: str) -> FactCatalogue:
    """The catalogue of facts."""
    return _parse_one(FactCatalogue, name, text).value


def parse_cases(name: str, text: str) -> tuple[Case, ...]:
    """A library of cases: a list, with its mistakes all at once."""
    mistakes = Mistakes()
    written = read_written(name, text, mistakes)
    items = written.items if isinstance(written, Listing) else ()
    if written is not None and not items:
        mistakes.add(Place(name, 1, 1), "this file should be a list", "begin each case with a dash: `- id: ...`")
    declared = [_one_entry(Case, item, mistakes) for item in items]
    refuse(mistakes, [name])
    return tuple(one.value for one in declared if one is not None)


def _parse_one(model: type[M], name: str, text: str) -> Declared[M]:
    mistakes = Mistakes()
    written = read_written(name, text, mistakes)
    declared = _one_entry(model, written, mistakes) if written is not None else None
    refuse(mistakes, [name])
    assert declared is not None  # or there was a mistake
    return declared


def read_written(name: str, text: str, mistakes: Mistakes) -> Written | None:
    """A file's values, each with its place."""
    return read_yaml(name, with_line_feeds(text).removeprefix("\ufeff"), mistakes)


def _one_entry(model: type[M], written: Written, mistakes: Mistakes) -> Declared[M] | None:
    if isinstance(written, Entry):
        return declare(model, written, mistakes)
    mistakes.add(written.place, "this should be fields, each `name: value`", "begin with `id: ...`")
    return None


def declare_one(model: type[M], written: Written | None, mistakes: Mistakes) -> Declared[M] | None:
    """One group of fields as what it declares; None when it could not be read, and `mistakes` says why."""
    return None if written is None else _one_entry(model, written, mistakes)


def refuse(mistakes: Mistakes, names: Sequence[str]) -> None:
    """Raises everything found, if there is anything."""
    if mistakes:
        count = f"{len(mistakes)} mistakes" if len(mistakes) > 1 else "1 mistake"
        remedy = "Each line says where it is (file:line:column) and what would be right; put them right and try again."
        raise InstrumentError(f"The review has {count}", remedy, mistakes.in_order(names))


def _seed(name: str) -> str:
    return files("lsp_core.reviews").joinpath("instruments", name).read_text(encoding="utf-8")


@cache
def seed_facts() -> FactCatalogue:
    """The facts that come with the engine."""
    return parse_facts("facts.yaml", _seed("facts.yaml"))


@cache
def seed_instruments() -> Instruments:
    """The five instruments that people answer or are asked. The sixth review is the library of cases."""
    return parse_instruments({name: _seed(name) for name in SEEDS}, seed_facts())


@cache
def seed_cases() -> tuple[Case, ...]:
    """The library of cases that comes with the engine."""
    return parse_cases("cases.yaml", _seed("cases.yaml"))

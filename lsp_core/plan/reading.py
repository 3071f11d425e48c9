"""The plan, from the texts of its files: everything declared, or every mistake at once as `file:line:column`.

Where the texts come from is `lsp_core.plan.folder`; what the fields mean is `lsp_core.plan.model`.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lsp_core.errors import PlanError
from lsp_core.plan.cross_checks import Draft, cross_check
from lsp_core.plan.csv_files import read_table
from lsp_core.plan.declared import Declared, declare
from lsp_core.plan.files import FILE_NAMES, FILES, PlanFile
from lsp_core.plan.folder import plan_digest, read_folder, with_line_feeds
from lsp_core.plan.model import Plan
from lsp_core.plan.period_checks import with_fund_years, with_history_periods, with_target_periods
from lsp_core.plan.references import check_codes
from lsp_core.plan.written import Entry, Listing, Mistakes, Place, Text, Written
from lsp_core.plan.yaml_files import read_yaml

__all__ = ["parse_plan", "plan_digest", "read_folder"]

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\ufffe\uffff\ud800-\udfff]")
"""Control characters, which no editor shows; a tab and a line end are the two that belong in a text."""


def parse_plan(files: Mapping[str, str]) -> Plan:
    """The plan that some files declare, by name; raises one `PlanError` that carries every mistake in all of them."""
    mistakes = Mistakes()
    written = {file.name: _read_file(file, files, mistakes) for file in FILES}
    parts = {file.part: _declared(file, written[file.name], mistakes) for file in FILES}
    check_codes(written, mistakes)
    draft = _with_period_codes(Draft(**parts), mistakes)
    cross_check(draft, mistakes)
    if mistakes:
        raise _refusal(mistakes)
    return _plan(draft)


def _read_file(file: PlanFile, files: Mapping[str, str], mistakes: Mistakes) -> Written | None:
    """What a file holds, nothing when it may be left out and is; None when that cannot be read and has been told."""
    if file.name not in files:
        if not file.required:
            return Listing(Place(file.name, 1, 1), ())
        mistakes.add(Place(file.name, 1, 1), "the file is missing", f"it declares {file.purpose}")
        return None
    text = with_line_feeds(files[file.name])
    invisible = _INVISIBLE.search(text)
    if invisible:
        before = text[: invisible.start()].split("\n")
        place = Place(file.name, len(before), len(before[-1]) + 1)
        mistakes.add(place, "there is an invisible control character here", "type the line again, or save it as UTF-8")
        return None
    if file.is_table:
        return read_table(file.name, text, file.entry, mistakes)
    return _shaped(file, read_yaml(file.name, text, mistakes), mistakes)


def _shaped(file: PlanFile, written: Written | None, mistakes: Mistakes) -> Written | None:
    """A YAML file as the group or the list it should be; an empty file is an empty one of either."""
    if isinstance(written, Text) and not written.text:
        return Entry(written.place, {}, {}) if file.is_one_entry else Listing(written.place, ())
    if written is None or isinstance(written, Entry if file.is_one_entry else Listing):
        return written
    if file.is_one_entry:
        mistakes.add(written.place, "this file should be fields, each `name: value`", "begin with no dash")
    else:
        mistakes.add(written.place, "this file should be a list", "begin each entry with a dash: `- code: ...`")
    return None


def _declared(file: PlanFile, written: Written | None, mistakes: Mistakes) -> tuple[Declared[Any], ...]:
    """Every entry of a file that could be read."""
    entries = written.items if isinstance(written, Listing) else (written,)
    found = []
    for entry in entries:
        if isinstance(entry, Entry):
            found.append(declare(file.entry, entry, mistakes))
        elif entry is not None:
            mistakes.add(entry.place, "this entry should be fields, each `name: value`", "begin with `- code: ...`")
    return tuple(declared for declared in found if declared is not None)


def _with_period_codes(draft: Draft, mistakes: Mistakes) -> Draft:
    """The draft with every period written the one way it is looked up by; rows whose period does not fit left out."""
    return replace(
        draft,
        targets=tuple(with_target_periods(draft.targets, draft.versions, mistakes)),
        history=tuple(with_history_periods(draft.history, draft.versions, mistakes)),
        comparator_figures=tuple(with_history_periods(draft.comparator_figures, draft.versions, mistakes)),
        funds=tuple(with_fund_years(draft.funds, mistakes)),
    )


def _refusal(mistakes: Mistakes) -> PlanError:
    count = f"{len(mistakes)} mistakes" if len(mistakes) > 1 else "1 mistake"
    remedy = "Each line says where it is (file:line:column) and what would be right; put them right and load it again."
    return PlanError(f"The plan has {count}", remedy, mistakes.in_order(FILE_NAMES))


def _plan(draft: Draft) -> Plan:
    values = {file.part: tuple(declared.value for declared in getattr(draft, file.part)) for file in FILES}
    (partnership,), (policies,) = values.pop("partnership"), values.pop("policies")
    return Plan(partnership=partnership, policies=policies, **values)

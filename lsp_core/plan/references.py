"""Codes: each declared once, and every one that is used declared somewhere.

Works on what was written rather than on what could be read, so that a mistake elsewhere in an entry neither hides a
wrong code in it nor makes its own code seem undeclared.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lsp_core.plan.files import FILES
from lsp_core.plan.values import NOTHING
from lsp_core.plan.written import Entry, Listing, Mistakes, Path, Text, Written, quoted, suggestion

WrittenFiles = Mapping[str, Written | None]
"""What each file of the plan holds, by its name; None for one that could not be read."""


@dataclass(frozen=True)
class Kind:
    """Something that has a code."""

    noun: str
    file: str
    inside: Path = ()
    """Where in the file the list of them is, when the file is not itself that list."""
    has_versions: bool = False
    """Whether several entries may share a code; their dates then tell them apart."""


PERSON = Kind("a person", "people.yaml")
PARTNER = Kind("a partner", "partners.yaml")
THEME = Kind("a theme", "themes.yaml")
OUTCOME = Kind("an outcome", "outcomes.yaml")
BOARD = Kind("a board", "boards.yaml")
STATUS_POLICY = Kind("a status policy", "policies.yaml", ("status",))
INDICATOR = Kind("an indicator", "indicators.csv")
MEASURE = Kind("a measure", "measures.csv", has_versions=True)
FUND = Kind("a fund", "funds.csv")
RISK = Kind("a risk", "risks.csv")
COMPARATOR = Kind("a comparator", "comparators.csv")
COMPARATOR_SET = Kind("a set of comparators", "comparator_sets.yaml")
KINDS = (
    PERSON, PARTNER, THEME, OUTCOME, BOARD, STATUS_POLICY, INDICATOR, MEASURE, FUND, RISK, COMPARATOR, COMPARATOR_SET,
)  # fmt: skip

REFERENCES = (
    ("partnership.yaml", "coordinator", PERSON),
    ("partners.yaml", "contact", PERSON),
    ("partners.yaml", "senior", PERSON),
    ("people.yaml", "partner", PARTNER),
    ("people.yaml", "covers.by", PERSON),
    ("outcomes.yaml", "theme", THEME),
    ("outcomes.yaml", "owner", PERSON),
    ("outcomes.yaml", "challenger", PERSON),
    ("boards.yaml", "chair", PERSON),
    ("boards.yaml", "clerk", PERSON),
    ("boards.yaml", "themes", THEME),
    ("boards.yaml", "members", PERSON),
    ("indicators.csv", "outcome", OUTCOME),
    ("measures.csv", "indicator", INDICATOR),
    ("measures.csv", "partner", PARTNER),
    ("measures.csv", "policy", STATUS_POLICY),
    ("measures.csv", "proxy", MEASURE),
    ("measures.csv", "parts", MEASURE),
    ("targets.csv", "measure", MEASURE),
    ("funds.csv", "partner", PARTNER),
    ("funds.csv", "outcome", OUTCOME),
    ("risks.csv", "outcome", OUTCOME),
    ("risks.csv", "owner", PERSON),
    ("history.csv", "measure", MEASURE),
    ("measures.csv", "compared_with", COMPARATOR_SET),
    ("measures.csv", "benchmark", COMPARATOR),
    ("comparator_sets.yaml", "members", COMPARATOR),
    ("comparator_figures.csv", "measure", MEASURE),
    ("comparator_figures.csv", "comparator", COMPARATOR),
)
"""Which field of which file holds the code of what."""
SEVERAL_IN_A_CELL = frozenset({"parts"})
"""Fields of a table that hold several codes, with semicolons between them."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
"""What can be a code at all; anything else has been told of already, and is nobody's misspelling."""
_MODELS = {file.name: file.entry for file in FILES}


def check_codes(files: WrittenFiles, mistakes: Mistakes) -> None:
    """Codes given twice, codes told apart by capitals only, and codes used that nothing declares."""
    for kind in KINDS:
        _check_told_apart(kind, files, mistakes)
    for file, field, kind in REFERENCES:
        declared = {code.text for code in _codes(kind, files)}
        if files.get(kind.file) is None or (_entries(kind, files) and not declared):
            continue  # its codes cannot be read, and that has been told
        for used in _used(files.get(file), field):
            if used.text in declared or (used.text.lower() in NOTHING and _can_be_none(file, field)):
                continue
            if _CODE.fullmatch(used.text) or field in SEVERAL_IN_A_CELL:
                right = suggestion(used.text, sorted(declared), f"{kind.file} has")
                mistakes.add(
                    used.place,
                    f"{field.rpartition('.')[2]} {quoted(used.text)} is not {kind.noun} in {kind.file}",
                    right,
                )


def _can_be_none(file: str, field: str) -> bool:
    described = _MODELS[file].model_fields[field.partition(".")[0]]
    return not described.is_required() and described.default is None


def _check_told_apart(kind: Kind, files: WrittenFiles, mistakes: Mistakes) -> None:
    seen: dict[str, Text] = {}
    for code in _codes(kind, files):
        first = seen.setdefault(code.text.casefold(), code)
        if first is code or (first.text == code.text and kind.has_versions):
            continue
        wrong = f"is on line {first.place.line} already"
        if first.text != code.text:
            wrong = f"differs from {quoted(first.text)} on line {first.place.line} only by capitals"
        own = f"give each {kind.noun.split(' ', 1)[1]} a code of its own"
        mistakes.add(code.place, f"code {quoted(code.text)} {wrong}", own)


def _entries(kind: Kind, files: WrittenFiles) -> tuple[Written, ...]:
    written = files.get(kind.file)
    for step in kind.inside:
        written = written.values.get(str(step)) if isinstance(written, Entry) else None
    return written.items if isinstance(written, Listing) else ()


def _codes(kind: Kind, files: WrittenFiles) -> Iterator[Text]:
    for entry in _entries(kind, files):
        code = entry.values.get("code") if isinstance(entry, Entry) else None
        if isinstance(code, Text):
            yield code


def _used(written: Written | None, field: str) -> Iterator[Text]:
    outer, _, inner = field.partition(".")
    entries = written.items if isinstance(written, Listing) else (written,)
    if inner:
        for entry in entries:
            yield from _used(entry.values.get(outer) if isinstance(entry, Entry) else None, inner)
        return
    for entry in entries:
        value = entry.values.get(field) if isinstance(entry, Entry) else None
        for item in value.items if isinstance(value, Listing) else (value,):
            if isinstance(item, Text):
                yield from _each(item) if field in SEVERAL_IN_A_CELL else (item,)


def _each(cell: Text) -> Iterator[Text]:
    return (Text(cell.place, code.strip()) for code in cell.text.split(";") if code.strip())

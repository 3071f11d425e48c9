"""Instruments out to a workbook and back in, with every mistake at its cell. A workbook that says which seed it
`extends` comes back as an overlay: whatever differs from the seed.

Everything is written as text, so that nothing typed into a question is a formula in anybody's spreadsheet program.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO

from xlsxwriter import Workbook

from lsp_core.plan.written import Entry, Listing, Mistakes, Place, Text, Written, quoted, suggestion, text_of
from lsp_core.returns.files import read_grid
from lsp_core.returns.grid import Grid, Line
from lsp_core.reviews.catalogue import FactCatalogue
from lsp_core.reviews.differing import overlay_between
from lsp_core.reviews.model import Instrument
from lsp_core.reviews.overlays import Overlaid, Overlay
from lsp_core.reviews.reading import Instruments, instruments_from, refuse
from lsp_core.reviews.rules import OPERATOR_WORDS
from lsp_core.reviews.workbook_tables import (
    CRITERION_FIELDS,
    EXTENDS,
    GROUPED_SETTINGS,
    HEADINGS,
    LEVELS,
    LISTS,
    PLAIN_SETTINGS,
    QUESTION_FIELDS,
    QUESTIONS,
    REASONS,
    RULES,
    SETTINGS,
    WHEN,
    tables_of,
)

_SYMBOLS = {words: op.value for op, words in OPERATOR_WORDS.items()}
_WIDTHS = {"text": 70, "meaning": 60, "value": 30, "fact": 32, "why": 40}


def write_workbook(instrument: Instrument, overlay: Overlay | None = None) -> bytes:
    """The instrument as it stands, for editing."""
    content = BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    heading, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    text.set_num_format("@")
    for name, rows in tables_of(instrument, overlay).items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for column, title in enumerate(HEADINGS[name]):
            sheet.set_column(column, column, _WIDTHS.get(title, 16), text)
            sheet.write_string(0, column, title, heading)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell, text)
        if name == RULES:
            choices = {"validate": "list", "source": list(_SYMBOLS)}
            sheet.data_validation(1, HEADINGS[RULES].index("op"), len(rows) + 50, HEADINGS[RULES].index("op"), choices)
    book.close()
    return content.getvalue()


def read_workbook(
    name: str, content: bytes, seeds: Sequence[Instrument], catalogue: FactCatalogue
) -> Instruments | Overlaid:
    """What a workbook declares: an instrument, or a seed with changes. Raises `InstrumentError` with every mistake."""
    mistakes = Mistakes()
    grid = read_grid(name, content)
    tables = {table: _table(name, table, grid, mistakes) for table in HEADINGS}
    refuse(mistakes, [])
    extends = next((row for row in tables[SETTINGS] if text_of(row, ("setting",)) == EXTENDS), None)
    written = _instrument(name, tables, mistakes)
    earlier = () if extends is None else seeds
    read = instruments_from({name: written}, catalogue, mistakes, earlier)
    if extends is None:
        return read
    reasons = {
        text_of(row, ("id",)): (text_of(row, ("why",)), text_of(row, ("by",)), row.place) for row in tables[QUESTIONS]
    }
    place = extends.places["value"]
    return overlay_between(text_of(extends, ("value",)), place, read, reasons, seeds, catalogue)


def _table(file: str, table: str, grid: Grid, mistakes: Mistakes) -> tuple[Entry, ...]:
    """The rows of one sheet, each with its cells' places."""
    sheet = next((sheet for sheet in grid.sheets if sheet.name.strip().casefold() == table), None)
    where = f"{file}, {table}"
    if sheet is None or not sheet.lines:
        mistakes.add(Place(where, 1, 1), f"there is no sheet {quoted(table)}", "keep the four sheets it was sent with")
        return ()
    first, *rows = sheet.lines
    columns = {cell.shown.strip().casefold(): column for column, cell in first.cells.items()}
    for title, column in columns.items():
        if title not in HEADINGS[table]:
            place = Place(where, first.number, column)
            mistakes.add(place, f"there is no column {quoted(title)}", suggestion(title, HEADINGS[table]))
    for title in HEADINGS[table][:2]:
        if title not in columns:
            mistakes.add(
                Place(where, 1, 1), f"the column {quoted(title)} is missing", "keep the headings it was sent with"
            )
    return tuple(_row(where, columns, line) for line in rows)


def _row(where: str, columns: Mapping[str, int], line: Line) -> Entry:
    places = {title: Place(where, line.number, column) for title, column in columns.items()}
    values: dict[str, Written] = {
        title: Text(places[title], line.shown(column).strip())
        for title, column in columns.items()
        if line.shown(column).strip()
    }
    return Entry(Place(where, line.number, 1), values, places)


def _instrument(file: str, tables: Mapping[str, tuple[Entry, ...]], mistakes: Mistakes) -> Entry:
    """The tables as the one group of fields that an instrument is written as."""
    top = Place(f"{file}, {SETTINGS}", 1, 1)
    values = _settings(tables[SETTINGS], mistakes)
    shared = [row for row in tables[LEVELS] if not text_of(row, ("question",))]
    if shared:
        values["scale"] = Listing(
            shared[0].place, tuple(_named(row, {"level": "value", "text": "label"}) for row in shared)
        )
    known = {text_of(row, ("id",)) for row in tables[QUESTIONS]}
    for table in (LEVELS, RULES):
        for row in tables[table]:
            code = text_of(row, ("question",))
            if code not in known and (code or table == RULES):
                mistakes.add(row.place, f"there is no question {quoted(code)}", suggestion(code, sorted(known)))
    questions = tuple(_question(row, tables) for row in tables[QUESTIONS])
    values["questions"] = Listing(Place(f"{file}, {QUESTIONS}", 1, 1), questions)
    return _entry(top, values)


def _settings(rows: tuple[Entry, ...], mistakes: Mistakes) -> dict[str, Written]:
    known = (EXTENDS, *PLAIN_SETTINGS, *GROUPED_SETTINGS)
    values: dict[str, Written] = {}
    groups: dict[str, dict[str, Written]] = {}
    for row in rows:
        name = text_of(row, ("setting",))
        value = _several(name, row.values.get("value"))
        if name not in known:
            mistakes.add(row.place, f"there is no setting {quoted(name)}", suggestion(name, known))
        elif value is not None and "." in name:
            groups.setdefault(name.split(".")[0], {})[name.split(".")[1]] = value
        elif value is not None and name != EXTENDS:
            values[name] = value
    return values | {name: _entry(rows[0].place, group) for name, group in groups.items()}


def _question(row: Entry, tables: Mapping[str, tuple[Entry, ...]]) -> Entry:
    code = text_of(row, ("id",))
    values = {name: _several(name, row.values[name]) for name in QUESTION_FIELDS if name in row.values}
    found: dict[str, Written] = {name: value for name, value in values.items() if value is not None}
    levels = {text_of(each, ("level",)): each for each in tables[LEVELS] if text_of(each, ("question",)) == code}
    texts = {name: each.values["text"] for name, each in levels.items() if "text" in each.values}
    numbered = {name: text for name, text in texts.items() if name not in ("red", "amber", "green")}
    found |= {name: text for name, text in texts.items() if name not in numbered}
    if numbered:
        found["levels"] = _entry(next(iter(levels.values())).place, numbered)
    for when in WHEN:
        rows = [
            each for each in tables[RULES] if (text_of(each, ("question",)), text_of(each, ("when",))) == (code, when)
        ]
        if rows:
            found[when] = _rule(rows)
    return _entry(row.place, found, {name: place for name, place in row.places.items() if name not in REASONS})


def _rule(rows: Sequence[Entry]) -> Entry:
    values: dict[str, Written] = {}
    if "answer_at_least" in rows[0].values:
        values["answer_at_least"] = rows[0].values["answer_at_least"]
    for join in sorted({text_of(row, ("join",)) or "any" for row in rows}):
        some = tuple(_criterion(row) for row in rows if (text_of(row, ("join",)) or "any") == join)
        values[join] = Listing(some[0].place, some)
    return _entry(rows[0].place, values)


def _criterion(row: Entry) -> Entry:
    values = {name: row.values[name] for name in CRITERION_FIELDS if name in row.values}
    op = values.get("op")
    if isinstance(op, Text):
        values["op"] = Text(op.place, _SYMBOLS.get(op.text.casefold(), op.text))
    return _entry(row.place, values, {name: row.places[name] for name in CRITERION_FIELDS if name in row.places})


def _named(row: Entry, names: Mapping[str, str]) -> Entry:
    return _entry(row.place, {new: row.values[old] for old, new in names.items() if old in row.values})


def _several(name: str, value: Written | None) -> Written | None:
    if name not in LISTS or not isinstance(value, Text):
        return value
    return Listing(
        value.place, tuple(Text(value.place, part.strip()) for part in value.text.split(";") if part.strip())
    )


def _entry(place: Place, values: Mapping[str, Written], places: Mapping[str, Place] | None = None) -> Entry:
    known = {name: place for name, place in (places or {}).items() if name in values}
    return Entry(place, values, {**{name: value.place for name, value in values.items()}, **known})

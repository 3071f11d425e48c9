"""What explains the tables of the workbook and the CSVs: the notes, and the data dictionary drawn from the columns."""

from collections.abc import Iterable

from lsp_core.packs.contents import Pack
from lsp_core.packs.figures_contents import NO_NUMBER
from lsp_core.packs.figures_tables import TABLES, Table, field

NOTES = Table(
    "notes",
    "Notes",
    "Notes: the shorthand, and how to read the tables",
    (field("note", "Note", "What is explained.", path="0"), field("says", "Meaning", "What it means.", path="1")),
    lambda _: [
        *((f"Shorthand {shorthand}", meaning) for shorthand, meaning in NO_NUMBER.items()),
        ("Numbers", "As they were known at the cut-off, unrounded. The pages of the pack round them."),
        ("Words", "People's own words are unaltered. The sheet Data dictionary explains every column."),
    ],
)
DICTIONARY = Table(
    "dictionary",
    "Data dictionary",
    "What every column holds, and what every fixed word means",
    (
        field("table", "Table", "The sheet of the workbook, or the CSV of that name.", path="0"),
        field("column", "Column", "The column's name in the CSV.", path="1"),
        field("heading", "Heading or word", "The column's heading in the workbook, or a fixed word.", path="2"),
        field("holds", "Holds", "Whether it holds text, or numbers and in what unit.", path="3"),
        field("meaning", "Meaning", "What it means.", path="4"),
    ),
    lambda pack: [*_columns(), *_fixed_words(pack)],
)


def _columns() -> Iterable[tuple[str, ...]]:
    for table in TABLES:
        for column in table.columns:
            holds = f"number, in {column.unit}" if column.is_number else "text"
            yield table.sheet, column.name, column.heading, holds, column.says


def _fixed_words(pack: Pack) -> Iterable[tuple[str, ...]]:
    for mark, meaning in pack.glossary:
        yield "Any", "status, standing, direction", mark.word, "a fixed word", meaning
    for shorthand, meaning in NO_NUMBER.items():
        yield "Any", "any", shorthand, "shorthand", meaning

"""How the request workbook looks, what can be typed where, and how it prints.

What is to fill in says so twice, in yellow and in the heading's words; what is unusual turns amber and says so in the
Check column. No merged cells and no blank rows, so that screen readers and reading find one plain table a sheet.
"""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from lsp_core.observations import Vintage
from lsp_core.requests.workbook_tables import Amount, Box, Content, Entry, Mark, Named, TableToFill
from lsp_core.returns import layout
from lsp_core.returns.layout import Heading
from lsp_core.wording import exact_number

TITLE_ROW, INSTRUCTION_ROW, HEADER_ROW = 0, 1, 2
FIRST_ROW = HEADER_ROW + 1
_A4 = 9
_UNLOCKED_FOR_ALL = {"format_columns": True, "format_rows": True}
_LONGEST_CHECK = "More than 50% away from the last figure: please say why in the Note"
_NO_LIMIT = Decimal("1e15")
VINTAGES = [Vintage.FINAL.value, Vintage.PROVISIONAL.value, Vintage.NOT_AVAILABLE.value]

_NAVY, _YELLOW, _DEEP_YELLOW, _AMBER, _GREY, _LINE = "#12436D", "#FFF7C2", "#FFDD55", "#F5A663", "#E4E6E8", "#A9AFB5"
_BASE = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_CELL = {**_BASE, "text_wrap": True, "border": 1, "border_color": _LINE, "align": "left", "indent": 1}
_BOX = {**_CELL, "bg_color": _YELLOW, "locked": False}
_NUMBER = {**_BOX, "num_format": "General", "align": "right"}
_HEADER = {**_CELL, "bold": True, "valign": "vcenter"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_BASE, "bold": True, "font_size": 14, "font_color": _NAVY},
    "instruction": {**_BASE, "font_size": 11},
    "header": {**_HEADER, "bg_color": _NAVY, "font_color": "#FFFFFF"},
    "box header": {**_HEADER, "bg_color": _DEEP_YELLOW},
    "text": _CELL,
    "name": {**_BASE, "bold": True},
    "plain": _BASE,
    "not needed": {**_CELL, "bg_color": _GREY, "italic": True, "font_color": "#505A5F"},
    "check": {**_CELL, "bold": True, "font_color": "#A8410A"},
    "amber": {"bg_color": _AMBER, "bold": True},
    "question": {**_BASE, "bold": True, "font_size": 11, "text_wrap": True, "bottom": 1, "bottom_color": _LINE},
    "answer": {**_BASE, "font_size": 11, "text_wrap": True, "bottom": 1, "bottom_color": _LINE},
    # General shows what was typed and all of it; any other format may round what it shows.
    Entry.FIGURE.value: {**_NUMBER, "font_size": 11, "bold": True},
    Entry.COUNT.value: _NUMBER,
    Entry.POUNDS.value: {**_NUMBER, "num_format": "#,##0"},
    Entry.STAFF.value: _NUMBER,
    Entry.VINTAGE.value: _BOX,
    Entry.WORDS.value: _BOX,
}


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._formats:
            self._formats[name] = self._book.add_format(_FORMATS[name])
        return self._formats[name]

    def amount(self, decimals: int) -> Format:
        """A number for reading, with thousands commas and so many decimal places."""
        name = f"amount {decimals}"
        if name not in self._formats:
            places = "." + "0" * decimals if decimals else ""
            self._formats[name] = self._book.add_format({**_CELL, "align": "right", "num_format": f"#,##0{places}"})
        return self._formats[name]


def write_table(book: Workbook, look: Look, table: TableToFill) -> None:
    """One sheet: title, instruction, headings, rows; locked but for the boxes, with the cursor in the first."""
    sheet = book.add_worksheet(table.name)
    sheet.write_string(TITLE_ROW, 0, table.title, look["title"])
    sheet.write_string(INSTRUCTION_ROW, 0, table.instruction, look["instruction"])
    for column, heading in enumerate(_headings(table)):
        sheet.set_column(column, column, table.columns[column].width)
        sheet.write_string(HEADER_ROW, column, heading.title, look["box header" if heading.fill_in else "header"])
    widths = [column.width for column in table.columns]
    sheet.set_row(TITLE_ROW, 22)
    sheet.set_row(INSTRUCTION_ROW, 22)
    sheet.set_row(HEADER_ROW, _height([heading.title for heading in _headings(table)], widths))
    for row, contents in enumerate(table.rows, start=FIRST_ROW):
        sheet.set_row(row, _height([_text_of(content) for content in contents], widths))
        for column, content in enumerate(contents):
            _write(sheet, look, table, row, column, content)
    _highlight_big_changes(sheet, look, table)
    _set_out(sheet, table)


def _headings(table: TableToFill) -> list[Heading]:
    return [column.heading for column in table.columns]


_POINTS_A_LINE = 13.5
_PADDING = 4.5


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """The height in points at which every wrapped text shows whole: not every program works it out for itself."""
    lines = max(
        sum(max(1, ceil(len(paragraph) / width)) for paragraph in (text.split("\n") or [""]))
        for text, width in zip(texts, widths, strict=True)
    )
    return lines * _POINTS_A_LINE + _PADDING


def _text_of(content: Content) -> str:
    match content:
        case Named(name, lines):
            return "\n".join((name, *lines))
        case str():
            return content
        case Mark.CHECK:
            return _LONGEST_CHECK
        case _:
            return ""


def _write(sheet: Worksheet, look: Look, table: TableToFill, row: int, column: int, content: Content) -> None:
    match content:
        case Named(name, lines):
            rest = "\n" + "\n".join(lines)
            sheet.write_rich_string(row, column, look["name"], name, look["plain"], rest, look["text"])
        case Amount(value, decimals):
            sheet.write_number(row, column, float(value), look.amount(decimals))
        case Box():
            _write_box(sheet, look, row, column, content)
        case Mark.NOT_NEEDED:
            sheet.write_string(row, column, layout.NOT_NEEDED, look["not needed"])
        case Mark.CHECK:
            sheet.write_formula(row, column, _check(table, row), look["check"], "")
        case str():
            sheet.write_string(row, column, content, look["text"])


def _write_box(sheet: Worksheet, look: Look, row: int, column: int, box: Box) -> None:
    appearance = look[box.entry.value]
    if box.prefilled is None:
        sheet.write_blank(row, column, None, appearance)
    else:
        sheet.write_number(row, column, float(box.prefilled), appearance)
    rule = _validation(box)
    if rule is not None:
        sheet.data_validation(row, column, row, column, rule)


def _validation(box: Box) -> dict[str, Any] | None:
    """What may be typed. A number that looks wrong is warned about and not refused: the sender may know better."""
    match box.entry:
        case Entry.WORDS:
            return None
        case Entry.VINTAGE:
            return {
                "validate": "list",
                "source": VINTAGES,
                "input_title": "Final or provisional",
                "input_message": "Blank means final. If there is no figure, choose not available and say why in Note.",
                "error_title": "Please choose from the list",
                "error_message": "Choose final, provisional or not available, or leave it blank for final.",
            }
        case _:
            return _number_between(box)


_ADVICE = {
    Entry.FIGURE: "Type a number by itself, like 1204 or 12.3. Blank means no answer yet; 0 means there were none.",
    Entry.POUNDS: "Whole pounds, such as 125000.",
    Entry.STAFF: "Full-time equivalents, such as 3.5.",
}


def _number_between(box: Box) -> dict[str, Any]:
    lowest = box.minimum if box.minimum is not None else -_NO_LIMIT
    advice = _ADVICE.get(box.entry) or f"Count of {box.counts}."
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": float(Decimal(0) if box.entry is not Entry.FIGURE and box.entry is not Entry.POUNDS else lowest),
        "maximum": float(_NO_LIMIT if box.maximum is None else box.maximum),
        "error_type": "warning",
        "input_message": advice[:255],
        "error_title": "Is that right?",
        "error_message": _expected(box),
    }


def _expected(box: Box) -> str:
    """What the box can take, and what to do when there is no such figure. Excel allows 255 characters."""
    match box.minimum, box.maximum:
        case Decimal() as low, Decimal() as high:
            limits = f"a number from {exact_number(low)} to {exact_number(high)}"
        case Decimal() as low, None:
            limits = f"a number of {exact_number(low)} or more"
        case None, Decimal() as high:
            limits = f"a number up to {exact_number(high)}"
        case _:
            limits = "a number by itself, like 1204 or 12.3"
    return f"We expect {limits}. If there is no figure, leave the box blank and choose not available."


def _big_change(table: TableToFill, row: int) -> str:
    """Whether a row's figure is further from the last one than the partnership's policy allows unasked, to Excel."""
    figure, last = _cell(table, row, layout.FIGURE), _cell(table, row, layout.LAST)
    share = table.big_change_percent / 100
    return f"AND(ISNUMBER({figure}),ISNUMBER({last}),ABS(N({figure})-N({last}))>{share}*ABS(N({last})),N({last})<>0)"


def _check(table: TableToFill, row: int) -> str:
    figure, vintage, note = (_cell(table, row, h) for h in (layout.FIGURE, layout.VINTAGE, layout.NOTE))
    percent = exact_number(table.big_change_percent)
    return (
        f'=IF({figure}="",IF(AND({vintage}="{Vintage.NOT_AVAILABLE}",{note}=""),"Please say why in the Note",""),'
        f'IF(NOT(ISNUMBER({figure})),"Is this a number by itself?",'
        f'IF({_big_change(table, row)},IF({note}="","More than {percent}% away from the last figure: '
        f'please say why in the Note","Explained in the Note"),"")))'
    )


def _cell(table: TableToFill, row: int, heading: Heading) -> str:
    name: str = xl_rowcol_to_cell(row, _headings(table).index(heading), col_abs=True)
    return name


def _highlight_big_changes(sheet: Worksheet, look: Look, table: TableToFill) -> None:
    if layout.LAST in _headings(table) and table.rows:
        column = _headings(table).index(layout.FIGURE)
        rule = {"type": "formula", "criteria": f"={_big_change(table, FIRST_ROW)}", "format": look["amber"]}
        sheet.conditional_format(FIRST_ROW, column, FIRST_ROW + len(table.rows) - 1, column, rule)


def _set_out(sheet: Worksheet, table: TableToFill) -> None:
    """Protection without a password, frozen headings, the cursor in the first box, and paper."""
    first_box = next(index for index, heading in enumerate(_headings(table)) if heading.fill_in)
    sheet.protect("", _UNLOCKED_FOR_ALL)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.set_selection(FIRST_ROW, first_box, FIRST_ROW, first_box)
    sheet.hide_gridlines(2)
    sheet.repeat_rows(HEADER_ROW)
    if layout.CHECK in _headings(table):
        last_on_paper = _headings(table).index(layout.CHECK) - 1  # what the Check column says is for the screen
        sheet.print_area(TITLE_ROW, 0, HEADER_ROW + len(table.rows), last_on_paper)
    _paper(sheet)


def _paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&8&F, &A&R&8Page &P of &N")


def write_guidance(book: Workbook, look: Look, paragraphs: Sequence[tuple[str, str]]) -> None:
    """The Guidance sheet: a question and its answer in each row."""
    sheet = book.add_worksheet(layout.GUIDANCE)
    widths = (32, 96)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(TITLE_ROW, 26)
    sheet.write_string(TITLE_ROW, 0, "How to fill this workbook in", look["title"])
    for row, (question, answer) in enumerate(paragraphs, start=1):
        sheet.set_row(row, _height((question, answer), widths) + _PADDING)
        sheet.write_string(row, 0, question, look["question"])
        sheet.write_string(row, 1, answer, look["answer"])
    sheet.protect("", _UNLOCKED_FOR_ALL)
    sheet.hide_gridlines(2)
    _paper(sheet)

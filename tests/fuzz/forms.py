"""A return filled in as people fill it in, moved about as people do, and written in every form of file.

Nothing done here changes what the file says, so that every figure must be found and read as `tokens` says it must be.
"""

import csv
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from random import Random
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from tests.fuzz.tokens import Token, any_token

UNITS = {"EV": "per 100,000 people", "UC": "%", "ULEV": "vehicles"}
HEADINGS = ("Code", "What we need", "Unit", "Period", "This quarter – fill in", "Final or provisional", "Note")
NOTES = ("", "", "fine", "one, two", 'a "quoted" word', "two\nlines", "=HYPERLINK(1)", "café £5", "x" * 300)
NAME = "ANYTOWN-2023-24-Q1-COUNCIL"

Row = list[str | int | float | None]
Rows = list[Row]


@dataclass(frozen=True)
class Made:
    """One file, and what it must be read as."""

    name: str
    content: bytes
    how: str
    expected: dict[str, Token]
    """By the code of the measure; empty when the file is damaged and only what its cells show can be asked for."""


def filled_in(random: Random) -> Made:
    """A return with something in every box, in some form."""
    tokens = {code: any_token(random, unit) for code, unit in UNITS.items()}
    rows = _moved_about(random, _rows(random, tokens))
    form = random.choice(("xlsx", "csv", "csv", "csv", "ods"))
    if form == "xlsx":
        content, how = as_xlsx(rows, tokens, random.choice(("Figures", "Q1 FINAL (2)", "Sheet1"))), "xlsx"
    elif form == "ods":
        content, how = as_ods(rows, tokens), "ods"
        tokens = {code: token.seen_without("masked") for code, token in tokens.items()}
    else:
        careless = random.random() < 0.15
        content, how = _as_csv(random, rows, careless)
        tokens = {code: token.seen_without("masked", "scaled", "percent") for code, token in tokens.items()}
        if careless:
            tokens = {code: replace(token, sure=False) for code, token in tokens.items()}
    return Made(f"{NAME}.{form}", content, f"filled in, {how}", tokens)


def _rows(random: Random, tokens: dict[str, Token]) -> Rows:
    rows: Rows = [
        [code, f"Measure {code}", UNITS[code], "2023-24 Q1", token.typed, random.choice(("", "final")), _note(random)]
        for code, token in tokens.items()
    ]
    random.shuffle(rows)
    return [list(HEADINGS), *rows]


def _note(random: Random) -> str:
    return random.choice(NOTES)


def _moved_about(random: Random, rows: Rows) -> Rows:
    """Columns in another order, columns of the sender's own, rows above and between, in any letters."""
    if random.random() < 0.5:
        order = list(range(len(HEADINGS)))
        random.shuffle(order)
        rows = [[row[place] for place in order] for row in rows]
    if random.random() < 0.4:
        place = random.randrange(len(rows[0]) + 1)
        rows = [[*row[:place], "Our remark" if number == 0 else 99, *row[place:]] for number, row in enumerate(rows)]
    if random.random() < 0.3:
        rows[0] = [str(heading).upper() for heading in rows[0]]
    if random.random() < 0.4:
        rows.insert(random.randrange(1, len(rows) + 1), [])
    above: Rows = [["Anytown Partnership"], [], ["Checked by", "the head of service"]]
    return [*above[: random.randrange(4)], *rows]


def _as_csv(random: Random, rows: Rows, careless: bool) -> tuple[bytes, str]:
    separator = random.choice((",", ",", ";", "\t", "|"))
    encoding = random.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    ending = random.choice(("\r\n", "\n"))
    text = StringIO(newline="")
    if random.random() < 0.2:
        text.write(f"sep={separator}{ending}")
    if careless:
        text.write(ending.join(separator.join(_plainly(box) for box in row) for row in rows))
    else:
        csv.writer(text, delimiter=separator, lineterminator=ending).writerows(
            ["" if box is None else _written(box) for box in row] for row in rows
        )
    try:
        written = text.getvalue().encode(encoding)
    except UnicodeEncodeError:  # a program would offer another
        encoding, written = "utf-8", text.getvalue().encode("utf-8")
    return written, f"csv {separator!r} {encoding}{' without quotation marks' if careless else ''}"


def _written(box: str | float) -> str:
    """A number as a program writes it."""
    return box if isinstance(box, str) else f"{box:.15g}" if box != int(box) else str(int(box))


def _plainly(box: str | float | None) -> str:
    return "" if box is None else _written(box).replace("\n", " ").replace('"', "'")


def as_xlsx(rows: Rows, tokens: dict[str, Token], title: str = "Figures") -> bytes:
    """A workbook as a program other than ours writes it."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, start=1):
        token = _token_of(row, tokens)
        for column, box in enumerate(row, start=1):
            if box in (None, ""):
                continue
            cell = sheet.cell(number, column)
            try:
                cell.value = box
            except IllegalCharacterError:
                cell.value = "?"
            if isinstance(box, str):
                cell.data_type = "s"
            elif token and box is token.typed:
                cell.number_format = token.number_format
    content = BytesIO()
    book.save(content)
    return content.getvalue()


_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
)
_STYLES = (
    '<number:number-style style:name="N1"><number:number number:display-factor="1000"/></number:number-style>'
    '<style:style style:name="thousands" style:family="table-cell" style:data-style-name="N1"/>'
)


def as_ods(rows: Rows, tokens: dict[str, Token]) -> bytes:
    """An OpenDocument spreadsheet as a program other than ours writes it."""
    body = "".join(_ods_row(row, _token_of(row, tokens)) for row in rows)
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{_STYLES}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="Figures">{body}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return out.getvalue()


def _token_of(row: Row, tokens: dict[str, Token]) -> Token | None:
    return next((tokens[str(box)] for box in row if str(box) in tokens), None)


def _ods_row(row: Row, token: Token | None) -> str:
    looks = (token.look if token and box is token.typed else "" for box in row)
    return f"<table:table-row>{''.join(map(_ods_box, row, looks))}</table:table-row>"


def _ods_box(box: str | float | None, look: str) -> str:
    if box in (None, ""):
        return "<table:table-cell/>"
    if isinstance(box, str):
        paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in box.split("\n"))
        return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
    kind = "percentage" if look == "percent" else "float"
    style = ' table:style-name="thousands"' if look == "scaled" else ""
    return (
        f"<table:table-cell office:value-type={quoteattr(kind)} office:value={quoteattr(repr(box))}{style}>"
        f"<text:p>{box}</text:p></table:table-cell>"
    )

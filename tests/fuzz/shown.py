"""What a cell of a file shows, looked up by code that shares nothing with the readers but the standard library.

Slow, trusting and good for one cell at a time. Only asked about files the readers have taken.
"""

import csv
import posixpath
import re
from decimal import Decimal, InvalidOperation
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl.utils import column_index_from_string

NOT_FOUND = None


def number_shown(content: bytes, sheet: str, address: str) -> Decimal | None:
    """The number that a cell shows, percentages as shown; None when it shows none, or there is no such cell."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            if "xl/workbook.xml" in {name.casefold() for name in archive.namelist()}:
                return _in_xlsx(archive, sheet, address)
            return _in_ods(archive, sheet, address)
    return _in_csv(content, address)


def as_number(text: str) -> Decimal | None:
    """The number in a text, once everything that is no digit, point or minus and may stand beside one is gone."""
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", text.strip().casefold())
    if plain in ("nil", "zero"):
        return Decimal(0)
    plain = re.sub(r"[([](p|r|f|prov|final|revised|provisional|confirmed|estimated?)\.?[)\]]", "", plain)
    plain = re.sub(r"per 100,000 people|vehicles|people|per ?cent|pc|[\s,£%+\u200b\u200e\u200f\ufeff]", "", plain)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _place(address: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()
    return int(digits), column_index_from_string(letters)


def _in_csv(content: bytes, address: str) -> Decimal | None:
    row, column = _place(address)
    first = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    content = content.removeprefix(b"\xef\xbb\xbf")
    for encoding in (first, "cp1252"):
        try:
            text = content.decode(encoding, errors="replace" if encoding in ("cp1252", "utf-16") else "strict")
            break
        except UnicodeDecodeError:
            continue
    found = re.match(r'"?sep=([,;|\t])"?\s*?(\r\n|\r|\n)', text, re.I)
    text = text[found.end() :] if found else text
    answers = set()
    for separator in (found[1],) if found else (",", ";", "\t", "|"):
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
        if not any(re.sub(r"\W", "", field).casefold() == "code" for fields in rows for field in fields):
            continue
        if row <= len(rows) and column <= len(rows[row - 1]):
            answers.add(as_number(rows[row - 1][column - 1]))
    answers.discard(None)
    return answers.pop() if len(answers) == 1 else None


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _in_xlsx(archive: ZipFile, sheet: str, address: str) -> Decimal | None:
    parts = {name.casefold(): name for name in archive.namelist()}

    def parsed(name: str) -> ElementTree.Element:
        return ElementTree.fromstring(archive.read(parts[name.casefold()]))

    book, links = parsed("xl/workbook.xml"), parsed("xl/_rels/workbook.xml.rels")
    key = next(_attribute(e, "id") for e in book.iter() if _local(e) == "sheet" and e.get("name") == sheet)
    target = next(e.get("Target") for e in links if e.get("Id") == key)
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    cells = [e for e in parsed(path).iter() if _local(e) == "c" and e.get("r") == address]
    if len(cells) != 1:
        return NOT_FOUND
    cell = cells[0]
    value = next((e.text or "" for e in cell if _local(e) == "v"), "")
    match cell.get("t", "n"):
        case "s":
            strings = [e for e in parsed("xl/sharedStrings.xml") if _local(e) == "si"]
            return as_number(_text_of(strings[int(value)]))
        case "inlineStr":
            return as_number(_text_of(cell))
        case "str":
            return as_number(value)
    number = Decimal(f"{float(value):.15g}")
    if "xl/styles.xml" not in parts or not any(_local(e) == "cellXfs" for e in parsed("xl/styles.xml")):
        return number  # no styles at all, and so no percentages
    return number * 100 if "%" in _format_of(parsed("xl/styles.xml"), cell.get("s", "0")) else number


def _text_of(element: ElementTree.Element) -> str:
    return "".join(e.text or "" for e in element.iter() if _local(e) == "t")


def _format_of(styles: ElementTree.Element, style: str) -> str:
    custom = {e.get("numFmtId"): e.get("formatCode", "") for e in styles.iter() if _local(e) == "numFmt"}
    forms = next(e for e in styles if _local(e) == "cellXfs")
    key = list(forms)[int(style)].get("numFmtId", "0")
    return custom.get(key, {"9": "0%", "10": "0.00%"}.get(key, "")).replace('"%"', "").replace("\\%", "")


def _in_ods(archive: ZipFile, sheet: str, address: str) -> Decimal | None:
    wanted_row, wanted_column = _place(address)
    tables = [e for e in ElementTree.fromstring(archive.read("content.xml")).iter() if _local(e) == "table"]
    table = next(e for e in tables if _attribute(e, "name")[:100] == sheet)
    row = _reached((e for e in table.iter() if _local(e) == "table-row"), wanted_row, "number-rows-repeated")
    cells = (e for e in row if _local(e) in ("table-cell", "covered-table-cell"))
    cell = _reached(cells, wanted_column, "number-columns-repeated")
    if _attribute(cell, "value-type") in ("float", "percentage", "currency"):
        number = Decimal(f"{float(_attribute(cell, 'value')):.15g}")
        return number * 100 if _attribute(cell, "value-type") == "percentage" else number
    return as_number("".join("".join(e.itertext()) for e in cell if _local(e) == "p"))


def _reached(elements, wanted: int, repeats: str) -> ElementTree.Element:
    place = 0
    for element in elements:
        place += max(1, int(_attribute(element, repeats) or 1))
        if place >= wanted:
            return element
    raise LookupError(f"there is no {wanted}th")

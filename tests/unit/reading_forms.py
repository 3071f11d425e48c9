"""The forms of a pack read back as a reader's program would: the words of a Word file, the sheets, a CSV's rows."""

import csv
import io

import docx
from docx.oxml.ns import qn
from openpyxl import load_workbook


def words_of_word(content: bytes) -> str:
    """Every paragraph's words, in the tables too, a line each."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "\n".join(
        "".join(piece.text or "\n" for piece in paragraph.iter(qn("w:t"), qn("w:br")))
        for paragraph in body.iter(qn("w:p"))
    )


def sheets_of(content: bytes) -> dict[str, list[list[object]]]:
    """Each sheet's rows of cells, as they were written."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def table_of(content: bytes, sheet: str) -> list[dict[str, object]]:
    """The one table of a sheet: its rows by heading. Above it stand the title and how to read it."""
    title, instructions, headings, *rows = sheets_of(content)[sheet]
    assert title[0]
    assert instructions[0]
    return [dict(zip((str(name) for name in headings), row, strict=True)) for row in rows]


def rows_of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))

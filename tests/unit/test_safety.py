"""Hostile and hopeless files, made here: each is refused quickly, with words a person can act on."""

import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from lsp_core.errors import ReturnRefusedError
from lsp_core.requests.workbook import request_workbook
from lsp_core.returns.reading import read_return
from lsp_core.returns.refusals import REFUSALS, as_finding
from lsp_core.returns.safety import LARGEST_FILE
from tests.factories import a_plan, a_request

LONGEST_TO_REFUSE = 3.0
"""Seconds, on a busy machine; each takes a tenth of it on a quiet one."""


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return request_workbook(a_plan(), a_request(), {}, {})


def with_part(workbook: bytes, ending: str, change) -> bytes:
    """The workbook with one of its parts replaced."""
    changed = BytesIO()
    with ZipFile(BytesIO(workbook)) as original, ZipFile(changed, "w", ZIP_DEFLATED) as copy:
        for part in original.infolist():
            content = original.read(part)
            copy.writestr(part.filename, change(content) if part.filename.endswith(ending) else content)
    return changed.getvalue()


def with_extra_part(workbook: bytes, name: str, content: bytes = b"") -> bytes:
    changed = BytesIO(workbook)
    with ZipFile(changed, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return changed.getvalue()


def zipped(**parts: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "."), part)
    return content.getvalue()


def edited(workbook: bytes, edit) -> bytes:
    book = load_workbook(BytesIO(workbook))
    edit(book)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def billion_laughs(part: bytes) -> bytes:
    entities = ["<!ENTITY l0 'lol'>"] + [f"<!ENTITY l{i} '{f'&l{i - 1};' * 10}'>" for i in range(1, 10)]
    doctype = f"<?xml version='1.0'?><!DOCTYPE x [{''.join(entities)}]>"
    return doctype.encode() + part.split(b"?>", 1)[1].replace(b"<sheetData>", b"<sheetData>&l9;")


def far_cell(book: Workbook) -> None:
    book["Figures"]["XFD1048576"] = 1


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

HOSTILE = {
    "too large": (lambda w: b"a" * (LARGEST_FILE + 1), "larger than 5 MB"),
    "empty": (lambda w: b"", "is empty"),
    "only spaces": (lambda w: b" \r\n ", "is empty"),
    "the beginning of old Excel": (lambda w: OLE + bytes(600), "damaged or was cut short"),
    "an old Word document": (lambda w: OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "a Word document"),
    "old Excel with macros": (lambda w: OLE + "Workbook_VBA_PROJECT_CUR".encode("utf-16-le"), "has macros"),
    "old Excel with nothing in it": (lambda w: OLE + bytes(600) + "Workbook".encode("utf-16-le"), "is damaged"),
    "a password": (lambda w: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    "a web page called .xlsx": (lambda w: b"<html><table><tr><td>Code</td></tr></table></html>", "web page"),
    "a PDF": (lambda w: b"%PDF-1.7\n...", "is a PDF"),
    "a picture": (lambda w: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"),
    "nothing anybody knows": (lambda w: b"Code\x00\x01\x02", "neither an Excel workbook nor a CSV"),
    "cut short": (lambda w: w[: len(w) // 2], "damaged or was cut short"),
    "a zip bomb": (
        lambda w: with_part(w, "sheet1.xml", lambda part: part + b" " * 70_000_000),
        "unpacks to far more",
    ),
    "a smaller bomb": (
        lambda w: with_part(w, "sheet1.xml", lambda part: part + b" " * 2_000_000),
        "unpacks to far more",
    ),
    "many parts": (lambda w: zipped(**{f"part{n}__xml": b"" for n in range(501)}), "501 parts"),
    "macros": (lambda w: with_extra_part(w, "xl/vbaProject.bin"), "has macros"),
    "entities": (lambda w: with_part(w, "sheet1.xml", billion_laughs), "defines entities"),
    "entities in the strings": (lambda w: with_part(w, "sharedStrings.xml", billion_laughs), "defines entities"),
    "a million strings": (
        lambda w: with_part(
            w, "sharedStrings.xml", lambda p: p + b"".join(b"<si><t>%x</t></si>" % n for n in range(600_000))
        ),
        "far more than a return does",
    ),
    "a far cell": (lambda w: edited(w, far_cell), "further down than row 20,000"),
    "a zip with a workbook in it": (lambda w: zipped(return__xlsx=w), "zip folder"),
    "OpenDocument": (lambda w: zipped(mimetype=b"application/vnd.oasis", content__xml=b"<a/>"), "OpenDocument"),
    "a Word document": (
        lambda w: zipped(**{"[Content_Types]__xml": b"<a/>", "word/document__xml": b"<a/>"}),
        "a document",
    ),
    "half a workbook": (
        lambda w: zipped(**{"[Content_Types]__xml": b"<a/>", "xl/workbook__xml": b"<a/>"}),
        "is damaged",
    ),
    "a missing part": (lambda w: with_part(w, "workbook.xml.rels", lambda part: b"<a/>"), "damaged"),
    "nonsense for a sheet": (lambda w: with_part(w, "sheet1.xml", lambda part: part[:500]), "damaged"),
    "a CSV without our headings": (lambda w: b"Area,2021,2022\nAnytown,1,2\n", "cannot find the figures"),
    "headings and no rows": (lambda w: b"Code,Period,This quarter\n", "no rows under them"),
    "bytes": (lambda w: bytes(range(1, 256)) * 20, "cannot find the figures"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_is_no_return_is_refused_quickly_with_a_reason_and_a_remedy(kind, workbook):
    make, reason = HOSTILE[kind]
    content = make(workbook)
    began = time.perf_counter()
    with pytest.raises(ReturnRefusedError) as refused:
        read_return("ANYTOWN-2023-24-Q1-COUNCIL.xlsx", content)
    assert time.perf_counter() - began < LONGEST_TO_REFUSE
    assert reason in refused.value.reason
    assert refused.value.remedy.endswith(".")
    found = as_finding(refused.value, "ANYTOWN-2023-24-Q1-COUNCIL.xlsx")
    assert found.rule in {rule.code for rule in REFUSALS}
    assert str(found.where)


def test_a_zip_locked_with_a_password_is_refused_as_one(workbook):
    locked = bytearray(workbook)
    directory = locked.rindex(b"PK\x01\x02")  # the entry of the last part; its flags are 8 bytes in
    locked[directory + 8] |= 1
    with pytest.raises(ReturnRefusedError, match="has a password"):
        read_return("return.xlsx", bytes(locked))


def test_a_large_sheet_of_something_else_does_not_stop_a_return(workbook):
    def add_far_cells(book):
        for number in range(5):
            book.create_sheet(f"Workings {number}")["XFD20000"] = 1

    began = time.perf_counter()
    reading = read_return("return.xlsx", edited(workbook, add_far_cells))
    assert time.perf_counter() - began < LONGEST_TO_REFUSE
    assert len(reading.figures) == 3


def test_the_name_of_a_file_does_not_matter_to_what_it_is(workbook):
    assert read_return("return.csv", workbook) == read_return("return.xlsx", workbook)

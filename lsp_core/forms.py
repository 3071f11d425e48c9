"""The forms a pack comes in: what each is called, what its file is called, and what it is good for.

One table, used by the plan (which forms a board is sent), by what prints and keeps them, and by the messages.
"""

from dataclasses import dataclass
from enum import StrEnum


class PackForm(StrEnum):
    """One file of a pack."""

    PDF = "pdf"
    HTML = "html"
    WORD = "word"
    WORKBOOK = "workbook"
    CSV = "csv"
    SERIES = "series"
    DICTIONARY = "dictionary"


@dataclass(frozen=True)
class FormFile:
    """How one form is filed and sent."""

    ending: str
    """What follows the pack's own name: `.pdf`, `-figures.csv`."""
    media_type: str
    good_for: str


_CSV = "text/csv"
FORM_FILES = {
    PackForm.PDF: FormFile(".pdf", "application/pdf", "for paper and tablets"),
    PackForm.HTML: FormFile(
        ".html", "text/html", "for any screen, with or without the internet, and for screen readers"
    ),
    PackForm.WORD: FormFile(
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "for quoting from and working on; what counts is the PDF",
    ),
    PackForm.WORKBOOK: FormFile(
        "-figures.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "the figures behind the pack, for sorting and charting",
    ),
    PackForm.CSV: FormFile("-figures.csv", _CSV, "one row for each measure, for other programs"),
    PackForm.SERIES: FormFile("-series.csv", _CSV, "every measure's figures over time, for other programs"),
    PackForm.DICTIONARY: FormFile("-data-dictionary.csv", _CSV, "what every column of the workbook and the CSVs means"),
}
"""In the order they are written and listed."""

SENT_UNLESS_SAID = (PackForm.PDF, PackForm.HTML)

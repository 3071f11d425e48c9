"""Everything for which a whole file is refused, each with what to send instead.

What is doubtful about a single cell is `lsp_core.returns.doubts`. The rules are applied by `lsp_core.returns.safety`
before anything is read, and by the reader of each form while it reads.
"""

from dataclasses import dataclass

from lsp_core.errors import ReturnRefusedError
from lsp_core.findings import CellRef, Finding, Severity


@dataclass(frozen=True)
class RefusalRule:
    """One reason to refuse a file. Words in curly brackets are filled in where the rule is met."""

    code: str
    expected: str
    """What a file that passes is like."""
    reason: str
    remedy: str

    def error(self, where: str = "", **words: object) -> ReturnRefusedError:
        """What the sender is told; `where` is the sheet, the row or the part, and empty for the file as a whole."""
        return ReturnRefusedError(self.reason.format(**words), self.remedy.format(**words), self.code, where)


FILL_IN_OURS = "fill in the workbook we sent you and send that, saved as .xlsx."
SEND_OURS = FILL_IN_OURS.capitalize()
SAVE_AGAIN = "Open it in Excel, let it repair the file if it offers to, save it and send it again."

TOO_LARGE = RefusalRule(
    "READ-031",
    "A file is not larger than 5 MB.",
    "The file is larger than {megabytes} MB",
    f"A return is far smaller. {SEND_OURS}",
)
EMPTY = RefusalRule(
    "READ-032",
    "A file has something in it.",
    "The file is empty",
    f"Save the workbook again and check its size. {SEND_OURS}",
)
ANOTHER_KIND = RefusalRule(
    "READ-033",
    "A file is an Excel workbook (.xlsx or .xls), an OpenDocument spreadsheet (.ods) or a CSV file.",
    "The file is {kind}, whatever its name says",
    f"If the figures are in it, open it, save it as an Excel workbook (.xlsx) and send that. If not: {FILL_IN_OURS}",
)
NO_SPREADSHEET = RefusalRule(
    "READ-034",
    "A file is a spreadsheet that some program could open.",
    "The file is {kind}",
    SEND_OURS,
)
PASSWORD = RefusalRule(
    "READ-035",
    "A file opens without a password.",
    "The workbook has a password, so we cannot open it",
    "Take the password off (File, Info, Protect Workbook, Encrypt with Password, clear the box) and send it.",
)
MACROS = RefusalRule(
    "READ-036",
    "A workbook has no macros in it.",
    "The workbook has macros in it, and we take no return with macros",
    "Save it as an Excel workbook without macros (.xlsx) and send that.",
)
CUT_SHORT = RefusalRule(
    "READ-037",
    "A file has come whole.",
    "The workbook is damaged or was cut short on its way",
    "Open it, save it again and send it again.",
)
DAMAGED = RefusalRule(
    "READ-038",
    "Everything in a workbook can be read.",
    "The workbook is damaged, so we could not read it",
    SAVE_AGAIN,
)
TOO_MUCH = RefusalRule(
    "READ-039",
    "A workbook holds no more than a return does.",
    "The workbook {does} more than a return does",
    SEND_OURS,
)
ENTITIES = RefusalRule(
    "READ-040",
    "A workbook defines no entities of its own.",
    "The workbook defines entities, which no spreadsheet program writes",
    SEND_OURS,
)
ZIP_FOLDER = RefusalRule(
    "READ-041",
    "A file is one workbook, and not several in a zip folder.",
    "The file is a zip folder with {what} in it, not a workbook",
    "{remedy}",
)
TOO_FAR_DOWN = RefusalRule(
    "READ-042",
    "A sheet ends where its figures do, and before row 20,000.",
    "{what} goes further down than row {rows:,}",
    "Delete everything below your figures, empty rows as well, save the workbook and send it again.",
)
OPEN_QUOTE = RefusalRule(
    "READ-043",
    "In a CSV file every quotation mark that opens a box also closes it.",
    "The quotation marks in line {line} do not pair up, so the boxes after them cannot be told apart",
    "Save the file as an Excel workbook (.xlsx) and send that, or put the quotation marks right.",
)
NO_TABLE = RefusalRule(
    "READ-044",
    "A sheet has the headings Code and This quarter in one row.",
    "We cannot find the figures: no sheet has columns headed {code} and {figure}",
    SEND_OURS,
)
NO_ROWS = RefusalRule(
    "READ-045",
    "There are rows under the headings.",
    "There are headings in the file, and no rows under them",
    SEND_OURS,
)

REFUSALS = (
    TOO_LARGE,
    EMPTY,
    ANOTHER_KIND,
    NO_SPREADSHEET,
    PASSWORD,
    MACROS,
    CUT_SHORT,
    DAMAGED,
    TOO_MUCH,
    ENTITIES,
    ZIP_FOLDER,
    TOO_FAR_DOWN,
    OPEN_QUOTE,
    NO_TABLE,
    NO_ROWS,
)
_EXPECTED = {rule.code: rule.expected for rule in REFUSALS}


def as_finding(error: ReturnRefusedError, file_name: str) -> Finding:
    """A refusal as a finding on the file, for whoever lists what was found in a return."""
    return Finding(
        rule=error.rule,
        severity=Severity.ERROR,
        where=CellRef(error.where or file_name, ""),
        subject=file_name,
        found=error.reason,
        expected=_EXPECTED.get(error.rule, "A return."),
        remedy=error.remedy,
        row=0,
    )

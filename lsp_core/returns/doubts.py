"""Everything that can be doubtful about one cell, each with what was expected and what to do about it.

Reading applies these while it types what people type (`lsp_core.returns.typed`, `lsp_core.returns.reading`). Rules
that compare a figure with anything outside its own row are in `expectations`.
"""

from dataclasses import dataclass

from lsp_core.findings import CellRef, Characteristic, Finding, Severity


@dataclass(frozen=True)
class ReadingRule:
    """One reason not to take a cell at its word."""

    code: str
    expected: str
    remedy: str
    """One sentence; `{understood}` is what we made of the cell and `{unit}` the measure's unit."""
    severity: Severity = Severity.ERROR


NOT_A_NUMBER = ReadingRule(
    "READ-001",
    "a number, like 1204 or 12.3",
    "Type the number by itself, and put any words in the Note.",
)
APPROXIMATE = ReadingRule(
    "READ-002",
    "an exact number",
    "We understood about {understood}: if that is your figure, type {understood} and choose provisional.",
)
WITHHELD = ReadingRule(
    "READ-003",
    "an exact number",
    "Type the number itself; if it is too small to give, clear the cell, choose not available and say so in the Note.",
)
NOT_READY = ReadingRule(
    "READ-004",
    "a number, or a blank cell",
    "Send the figure when you have it and leave the cell blank until then, with the date it will come in the Note.",
)
ZERO_OR_MISSING = ReadingRule(
    "READ-005",
    "a number, or not available",
    "Type 0 if there were none; if there is no figure, choose not available and say why in the Note.",
)
BRACKETED = ReadingRule(
    "READ-006",
    "a number without brackets",
    "Brackets can mean minus: type -{understood} if it is below zero, or {understood} if it is not.",
)
ODD_SEPARATORS = ReadingRule(
    "READ-007",
    "a number like 1204.5",
    "We cannot tell thousands from decimals here: type it without commas or spaces, with a point for decimals.",
)
SHORTENED = ReadingRule(
    "READ-008",
    "the number in full",
    "We understood {understood}: if that is your figure, type it in full.",
)
WRONG_UNIT = ReadingRule(
    "READ-009",
    "a figure in {unit}",
    "Type the figure in {unit}, without another unit beside it.",
)
A_DATE = ReadingRule(
    "READ-010",
    "a number, like 1.2",
    "The cell holds a date, which Excel makes of typing such as 1.2 or 1-2: format it as a number and type it again.",
)
SPREADSHEET_ERROR = ReadingRule(
    "READ-011",
    "a number",
    "The formula in this cell has failed: mend it, or type the figure over it.",
)
NO_SAVED_VALUE = ReadingRule(
    "READ-012",
    "a number, or a formula whose answer was saved with it",
    "Open the workbook in Excel, save it once and send it again, or type the figure over the formula.",
)
NO_CODE = ReadingRule(
    "READ-013",
    "a code in the same row",
    "We did not take this figure: if it answers one of ours put that figure's code beside it, otherwise do nothing.",
    Severity.QUERY,
)
UNKNOWN_VINTAGE = ReadingRule(
    "READ-014",
    "final, provisional or not available",
    "Choose one of the three from the list; until then we take the figure as provisional.",
    Severity.QUERY,
)
SCALED = ReadingRule(
    "READ-015",
    "a cell that shows the number it holds",
    "The cell is formatted to show thousands or millions but holds {understood}: format it as a plain number.",
)
RANGE = ReadingRule(
    "READ-016",
    "one number",
    "Type one figure, choose provisional if it may move, and put the range in the Note.",
)
TRUE_OR_FALSE = ReadingRule("READ-017", "a number", "Type the number itself.")
TOO_LONG = ReadingRule(
    "READ-018",
    "a number of at most 15 digits",
    "Check the figure: a spreadsheet cannot hold so many digits exactly.",
)
MINUS_AFTER = ReadingRule(
    "READ-019",
    "a minus in front of the number, if it is below zero",
    "We understood -{understood}: if the figure is below zero type -{understood}, and if it is not type {understood}.",
)
MASKED = ReadingRule(
    "READ-020",
    "a cell that shows the number it holds",
    "The cell is formatted to show something else but holds {understood}: format it as a plain number.",
)
SHIFTED = ReadingRule(
    "READ-021",
    "a row with as many boxes as there are headings",
    "A comma in a number or in words has split this row: take it out, or put quotation marks round it, and send again.",
)
TWICE = ReadingRule(
    "READ-022",
    "one column with this heading",
    "Two columns have this heading and say different things: keep the one that is right and delete the other.",
)

READING_RULES = (
    NOT_A_NUMBER,
    APPROXIMATE,
    WITHHELD,
    NOT_READY,
    ZERO_OR_MISSING,
    BRACKETED,
    ODD_SEPARATORS,
    SHORTENED,
    WRONG_UNIT,
    A_DATE,
    SPREADSHEET_ERROR,
    NO_SAVED_VALUE,
    NO_CODE,
    UNKNOWN_VINTAGE,
    SCALED,
    RANGE,
    TRUE_OR_FALSE,
    TOO_LONG,
    MINUS_AFTER,
    MASKED,
    SHIFTED,
    TWICE,
)


@dataclass(frozen=True)
class Doubt:
    """A rule, met by one cell."""

    rule: ReadingRule
    understood: str = ""
    unit: str = ""

    def finding(self, where: CellRef, subject: str, found: str, row: int) -> Finding:
        """What the sender is told about it."""
        words = {"understood": self.understood, "unit": self.unit or "the unit asked for"}
        return Finding(
            rule=self.rule.code,
            severity=self.rule.severity,
            where=where,
            subject=subject,
            found=found,
            expected=self.rule.expected.format(**words),
            remedy=self.rule.remedy.format(**words),
            row=row,
            characteristic=Characteristic.VALIDITY,
        )

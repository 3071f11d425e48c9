"""The workbook a partner fills in: pre-filled, with the definition beside each box, and able to say which request it
answers however it is renamed, sorted or saved.

What stands in each table is `lsp_core.requests.workbook_tables`; how it looks and is locked is
`lsp_core.requests.workbook_sheets`; the headings are `lsp_core.returns.layout`, which reading shares.
"""

from datetime import UTC, datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from lsp_core.observations import FigureKey, Observation, ResourceObservation
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest
from lsp_core.requests.guidance import guidance_for
from lsp_core.requests.workbook_sheets import Look, write_guidance, write_table
from lsp_core.requests.workbook_tables import corrections_table, figures_table, resources_table
from lsp_core.returns import layout

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,  # a partner's note that begins with = stays a note
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def request_workbook(
    plan: Plan,
    request: DataRequest,
    known: dict[FigureKey, Observation],
    resources: dict[tuple[str, Quarter], ResourceObservation],
) -> bytes:
    """An XLSX file, the same to the byte whenever it is made from the same plan, request and figures."""
    theirs = {measure.code for measure in plan.measures if measure.partner == request.partner.code}
    known = {key: observation for key, observation in known.items() if key[0] in theirs}
    content = BytesIO()
    with Workbook(content, _OPTIONS) as book:
        look = Look(book)
        _describe(book, plan, request)
        if request.figures:
            write_table(book, look, figures_table(plan, request, known))
        if request.funds:
            write_table(book, look, resources_table(plan, request, resources))
        write_table(book, look, corrections_table(plan, request, known))
        write_guidance(book, look, guidance_for(plan, request))
        _identify(book, request)
        book.worksheets()[0].activate()
    return content.getvalue()


def workbook_name(plan: Plan, request: DataRequest) -> str:
    """For example `ANYTOWN-2023-24-Q1-COUNCIL.xlsx`: reading finds the request in it when all else is lost."""
    quarter = request.quarter.code.replace(" ", "-")
    return f"{plan.partnership.code}-{quarter}-{request.partner.code}.xlsx"


def _describe(book: Workbook, plan: Plan, request: DataRequest) -> None:
    """Title and origin. The date is the due date, because the clock would make every copy different."""
    book.set_properties(
        {
            "title": f"{plan.partnership.name}: figures from {request.partner.name} for {request.quarter.label}",
            "subject": request.reference,
            "author": plan.partnership.name,
            "created": datetime.combine(request.due_on, time(), UTC),
        }
    )


def _identify(book: Workbook, request: DataRequest) -> None:
    """The reference three times over, because mail systems and other programs each drop something."""
    marks = {layout.REFERENCE_NAME: request.reference, layout.SCHEMA_NAME: layout.SCHEMA_VERSION}
    book.set_custom_property(layout.REFERENCE_PROPERTY, request.reference, "text")
    book.set_custom_property(layout.SCHEMA_PROPERTY, layout.SCHEMA_VERSION, "text")
    sheet = book.add_worksheet(layout.IDENTITY)
    for row, (name, value) in enumerate(marks.items()):
        book.define_name(name, f'="{value}"')
        sheet.write_row(row, 0, (name, value))
    sheet.protect()
    sheet.very_hidden()

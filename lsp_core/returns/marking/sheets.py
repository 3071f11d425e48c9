"""The sheets of a workbook: found by name, added at the end, taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from lsp_core.returns.layout import MARKS_NAME, WHAT_WE_FOUND
from lsp_core.returns.marking.package import MAIN, RELATION_ID, CannotMarkError, Element, Package, main
from lsp_core.returns.marking.xml_text import put_in_order

WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
WORKSHEET_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
_WORKBOOK_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr "
    "webPublishObjects extLst"
)


@dataclass(frozen=True)
class SheetPart:
    """One sheet and the part that holds it."""

    name: str
    part: str
    relation: str


def workbook_part(package: Package) -> str:
    """The part that lists the sheets."""
    relation = package.related("", "officeDocument")
    if relation is None or etree.QName(package.look(relation.target)).namespace != MAIN:
        raise CannotMarkError("no workbook part in the usual namespace")
    return relation.target


def sheet_parts(package: Package) -> Iterator[SheetPart]:
    """Every sheet with cells, in order, hidden ones included."""
    workbook = workbook_part(package)
    targets = {one.id: one.target for one in package.relations(workbook) if one.kind == "worksheet"}
    for sheet in package.look(workbook).iter(main("sheet")):
        relation = sheet.get(RELATION_ID, "")
        if relation in targets:
            yield SheetPart(sheet.get("name", ""), targets[relation], relation)


def add_sheet(package: Package, name: str, root: Element) -> None:
    """Put a sheet after all the others, where no place of another changes, with a hidden name that says it is ours."""
    workbook = workbook_part(package)
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.add(part, root, WORKSHEET_TYPE)
    sheets = package.edit(workbook).find(main("sheets"))
    sheet = etree.SubElement(sheets, main("sheet"), name=name)
    sheet.set("sheetId", str(1 + max((int(one.get("sheetId", "0")) for one in sheets), default=0)))
    sheet.set(RELATION_ID, package.relate(workbook, "worksheet", part))
    _defined_names(package).append(_our_name(name))


def free_sheet_name(package: Package) -> str:
    """`What we found`, or with a number when the sender has a sheet of that name."""
    taken = {sheet.get("name", "").casefold() for sheet in package.look(workbook_part(package)).iter(main("sheet"))}
    names = (WHAT_WE_FOUND, *(f"{WHAT_WE_FOUND} ({number})" for number in range(2, 1000)))
    return next(name for name in names if name.casefold() not in taken)


def our_sheet(package: Package) -> SheetPart | None:
    """The sheet we put in before, by its hidden name, which follows it when somebody renames it."""
    for name in package.look(workbook_part(package)).iter(main("definedName")):
        if name.get("name") == MARKS_NAME:
            match = re.match(r"'((?:[^']|'')+)'!|([^'!]+)!", name.text or "")
            sheet = (match[1] or match[2]).replace("''", "'") if match else ""
            return next((one for one in sheet_parts(package) if one.name == sheet), None)
    return None


def remove_sheet(package: Package, sheet: SheetPart) -> None:
    """Take a sheet out, with everything of the workbook that counts on its place."""
    workbook = workbook_part(package)
    root = package.edit(workbook)
    places = [one.get(RELATION_ID) for one in root.iter(main("sheet"))]
    place = places.index(sheet.relation)
    listed = root.find(main("sheets"))
    listed.remove(listed[place])
    for name in list(root.iter(main("definedName"))):
        local = name.get("localSheetId")
        if name.get("name") == MARKS_NAME or local == str(place):
            name.getparent().remove(name)
        elif local is not None and int(local) > place:
            name.set("localSheetId", str(int(local) - 1))
    for view in root.iter(main("workbookView")):
        for attribute in ("activeTab", "firstSheet"):
            if int(view.get(attribute, "0")) >= max(place, 1):
                view.set(attribute, str(int(view.get(attribute)) - 1))
    package.unrelate(workbook, sheet.relation)
    package.remove(sheet.part)


def put_in_sheet(root: Element, child: Element) -> None:
    """Insert an element into a sheet where the format wants it."""
    put_in_order(root, child, WORKSHEET_ORDER)


def link_to(sheet: str, address: str) -> str:
    """A cell's address as links within the workbook are written."""
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'!{address}"


def _our_name(sheet: str) -> Element:
    name = etree.Element(main("definedName"), name=MARKS_NAME, hidden="1")
    name.text = link_to(sheet, "$A$1")
    return name


def _defined_names(package: Package) -> Element:
    root = package.edit(workbook_part(package))
    names = root.find(main("definedNames"))
    if names is None:
        names = etree.Element(main("definedNames"))
        put_in_order(root, names, _WORKBOOK_ORDER)
    return names

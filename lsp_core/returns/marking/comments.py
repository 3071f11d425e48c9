"""Words put on cells as comments, beside whatever comments the sender has written.

A comment is in two parts: its words, and a drawing of the old kind that says where its box stands. Where the sender has
a comment on the same cell, ours follows theirs; a conversation (Excel's newer comments) is left as it is, because what
is said there has a part of its own and the old comment under it is not shown.
"""

from collections.abc import Sequence

from lxml import etree

from lsp_core.returns.marking.comment_boxes import add_box, remove_box
from lsp_core.returns.marking.marks import COMMENT_BEGINS, CellMark
from lsp_core.returns.marking.package import MAIN, RELATION_ID, Element, Package, main
from lsp_core.returns.marking.sheets import put_in_sheet
from lsp_core.returns.marking.xml_text import clean

_AUTHOR = "What we found"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_CONVERSATION = "tc="
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)


def comment(package: Package, sheet: str, marks: Sequence[CellMark]) -> None:
    """Put each mark's words on its cell."""
    words, boxes = _words_part(package, sheet), _boxes_part(package, sheet)
    root = package.edit(words)
    listed, held = root.find(main("commentList")), {one.get("ref"): one for one in root.iter(main("comment"))}
    author, authors = _author(root), [one.text or "" for one in root.iter(main("author"))]
    for mark in marks:
        theirs = held.get(mark.where.address)
        if theirs is None:
            one = etree.SubElement(listed, main("comment"), ref=mark.where.address, authorId=str(author))
            _say(etree.SubElement(one, main("text")), mark.text)
            add_box(package.edit_loose(boxes), package.look(sheet), mark)
        elif not authors[int(theirs.get("authorId", "0"))].startswith(_CONVERSATION):
            _say_after(theirs.find(main("text")), mark.text)


def without_comments(package: Package, sheet: str) -> None:
    """Take our words off a sheet's cells, and leave the sender's."""
    relation = package.related(sheet, "comments")
    if relation is None or not any(_is_ours(one) for one in package.look(relation.target).iter(main("comment"))):
        return
    root = package.edit(relation.target)
    boxes = package.related(sheet, "vmlDrawing")
    for one in [one for one in root.iter(main("comment")) if _is_ours(one)]:
        if not _take_back(one):
            one.getparent().remove(one)
            if boxes is not None:
                remove_box(package.edit_loose(boxes.target), one.get("ref"))


def _words_part(package: Package, sheet: str) -> str:
    relation = package.related(sheet, "comments")
    if relation is not None:
        return relation.target
    part = package.free_name("xl/comments{}.xml")
    root = etree.Element(main("comments"), nsmap={None: MAIN})
    etree.SubElement(root, main("authors"))
    etree.SubElement(root, main("commentList"))
    package.add(part, root, _COMMENTS_TYPE)
    package.relate(sheet, "comments", part)
    return part


def _boxes_part(package: Package, sheet: str) -> str:
    """The drawing that the sheet itself names, which headers' pictures are not in."""
    named = package.look(sheet).find(main("legacyDrawing"))
    if named is not None:
        return next(one.target for one in package.relations(sheet) if one.id == named.get(RELATION_ID))
    package.by_extension("vml", _VML_TYPE)
    part = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.add(part, etree.fromstring(_VML), "")
    drawing = etree.Element(main("legacyDrawing"))
    drawing.set(RELATION_ID, package.relate(sheet, "vmlDrawing", part))
    put_in_sheet(package.edit(sheet), drawing)
    return part


def _author(root: Element) -> int:
    authors = root.find(main("authors"))
    names = [one.text for one in authors]
    if _AUTHOR not in names:
        etree.SubElement(authors, main("author")).text = _AUTHOR
        names.append(_AUTHOR)
    return names.index(_AUTHOR)


def _say(text: Element, words: str) -> None:
    said = etree.SubElement(text, main("t"))
    said.text = clean(words)
    said.set(_SPACE, "preserve")


def _say_after(text: Element, words: str) -> None:
    """Add our words as a run of their own after the sender's, which may be plain or in runs."""
    for plain in text.findall(main("t")):
        run = etree.Element(main("r"))
        text.replace(plain, run)
        run.append(plain)
    _say(etree.SubElement(text, main("r")), f"\n\n{words}")


def _is_ours(one: Element) -> bool:
    return COMMENT_BEGINS in "".join(one.itertext(main("t")))


def _take_back(one: Element) -> bool:
    """Cut our words out of a comment; whether anything of the sender's is left. Programs join and split runs as they
    like, so it is the words that count."""
    cut, left = False, ""
    for said in list(one.iter(main("t"))):
        before, begins, _ = (said.text or "").partition(COMMENT_BEGINS)
        said.text = "" if cut else before.rstrip("\n") if begins else before
        cut = cut or bool(begins)
        left += said.text
        if cut and not said.text:
            _drop(said)
    return bool(left.strip())


def _drop(said: Element) -> None:
    """Take out words with nothing left in them, and the run that was for them."""
    run = said.getparent()
    run.remove(said)
    if run.tag == main("r"):
        run.getparent().remove(run)

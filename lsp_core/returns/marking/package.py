"""A workbook as its parts: opened, edited part by part, and closed with every other part as it was.

An XLSX file is a zip of XML parts. Which part is of which kind and which belongs to which is said in two kinds of
small lists, the content types and the relationships, which are kept here. The file has passed
`lsp_core.returns.safety`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import basename, dirname, join, normpath, relpath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

Element = Any
"""An lxml element, for which there are no types."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_TYPES_PART = "[Content_Types].xml"
_NO_DATE = (1980, 1, 1, 0, 0, 0)
"""What a zip says of a part without a date; the clock would make every copy different."""


class CannotMarkError(Exception):
    """The workbook is built in a way we do not edit; `rebuilt` makes one that can be marked. Nobody is told more."""


def main(name: str) -> str:
    """A name in the spreadsheet's own namespace."""
    return f"{{{MAIN}}}{name}"


RELATION_ID = f"{{{RELATIONS}}}id"


@dataclass(frozen=True)
class Relation:
    """One part's pointer to another."""

    id: str
    kind: str
    """The last word of its type, such as `worksheet` or `comments`."""
    target: str
    """The part pointed at; empty for an address outside the file."""


class Package:
    """The parts of one workbook. Those edited are written anew, and no others."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as archive:
            self._infos = {info.filename: info for info in archive.infolist()}
            self._parts = {name: archive.read(name) for name in self._infos}
        self._edited: dict[str, Element] = {}

    @property
    def names(self) -> list[str]:
        """Every part's name."""
        return list(self._parts)

    def bytes_of(self, name: str) -> bytes:
        """A part as it was, or as it was put in."""
        return self._parts[name]

    def look(self, name: str) -> Element:
        """A part's XML for reading only, edits so far included."""
        return self._edited[name] if name in self._edited else _parsed(self._parts[name])

    def edit(self, name: str) -> Element:
        """A part's XML; what is done to it is kept."""
        if name not in self._edited:
            self._edited[name] = _parsed(self._parts[name])
        return self._edited[name]

    def edit_loose(self, name: str) -> Element:
        """The same for a part that programs write without closing every tag, as drawings of the old kind are."""
        if name not in self._edited:
            self._edited[name] = etree.fromstring(self._parts[name], _parser(recover=True))
        return self._edited[name]

    def add(self, name: str, root: Element, content_type: str) -> None:
        """Put in a part of a content type; for one that goes by its extension, `by_extension` comes first."""
        self._parts[name] = b""
        self._edited[name] = root
        if content_type:
            override = etree.SubElement(self.edit(_TYPES_PART), f"{{{_PACKAGE}content-types}}Override")
            override.set("PartName", f"/{name}")
            override.set("ContentType", content_type)

    def by_extension(self, extension: str, content_type: str) -> None:
        """See to it that every part with an extension is of a content type."""
        tag = f"{{{_PACKAGE}content-types}}Default"
        if any(one.get("Extension", "").lower() == extension for one in self.look(_TYPES_PART).iter(tag)):
            return
        default = etree.Element(tag, Extension=extension, ContentType=content_type)
        self.edit(_TYPES_PART).insert(0, default)

    def remove(self, name: str) -> None:
        """Take out a part, its pointers to others, and what says of which kind it is."""
        for gone in (name, relations_of(name)):
            self._parts.pop(gone, None)
            self._edited.pop(gone, None)
        for override in self.look(_TYPES_PART).iter(f"{{{_PACKAGE}content-types}}Override"):
            if override.get("PartName") == f"/{name}":
                types = self.edit(_TYPES_PART)
                types.remove(next(one for one in types if one.get("PartName") == f"/{name}"))
                return

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern, such as `xl/comments{}.xml`, that no part has."""
        taken = {name.casefold() for name in self._parts}
        return next(name for number in range(1, 10_000) if (name := pattern.format(number)).casefold() not in taken)

    def relations(self, part: str) -> Iterator[Relation]:
        """What a part points at; the file itself is the part with no name."""
        if relations_of(part) not in self._parts:
            return
        for one in self.look(relations_of(part)):
            inside = one.get("TargetMode") != "External"
            target = _resolved(part, one.get("Target", "")) if inside else ""
            yield Relation(one.get("Id", ""), one.get("Type", "").rsplit("/", 1)[-1], target)

    def related(self, part: str, kind: str) -> Relation | None:
        """The one part of a kind that a part points at; None when there is none."""
        return next((one for one in self.relations(part) if one.kind == kind), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Make a part point at another, and give back the pointer's name."""
        name, tag = relations_of(part), f"{{{_PACKAGE}relationships}}"
        if name not in self._parts:
            self.add(name, etree.Element(f"{tag}Relationships", nsmap={None: f"{_PACKAGE}relationships"}), "")
        taken = {one.id for one in self.relations(part)}
        identity = next(free for number in range(1, 100_000) if (free := f"rId{number}") not in taken)
        relation = etree.SubElement(self.edit(name), f"{tag}Relationship")
        relation.set("Id", identity)
        relation.set("Type", f"{RELATIONS}/{kind}")
        relation.set("Target", relpath(target, dirname(part) or "."))
        return identity

    def unrelate(self, part: str, identity: str) -> None:
        """Take a pointer away."""
        for one in list(self.edit(relations_of(part))):
            if one.get("Id") == identity:
                one.getparent().remove(one)

    def closed(self) -> bytes:
        """The file, its parts in the order they had."""
        content = BytesIO()
        with ZipFile(content, "w", ZIP_DEFLATED) as archive:
            for name, as_it_was in self._parts.items():
                info = ZipInfo(name, self._infos[name].date_time if name in self._infos else _NO_DATE)
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, _written(self._edited[name]) if name in self._edited else as_it_was)
        return content.getvalue()


def relations_of(part: str) -> str:
    """The part that holds a part's pointers."""
    return join(dirname(part), "_rels", f"{basename(part)}.rels")


def _resolved(part: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))


def _parser(recover: bool = False) -> Any:
    """Opens nothing but the text it is given: no entity, no other file, no network."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=recover)


def _parsed(content: bytes) -> Element:
    return etree.fromstring(content, _parser())


def _written(root: Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written

"""Prints a pack as a Word file, by docxtpl, from a template that a clerk can rebrand and edit in Word.

Texts go in escaped, and are never read as a tag; the template itself runs in Jinja's sandbox. The same pack and
template give the same bytes. What a template can print is `pack_as_dict` and the functions of `word_pieces`.
"""

import io
import re
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zipfile import BadZipFile

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lsp_core.errors import PackError
from lsp_core.packs.contents import Pack, pack_as_dict
from lsp_core.packs.word_pieces import Pieces
from lsp_core.packs.word_zip import same_bytes
from lsp_core.packs.xml_text import all_printable

LANGUAGE = "en-GB"
LARGEST_TEMPLATE = 5_000_000
MOST_COMPILED = 50
_MISSING = re.compile(r"has no attribute '([^']+)'|'([^']+)' is undefined")
_REMEDY = (
    "Correct it in the template, or start again from the program's own: `lsp pack template --to pack.docx` writes it."
)


@cache
def own_template() -> bytes:
    """The program's own template."""
    return (files("templates") / "packs" / "pack.docx").read_bytes()


def render_word(pack: Pack, template: bytes | None = None) -> bytes:
    """The Word file. Raises `PackError`, saying what is wrong, where a template of the partnership's has a mistake."""
    values = all_printable(pack_as_dict(pack))
    return render_values(values, own_template() if template is None else template, pack.front.produced_at)


def render_values(values: dict[str, Any], template: bytes, produced_at: int, pieces_of: type[Pieces] = Pieces) -> bytes:
    """Any values that are shaped like a pack's, through a template."""
    document = _opened(template)
    pieces = pieces_of(document)
    try:
        document.render({**values, **pieces.functions()}, _environment(), autoescape=True)
    except TemplateError as mistake:
        raise _explained(mistake) from None
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as mistake:
        raise PackError(f"The Word template cannot be filled in: {mistake}", _REMEDY) from None
    _describe(document, values["front"], produced_at)
    file = io.BytesIO()
    document.save(file)
    return same_bytes(file.getvalue())


def _opened(template: bytes) -> Any:
    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate

    if len(template) > LARGEST_TEMPLATE:
        raise PackError("The Word template is larger than 5 MB", "Make its pictures smaller.")
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.init_docx()
    except (BadZipFile, OpcError, KeyError, ValueError, OSError):
        raise PackError("The Word template is not a Word document (.docx)", _REMEDY) from None
    return document


class _Sandbox(ImmutableSandboxedEnvironment):
    """A name that is missing is an error, and nothing but printing can be done. A template is compiled once, because
    that takes longer than filling it in."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, *args: Any, **options: Any) -> Template:
        """The template of a text, the same one for the same text."""
        if source not in self._compiled:
            if len(self._compiled) >= MOST_COMPILED:
                self._compiled.clear()
            self._compiled[source] = super().from_string(source, *args, **options)
        return self._compiled[source]


@cache
def _environment() -> _Sandbox:
    return _Sandbox()


def _explained(mistake: TemplateError) -> PackError:
    """What is wrong in the template, in words for who edits it in Word, and where as far as Jinja can say."""
    near = [text for line in getattr(mistake, "docx_context", ()) if (text := " ".join(line.split()))]
    where = f" (near: {' / '.join(near)[:200]})" if near and isinstance(mistake, TemplateSyntaxError) else ""
    missing = _MISSING.search(str(mistake))
    if isinstance(mistake, UndefinedError) and missing:
        name = missing[1] or missing[2]
        return PackError(f"The Word template asks for {name!r}, which a pack does not have there{where}", _REMEDY)
    if isinstance(mistake, SecurityError):
        return PackError(f"The Word template does what a template may not: {mistake}", _REMEDY)
    return PackError(f"The Word template has a tag that cannot be read: {mistake}{where}", _REMEDY)


def _describe(document: Any, front: dict[str, Any], produced_at: int) -> None:
    """The properties of the file: what it is, whose, when, and in which language."""
    about = document.docx.core_properties
    when = datetime.fromtimestamp(produced_at, UTC).replace(tzinfo=None)
    about.title = _short(f"{front['title']}, {front['quarter']}: {front['board']}")
    about.author = about.last_modified_by = _short(front["partnership"])
    about.subject, about.language = _short(front["stamp"]), LANGUAGE
    about.created = about.modified = about.last_printed = when
    about.revision = 1


def _short(text: str) -> str:
    return text[:255]

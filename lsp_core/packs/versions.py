"""Which templates, printers and rules made a pack: a published pack rebuilds byte for byte only by the same ones."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

PRINTERS = (
    "typst", "jinja2", "fontpkg-atkinson-hyperlegible", "docxtpl", "python-docx", "resvg-py", "gptables", "xlsxwriter",
)  # fmt: skip
_LENGTH = 12


@cache
def template_version() -> str:
    """A digest over the template files and the versions of what prints them, for example `3f9a1c02b7de`."""
    digest = hashlib.sha256()
    _add(digest, files("templates") / "packs")
    for package in PRINTERS:
        digest.update(f"{package}=={version(package)}\0".encode())
    return digest.hexdigest()[:_LENGTH]


@cache
def engine_version() -> str:
    """A digest over the code that decides what a pack says. All of `lsp_core` counts: a new word anywhere may show."""
    digest = hashlib.sha256()
    _add(digest, files("lsp_core"), ending=".py")
    return digest.hexdigest()[:_LENGTH]


def _add(digest: "hashlib._Hash", folder: Traversable, ending: str = "") -> None:
    """Count every file of a folder in, by its path and content, in a fixed order."""
    for path, content in sorted(_contents(folder, ending)):
        digest.update(f"{path}\0{len(content)}\0".encode() + content)


def _contents(folder: Traversable, ending: str, path: str = "") -> Iterator[tuple[str, bytes]]:
    """Path and content of each file; line ends count the same on every system."""
    for item in folder.iterdir():
        if item.is_dir() and item.name != "__pycache__":
            yield from _contents(item, ending, f"{path}{item.name}/")
        elif item.is_file() and item.name.endswith(ending):
            yield f"{path}{item.name}", item.read_bytes().replace(b"\r\n", b"\n")

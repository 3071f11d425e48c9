"""Which templates and printers made a pack: a published pack rebuilds byte for byte only by the same ones."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

PRINTERS = ("typst", "jinja2", "fontpkg-atkinson-hyperlegible")


@cache
def template_version() -> str:
    """A digest over the template files and the versions of what prints them, for example `3f9a1c02b7de`."""
    digest = hashlib.sha256()
    for name, content in sorted(_template_files(files("templates") / "packs")):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    for package in PRINTERS:
        digest.update(f"{package}=={version(package)}\0".encode())
    return digest.hexdigest()[:12]


def _template_files(folder: Traversable) -> list[tuple[str, bytes]]:
    """Name and content of each file; line ends count the same on every system."""
    return [(item.name, item.read_bytes().replace(b"\r\n", b"\n")) for item in folder.iterdir() if item.is_file()]

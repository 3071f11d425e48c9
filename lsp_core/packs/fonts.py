"""The pack's typeface, Atkinson Hyperlegible, found where it was installed: drawn to be told apart letter by letter.

It is carried inside both forms of the pack, so a reader's machine needs nothing.
"""

import base64
from functools import cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Atkinson Hyperlegible"
_FACES = {"normal": "AtkinsonHyperlegible-Regular.ttf", "bold": "AtkinsonHyperlegible-Bold.ttf"}


def font_folder() -> Path:
    """The folder with the font files."""
    return Path(str(files("fontpkg_atkinson_hyperlegible"))) / "files"


@cache
def font_faces() -> str:
    """The regular and the bold as CSS that needs no network."""
    return "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; '
        f"src: url(data:font/ttf;base64,{_encoded(name)}) format('truetype'); }}"
        for weight, name in _FACES.items()
    )


def _encoded(name: str) -> str:
    return base64.b64encode((font_folder() / name).read_bytes()).decode("ascii")

"""Draws `docs/pack-page.png`, the picture in the README: the first exception page of one of the demonstration's packs.

Run `make demo` first, then `python -m examples.picture`; or name another pack: `python -m examples.picture PACK.pdf`.
"""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from examples.demo import OUTPUT

PACK = OUTPUT / "packs" / "2023-24-Q4-STRATEGIC-final.pdf"
PICTURE = Path(__file__).parents[1] / "docs" / "pack-page.png"
BEFORE_IT = "Since the board last met"
"""The bookmark just before the exception pages."""
DOTS_PER_POINT = 1.5
COLOURS = 64
"""Enough for ink, greys and two colours with their soft edges; keeps the file well under 150 kB."""


def main() -> None:
    """Draw the page, and say where it is."""
    pack = Path(sys.argv[1]) if len(sys.argv) > 1 else PACK
    if not pack.exists():
        sys.exit(f"There is no pack at {pack}. Run make demo first.")
    page = picture_of(pack)
    page.save(PICTURE, optimize=True)
    sys.stdout.write(f"{PICTURE}: {page.width} by {page.height} pixels, {PICTURE.stat().st_size // 1000} kB\n")


def picture_of(pack: Path) -> Image.Image:
    """The first exception page."""
    with pypdfium2.PdfDocument(pack) as document:
        places = [(item.get_title(), item.get_dest().get_index()) for item in document.get_toc() if item.level == 0]
        first = [title for title, _ in places].index(BEFORE_IT) + 1
        drawn = document[places[first][1]].render(scale=DOTS_PER_POINT).to_pil()
    return drawn.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()

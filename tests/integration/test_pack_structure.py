"""What somebody who cannot see a pack's PDF meets in it, by its structure tree; and what is left of it in black."""

import io
from collections.abc import Iterator
from itertools import combinations, pairwise

import pikepdf
import pypdfium2
import pytest
import typst
from PIL import Image, ImageChops

from lsp_core.packs.contents import Pack
from lsp_core.packs.pdf import render_pdf
from lsp_core.packs.shapes import Shape, status_shape
from tests.unit.packs_everything import facts_with_everything
from tests.unit.packs_sample import sample_pack

MOST_BYTES = 2_000_000
LIGHTEST_INK = 200
"""Of 255: what a black and white printer would leave white."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    """With something in every section."""
    return sample_pack(facts=facts_with_everything("Words"))


@pytest.fixture(scope="module")
def printed(pack: Pack) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(render_pdf(pack))) as document:
        yield document


def kids(element: pikepdf.Object) -> list[pikepdf.Dictionary]:
    """The elements directly under one."""
    found = element.get("/K", [])
    among = found if isinstance(found, pikepdf.Array) else [found]
    return [kid for kid in among if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def every(element: pikepdf.Object, role: str) -> Iterator[pikepdf.Dictionary]:
    """Every element of a role, in the order it is read."""
    for kid in kids(element):
        if role == kid.S:
            yield kid
        yield from every(kid, role)


def scope_of(header: pikepdf.Dictionary) -> str:
    attributes = header.get("/A", [])
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if "/Scope" in one:
            return str(one.Scope)
    return ""


def test_every_figure_has_a_text_alternative_that_says_something(pack: Pack, printed: pikepdf.Pdf) -> None:
    said = [str(figure.get("/Alt", "")) for figure in every(printed.Root.StructTreeRoot, "/Figure")]
    assert [alt for alt in said if len(alt.split()) < 5] == []
    drawn = [line.sparkline for outcome in pack.overview for line in outcome.measures if line.sparkline]
    charts = [story.chart for page in pack.exceptions for story in page.measures if story.chart]
    beside = [story.beside for page in pack.exceptions for story in page.measures if story.beside and story.beside.svg]
    assert charts
    assert beside
    assert len(said) >= len(drawn) + len(charts) + 2 * len(beside)


def test_every_table_opens_with_a_header_for_each_of_its_columns(printed: pikepdf.Pdf) -> None:
    tables = list(every(printed.Root.StructTreeRoot, "/Table"))
    assert len(tables) > 10
    for table in tables:
        first, *rows = every(table, "/TR")
        assert {cell.S for cell in kids(first)} == {"/TH"}
        assert {scope_of(cell) for cell in kids(first)} == {"/Column"}
        assert rows
        assert max(len(kids(row)) for row in rows) == len(kids(first))


def test_headings_step_down_one_level_at_a_time(printed: pikepdf.Pdf) -> None:
    levels = [int(str(role)[2]) for role in roles(printed.Root.StructTreeRoot) if role in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def roles(element: pikepdf.Object) -> Iterator[str]:
    for kid in kids(element):
        yield str(kid.S)
        yield from roles(kid)


def test_every_section_and_page_has_a_bookmark_and_the_language_is_named(pack: Pack, printed: pikepdf.Pdf) -> None:
    with printed.open_outline() as outline:
        titles = [item.title for item in outline.root]
    expected = ["What to challenge", "Every outcome and measure", "Since the board last met",
                *(page.headline for page in pack.exceptions), *(section.title for section in pack.short), "Risks",
                "Money and people beside outcomes", "Late, missing and revised figures", "Annex: every measure",
                "How it is worked out"]  # fmt: skip
    assert titles == expected
    assert str(printed.Root.Lang) == "en-GB"


def test_it_is_small_enough_for_any_mailbox(pack: Pack) -> None:
    assert len(render_pdf(pack)) < MOST_BYTES


def in_black(shape: Shape) -> Image.Image:
    """A shape as a printer without grey or colour would leave it."""
    page = "#set page(width: 64pt, height: 64pt, margin: 0pt)\n#image(bytes(sys.inputs.svg), width: 100%)"
    pdf = typst.compile(page.encode(), format="pdf", sys_inputs={"svg": status_shape(shape)})
    with pypdfium2.PdfDocument(pdf) as document:
        grey = document[0].render(scale=1, grayscale=True).to_pil().convert("L")
    return grey.point(lambda tone: 0 if tone < LIGHTEST_INK else 255)


def test_no_two_shapes_differ_by_colour_alone() -> None:
    drawn = {shape: in_black(shape) for shape in Shape}
    alike = [
        (one, other)
        for one, other in combinations(Shape, 2)
        if sum(ImageChops.difference(drawn[one], drawn[other]).histogram()[1:]) < 0.05 * 64 * 64
    ]
    assert alike == []

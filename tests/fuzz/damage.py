"""Files damaged on their way or by a program: bytes flipped, parts swapped, XML mangled, ends cut off.

What such a file says nobody knows. It may be refused; what is read from it must be what its cells show.
"""

import re
import warnings
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import load_workbook

from lsp_core.requests.workbook import request_workbook
from tests.factories import Q1, a_plan, a_request
from tests.fuzz.forms import NAME, Made, filled_in

SEEDS = Path(__file__).parent / "seeds"
ODD_TEXTS = (
    "",
    "\x00",
    "\x0b",
    "\ufffe",
    "\U0001f4ca",
    "&#0;",
    "&amp;amp;",
    "]]>",
    "<!--",
    "1e309",
    "-1",
    "99999999999",
)
ODD_NUMBERS = ("0", "-1", "1", "16385", "1048577", "4294967296", "1e400", "NaN", "", "9" * 30)

Damage = Callable[[Random, bytes], bytes]


@cache
def ours() -> bytes:
    """The request workbook, filled in."""
    book = load_workbook(BytesIO(request_workbook(a_plan(), a_request("COUNCIL", Q1), {}, {})))
    figures, money = book["Figures"], book["Resources"]
    figures["H4"], figures["I4"], figures["J4"] = 74.3, "provisional", "Café and “two” sites; £5 each"
    figures["H5"], figures["H5"].number_format, figures["H6"] = 0.123, "0.0%", "1,204"
    money["E4"], money["F4"], money["G4"] = 98000, 395000, 3.5
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@cache
def saved_by_libreoffice(form: str) -> bytes:
    """The same workbook as LibreOffice saves it."""
    return (SEEDS / f"filled.{form}").read_bytes()


def damaged(random: Random) -> Made:
    """A good file, damaged once or a few times."""
    made, zipped = _undamaged(random)
    content, names = made.content, []
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        damage = random.choice(OF_ZIPS if zipped else OF_BYTES)
        content = damage(random, content)
        names.append(damage.__name__.strip("_"))
    return Made(made.name, content, f"{made.how}; {', '.join(names)}", {})


def _undamaged(random: Random) -> tuple[Made, bool]:
    choice = random.random()
    if choice < 0.02:
        return Made(f"{NAME}.xls", saved_by_libreoffice("xls"), "xls", {}), False
    if choice < 0.15:
        return Made(f"{NAME}.ods", saved_by_libreoffice("ods"), "ods", {}), True
    if choice < 0.50:
        return Made(f"{NAME}.xlsx", ours(), "our own workbook", {}), True
    made = filled_in(random)
    return made, made.content.startswith(b"PK")


def _bytes_flipped(random: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 3, 20))):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut_short(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _bytes_dropped(random: Random, content: bytes) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] + content[place + random.choice((1, 2, 50)) :]


def _bytes_repeated(random: Random, content: bytes) -> bytes:
    place, length = random.randrange(len(content) + 1), random.choice((1, 10, 300))
    return content[:place] + content[place : place + length] * random.choice((2, 50)) + content[place:]


def _noise_put_in(random: Random, content: bytes) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] + random.choice(ODD_TEXTS).encode("utf-8") + content[place:]


def _something_in_front(random: Random, content: bytes) -> bytes:
    return random.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<", b"PK", b"\x00", b"sep=,\n", b'"')) + content


OF_BYTES: tuple[Damage, ...] = (
    _bytes_flipped,
    _cut_short,
    _bytes_dropped,
    _bytes_repeated,
    _noise_put_in,
    _something_in_front,
)


def _rezipped(content: bytes, change: Callable[[list[tuple[str, bytes]]], None], packing: int = ZIP_DEFLATED) -> bytes:
    """The zip made again with its parts changed; as it was when it is no zip any more."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # damaged already
        return content
    change(parts)
    out = BytesIO()
    with warnings.catch_warnings(), ZipFile(out, "w", packing, compresslevel=1) as archive:
        warnings.simplefilter("ignore")  # zipfile says when a part is the second of its name
        for name, part in parts:
            archive.writestr(name.replace("\x00", "") or "x", part)
    return out.getvalue()


def _part_dropped(random: Random, content: bytes) -> bytes:
    return _rezipped(content, lambda parts: parts.pop(random.randrange(len(parts))) if parts else None)


def _parts_swapped(random: Random, content: bytes) -> bytes:
    def swap(parts: list[tuple[str, bytes]]) -> None:
        if len(parts) > 1:
            one, other = random.sample(range(len(parts)), 2)
            parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])

    return _rezipped(content, swap)


def _part_twice(random: Random, content: bytes) -> bytes:
    def twice(parts: list[tuple[str, bytes]]) -> None:
        if parts:
            name, part = random.choice(parts)
            parts.append((random.choice((name, name.upper(), f"{name}2")), _mangled(random, part)))

    return _rezipped(content, twice)


def _part_cut(random: Random, content: bytes) -> bytes:
    return _rezipped(content, lambda parts: _change_one(random, parts, _cut_short))


def _part_flipped(random: Random, content: bytes) -> bytes:
    return _rezipped(content, lambda parts: _change_one(random, parts, _bytes_flipped))


def _xml_mangled(random: Random, content: bytes) -> bytes:
    return _rezipped(content, lambda parts: _change_one(random, parts, _mangled))


def _stored_unpacked(_: Random, content: bytes) -> bytes:
    return _rezipped(content, lambda parts: None, ZIP_STORED)


def _change_one(random: Random, parts: list[tuple[str, bytes]], change: Damage) -> None:
    """Change a part; the sheets, the strings and the styles oftener than the rest."""
    if parts:
        likely = [
            n for n, (name, _) in enumerate(parts) if re.search(r"sheet1|strings|styles|content|workbook", name, re.I)
        ]
        place = random.choice(likely or range(len(parts))) if random.random() < 0.8 else random.randrange(len(parts))
        parts[place] = parts[place][0], change(random, parts[place][1])


def _mangled(random: Random, part: bytes) -> bytes:
    """A tag dropped, doubled or moved; an attribute or a value replaced by something odd."""
    pieces = re.split(rb"(<[^>]*>)", part)
    for _ in range(random.choice((1, 2, 6))):
        place = random.randrange(len(pieces))
        match random.randrange(6):
            case 0:
                pieces[place] = b""
            case 1:
                pieces[place] *= 2
            case 2:
                other = random.randrange(len(pieces))
                pieces[place], pieces[other] = pieces[other], pieces[place]
            case 3:
                odd = random.choice(ODD_NUMBERS).encode()
                pieces[place] = re.sub(rb'="[^"]*"', b'="' + odd + b'"', pieces[place], count=1)
            case 4 if not pieces[place].startswith(b"<"):
                pieces[place] = random.choice(ODD_TEXTS + ODD_NUMBERS).encode("utf-8")
            case _:
                pieces[place] = re.sub(rb'"(\d+)"', lambda found: b'"%d"' % (int(found[1]) + 1), pieces[place])
    return b"".join(pieces)


OF_ZIPS: tuple[Damage, ...] = (
    *(_bytes_flipped, _cut_short, _bytes_dropped, _something_in_front),
    *(_part_dropped, _parts_swapped, _part_twice, _part_cut, _part_flipped, _stored_unpacked),
    *(_xml_mangled,) * 8,
)

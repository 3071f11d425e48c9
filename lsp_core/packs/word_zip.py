"""The same bytes for the same Word file: the zip it is keeps no clock, and its parts lie in a fixed order."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST = "[Content_Types].xml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def same_bytes(content: bytes) -> bytes:
    """The zip again, packed in one way."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(packed, "w", ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda name: (name != _FIRST, name)):
            part = ZipInfo(name, _LONG_AGO)
            part.compress_type, part.create_system, part.external_attr = ZIP_DEFLATED, 0, 0
            after.writestr(part, before.read(name))
    return packed.getvalue()

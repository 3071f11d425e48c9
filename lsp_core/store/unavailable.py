"""What a database that cannot be used says, and what that means to the person who has to put it right."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, InternalError, OperationalError

from lsp_core.errors import StoreError

_NOTHING_LOST = "Nothing half-done was kept."
_DOES_NOT_ANSWER = (
    "does not answer",
    f"{_NOTHING_LOST} Check that it is running and that LSP_DATABASE_URL is right, then run this again.",
)
_BUSY = (
    "is being written to by somebody else, and has been for a minute",
    f"{_NOTHING_LOST} Wait for the other run to end, or end it if it hangs; then run this again.",
)
_FULL = ("has no room left on its disk", f"{_NOTHING_LOST} Free some space, then run this again.")
_DISK_FAILS = (
    "cannot be read from or written to its disk",
    f"{_NOTHING_LOST} Check that the disk has room and is in order, then run this again.",
)
_READ_ONLY = (
    "cannot be written to",
    f"{_NOTHING_LOST} Check who may write to it, and to the folder it is in; then run this again.",
)
_DAMAGED = (
    "is damaged, or is no database",
    "Check LSP_DATABASE_URL. If it is right, put back the last copy, and keep the damaged one for whoever looks at it.",
)
_MEANINGS = {
    "database is locked": _BUSY,
    "lock timeout": _BUSY,
    "is full": _FULL,
    "No space left": _FULL,
    "disk I/O error": _DISK_FAILS,
    "readonly database": _READ_ONLY,
    "read-only transaction": _READ_ONLY,
    "malformed": _DAMAGED,
    "not a database": _DAMAGED,
}


@contextmanager
def said_plainly(url: str) -> Iterator[None]:
    """Raise `StoreError` for a database that does not do its part.

    A row that breaks a rule is another matter: that is a mistake of ours, and crashes.
    """
    try:
        yield
    except DatabaseError as error:
        if not isinstance(error, OperationalError | InternalError) and type(error) is not DatabaseError:
            raise
        raise _unavailable(url, error) from error


def _unavailable(url: str, error: DatabaseError) -> StoreError:
    """The reason and the remedy; never with the password."""
    where = make_url(url).render_as_string(hide_password=True)
    said = " ".join(str(error.orig).split())
    happened, remedy = next((meaning for words, meaning in _MEANINGS.items() if words in said), _DOES_NOT_ANSWER)
    return StoreError(f"The database at {where} {happened} ({said})", remedy)

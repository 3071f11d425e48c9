"""Files kept by the SHA-256 of their bytes. Add if missing; the same bytes are kept once."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from lsp_core.store.tables import StoredFile


def digest_of(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def keep(session: Session, content: bytes, media_type: str, now: datetime) -> str:
    """Keep some bytes, and give back the digest they are kept by."""
    digest = digest_of(content)
    if session.get(StoredFile, digest) is None:
        session.add(StoredFile(digest=digest, media_type=media_type, content=content, stored_at=now))
        session.flush()
    return digest


def content_of(session: Session, digest: str) -> bytes:
    """The bytes kept by a digest."""
    return session.get_one(StoredFile, digest).content

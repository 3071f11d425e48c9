"""What everything in a plan is made of: codes, and values that are frozen and refuse fields they do not know."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
"""A short name that never changes: letters, digits, dots, dashes and underscores."""


class Declaration(BaseModel):
    """Anything a partnership declares: frozen, and unknown fields are mistakes rather than silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

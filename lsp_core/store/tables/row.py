"""What every table has in common: how it names its constraints, and how our own values are kept."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, MetaData, String
from sqlalchemy.orm import DeclarativeBase

from lsp_core.periods import Period, Quarter
from lsp_core.store.types import Exact, Instant, PeriodCode, QuarterCode

CODE = String(40)
DIGEST = String(64)
REFERENCE = String(80)


class Row(DeclarativeBase):
    """One row of any table. Constraint names are fixed, so that migrations can name what they change."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        Decimal: Exact,
        Quarter: QuarterCode,
        Period: PeriodCode,
        dict[str, str]: JSON,
        list[str]: JSON,
        list[dict[str, str]]: JSON,
    }

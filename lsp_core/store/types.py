"""Column types that keep our values exact: instants with their zone, decimals to the digit, periods by their code."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, Numeric, String, TypeDecorator
from sqlalchemy.types import TypeEngine

from lsp_core.periods import Period, Quarter, parse_period


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC. SQLite has no zones, so there it is kept without and given back with."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive instant: nobody could say when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        stored: datetime = value
        return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal to the last digit: NUMERIC on PostgreSQL, text on SQLite, whose own numbers are binary floats."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text where the database would round."""
        return dialect.type_descriptor(String(60) if dialect.name == "sqlite" else Numeric(asdecimal=True))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """As text for SQLite, as it is for the rest."""
        return str(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Always a Decimal."""
        return None if value is None else Decimal(value)


class QuarterCode(TypeDecorator[Quarter]):
    """A quarter by its code, which sorts in time order and can be read by anyone looking at the table."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: Quarter | None, dialect: Dialect) -> str | None:
        """The code."""
        return None if value is None else value.code

    def process_result_value(self, value: Any, dialect: Dialect) -> Quarter | None:
        """The quarter."""
        return None if value is None else Quarter.parse(value)


class PeriodCode(TypeDecorator[Period]):
    """Any period by its code. Codes of different kinds do not sort; order by the period's end instead."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: Period | None, dialect: Dialect) -> str | None:
        """The code."""
        return None if value is None else value.code

    def process_result_value(self, value: Any, dialect: Dialect) -> Period | None:
        """The period."""
        return None if value is None else parse_period(value)

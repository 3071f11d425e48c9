"""The fixtures of the integration tests, for faults to happen to."""

from tests.integration.conftest import database, database_url, office

__all__ = ["database", "database_url", "office"]

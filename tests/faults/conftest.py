"""The fixtures of the integration tests, for faults to happen to, and a quarter to which none happens."""

from collections.abc import Iterator
from shutil import rmtree

import pytest

from tests.faults.undisturbed import Undisturbed, live_undisturbed
from tests.integration.conftest import database, database_url, office

__all__ = ["database", "database_url", "office"]


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    """One whole quarter that nothing happens to."""
    root = tmp_path_factory.mktemp("faults")
    yield live_undisturbed(root)
    rmtree(root)

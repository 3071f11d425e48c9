"""Chromium, started once, and packs for it to open. Without a Chromium on the machine these tests are skipped aloud.

`LSP_TEST_CHROMIUM` names one that is somewhere unusual. No page can reach a network: whatever it asks for is noted.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from lsp_core.packs.html import render_html
from tests.two_quarters import two_quarters
from tests.unit.packs_hostile import HOSTILE, a_hostile_plan
from tests.unit.packs_sample import a_sample_plan, sample_facts, sample_pack

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PACKS = ("two quarters", "first draft", "longest words")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window. It opens only our own files, so that it may run as root without its sandbox.

    Closed with the module: while it is open an event loop runs, in which Prefect takes every test for a coroutine.
    """
    found = os.environ.get("LSP_TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on this machine, and LSP_TEST_CHROMIUM names none")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, chromium_sandbox=False, args=[*QUIET])
        yield started
        started.close()


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Packs as files: a second quarter with everything people said, a draft, and one with words that fill no line."""
    folder = tmp_path_factory.mktemp("packs")
    hostile = a_hostile_plan(a_sample_plan(), " ".join(HOSTILE))
    made = {
        "two quarters": two_quarters(folder).html,
        "first draft": render_html(sample_pack()),
        "longest words": render_html(sample_pack(facts=replace(sample_facts(hostile, note=" ".join(HOSTILE))))),
    }
    paths = {name: folder / f"{name.replace(' ', '-')}.html" for name in made}
    for name, path in paths.items():
        path.write_text(made[name], encoding="utf-8")
    return paths


@pytest.fixture(params=PACKS)
def pack(request: pytest.FixtureRequest, files: dict[str, Path]) -> Path:
    """Each pack in turn."""
    return files[request.param]


class Opened:
    """A page in the browser, and what it asked the network for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked_for: list[str] = []
        page.route("**/*", self._note)

    def _note(self, route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
            return
        self.asked_for.append(route.request.url)
        route.abort()

    def open(self, path: Path) -> Page:
        """Open a file and wait until it is drawn."""
        self.page.goto(path.as_uri())
        return self.page


@pytest.fixture
def opened(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """A fresh page as wide as a desk's screen, or as the test's parameter says."""
    page = browser.new_page(viewport={"width": getattr(request, "param", 1280), "height": 800})
    yield Opened(page)
    page.close()

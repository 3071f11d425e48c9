"""What the documents say about the project is true: their links lead somewhere, and their commands exist."""

import re
from pathlib import Path

import pytest

from lsp_core.cli import COMMANDS
from lsp_core.cycle import CycleStatus

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"(?:^|`|bin/)lsp ([a-z][a-z-]*)", re.MULTILINE)


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_a_page_tells_people_to_type_exists(page: Path) -> None:
    typed = set(COMMAND.findall(page.read_text(encoding="utf-8")))
    assert typed <= set(COMMANDS), typed - set(COMMANDS)


def test_every_target_the_readme_and_contributing_name_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"`?make ([a-z]+)`?", (ROOT / page).read_text(encoding="utf-8")):
            assert f"\n{target}:" in makefile, (page, target)


def test_every_state_of_the_cycle_is_on_its_page() -> None:
    page = (ROOT / "docs" / "cycle.md").read_text(encoding="utf-8")
    assert all(f"| {status} |" in page for status in CycleStatus)


def test_nothing_in_the_project_names_a_package_registry_or_an_absolute_home() -> None:
    names = re.compile(r"(?:pypi|pythonhosted|npmjs)\.(?:org|com)|/(?:home|root|Users)/[a-z]", re.IGNORECASE)
    texts = (".py", ".md", ".toml", ".txt", ".yaml", ".json", ".csv", ".j2", ".typ", "Makefile", "run")
    skipped = {".venv", ".git", "demo-output", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
    for path in ROOT.rglob("*"):
        if path.is_file() and path.name.endswith(texts) and not skipped & set(path.relative_to(ROOT).parts):
            assert not names.search(path.read_text(encoding="utf-8", errors="replace")), path


def test_every_pinned_version_is_one_the_project_asks_for() -> None:
    pinned = {
        line.split("==")[0].split("[")[0].strip().lower()
        for pins in ("requirements.txt", "requirements-bench.txt")
        for line in (ROOT / pins).read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    wanted = re.findall(r'^\s+"([A-Za-z0-9.-]+)', _dependencies(), re.MULTILINE)
    assert len(wanted) > 20
    assert {name.lower().replace(".", "-") for name in wanted} <= pinned


def _dependencies() -> str:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return text[text.index("dependencies = [") : text.index("[project.scripts]")]

"""The Word file opened by a real word processor, and printed by it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from lsp_core.packs.word import render_word
from tests.integration.test_pack_pdf import squeezed, text_of
from tests.unit.packs_hostile import HOSTILE, a_hostile_plan
from tests.unit.packs_sample import a_sample_plan, sample_facts, sample_pack

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")


def printed_by_libreoffice(word: bytes, folder: Path) -> str:
    source = folder / "pack.docx"
    source.write_bytes(word)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return text_of((folder / "pack.pdf").read_bytes())


def test_it_prints_with_its_words_pictures_and_page_numbers(tmp_path: Path) -> None:
    words = printed_by_libreoffice(render_word(sample_pack()), tmp_path)
    for expected in (
        "What to challenge",
        "Measure AE4H: off track and getting worse",
        "Draft version 2 - not signed off",
    ):
        assert squeezed(expected) in words
    assert squeezed("Page 1 of ") in words


def test_it_opens_with_all_hostile_words_at_once(tmp_path: Path) -> None:
    everything = " ".join(HOSTILE)
    facts = sample_facts(a_hostile_plan(a_sample_plan(), everything), note=everything)
    words = printed_by_libreoffice(render_word(sample_pack(facts=facts)), tmp_path)
    assert squeezed("<script>alert('x')</script>") in words
    assert squeezed("{{ 7 * 7 }}") in words

"""Which templates and printers made a pack."""

import re

from lsp_core.packs.versions import PRINTERS, engine_version, template_version


def test_the_template_version_is_short_and_the_same_each_time():
    first = template_version()
    template_version.cache_clear()
    assert re.fullmatch(r"[0-9a-f]{12}", first)
    assert template_version() == first


def test_the_template_version_changes_with_the_printers(monkeypatch):
    first = template_version()
    template_version.cache_clear()
    monkeypatch.setattr("lsp_core.packs.versions.PRINTERS", PRINTERS[:1])
    assert template_version() != first
    template_version.cache_clear()


def test_the_engine_version_is_short_and_not_the_template_version():
    assert re.fullmatch(r"[0-9a-f]{12}", engine_version())
    assert engine_version() != template_version()

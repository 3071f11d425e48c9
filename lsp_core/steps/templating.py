"""The partnership's own Word template: tried out, kept, and used from then on. Every pack remembers which made it."""

from datetime import datetime

from lsp_core.forms import FORM_FILES, PackForm
from lsp_core.packs.word import own_template
from lsp_core.packs.word_trial import try_template
from lsp_core.steps.report import StepReport
from lsp_core.store import files, word_templates
from lsp_core.store.database import Database


def use_template(database: Database, template: bytes | None, now: datetime) -> StepReport:
    """Make every pack's Word file from this template from now on; None goes back to the program's own.

    Raises `PackError`, saying what is wrong, where the template has a mistake; then nothing has changed.
    """
    if template is not None:
        try_template(template)
    with database.writing() as session:
        media_type = FORM_FILES[PackForm.WORD].media_type
        digest = files.keep(session, template, media_type, now) if template is not None else None
        if word_templates.in_use(session, now) == digest:
            return StepReport("Word template")
        word_templates.use(session, digest, now)
    whose = "the partnership's own template" if template is not None else "the program's template"
    return StepReport("Word template", (f"Word files are made from {whose} from now on.",))


def template_in_use(database: Database, now: datetime) -> bytes:
    """The template Word files are made from, for editing."""
    with database.reading() as session:
        digest = word_templates.in_use(session, now)
        return files.content_of(session, digest) if digest is not None else own_template()

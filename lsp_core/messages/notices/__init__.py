"""Every message the engine sends: a function each, which takes values and returns who is told what in which words.

The words themselves are in `templates/messages`. Handing over is `lsp_core.messages.delivery`.
"""

from lsp_core.messages.notices.answering import answer_notice, refusal_notice
from lsp_core.messages.notices.asking import Asked, asking_notice, escalation_notice, reminder_notice, request_notice
from lsp_core.messages.notices.commentary import commentary_notices
from lsp_core.messages.notices.discontinued import discontinued_notice
from lsp_core.messages.notices.notice import TAGS, AskedFor, Attachment, Notice, NoticeKind
from lsp_core.messages.notices.off_track import off_track_notices
from lsp_core.messages.notices.packs import draft_pack_notice, pack_notice, pack_subject, readers
from lsp_core.messages.notices.proposals import proposal_notice

__all__ = [
    "TAGS",
    "Asked",
    "AskedFor",
    "Attachment",
    "Notice",
    "NoticeKind",
    "answer_notice",
    "asking_notice",
    "commentary_notices",
    "discontinued_notice",
    "draft_pack_notice",
    "escalation_notice",
    "off_track_notices",
    "pack_notice",
    "pack_subject",
    "proposal_notice",
    "readers",
    "refusal_notice",
    "reminder_notice",
    "request_notice",
]

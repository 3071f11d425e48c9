"""The tables. A change here goes with a migration in `lsp_core/store/migrations`; a test compares the two.

The plan is kept as the documents it was read from, one row a version; everything that happens is rows. See
`docs/decisions/0002-the-plan-is-a-document.md`. A new table is a class in the module of its noun and a name here.
"""

from lsp_core.store.tables.challenge import (
    ActionMovedRow,
    ActionRow,
    BoardDecisionRow,
    CommentaryRow,
    QuestionAnsweredRow,
    QuestionPutRow,
)
from lsp_core.store.tables.checks import ExplanationRow, WaiverRow
from lsp_core.store.tables.cycles import CycleEventRow, DataRequestRow, ExtensionRow
from lsp_core.store.tables.figures import ObservationRow, ResourceObservationRow
from lsp_core.store.tables.imports import ImportedFileRow
from lsp_core.store.tables.judgements import (
    AssessmentRow,
    OwnerForecastRow,
    RebaseDecisionRow,
    RiskDecisionRow,
    RiskProposalRow,
    StatusOverrideRow,
)
from lsp_core.store.tables.mail import IncomingMailRow, MailArrivalRow
from lsp_core.store.tables.messages import MessageRow
from lsp_core.store.tables.packs import PackFileRow, PackRow, WordTemplateRow
from lsp_core.store.tables.plans import CurrentPlan, PlanVersion, StoredFile
from lsp_core.store.tables.returns import FindingRow, PartnerReturnRow
from lsp_core.store.tables.row import Row

__all__ = [
    "ActionMovedRow",
    "ActionRow",
    "AssessmentRow",
    "BoardDecisionRow",
    "CommentaryRow",
    "CurrentPlan",
    "CycleEventRow",
    "DataRequestRow",
    "ExplanationRow",
    "ExtensionRow",
    "FindingRow",
    "ImportedFileRow",
    "IncomingMailRow",
    "MailArrivalRow",
    "MessageRow",
    "ObservationRow",
    "OwnerForecastRow",
    "PackFileRow",
    "PackRow",
    "PartnerReturnRow",
    "PlanVersion",
    "QuestionAnsweredRow",
    "QuestionPutRow",
    "RebaseDecisionRow",
    "ResourceObservationRow",
    "RiskDecisionRow",
    "RiskProposalRow",
    "Row",
    "StatusOverrideRow",
    "StoredFile",
    "WaiverRow",
    "WordTemplateRow",
]

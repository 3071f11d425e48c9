"""The risk register: how it stands, and what this quarter's judgements propose to change.

A missed outcome *proposes* a change to the risk that watches it; the owner accepts, amends or rejects. Likelihood rises
fast and falls slowly; impact comes from the outcome's weight in the plan, never from the size of the gap. This quarter
is always worked out from the register as last quarter left it, so closing twice proposes what closing once did.
Decisions are kept by `lsp_core.store.risks`.
"""

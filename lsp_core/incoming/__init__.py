"""E-mail that came in: what a message is, which of its attachments are returns, and whom it may be answered.

Pure: bytes and values go in, values come out. Fetching and filing away is `lsp_core.channels.mailbox`; keeping is
`lsp_core.steps.receiving_mail`; whose a return is, `lsp_core.returns.pointers`.
"""

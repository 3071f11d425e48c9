"""What is said, to whom, and handing it over.

`notices` decides the words and takes values only; `addresses` knows where a person's messages go; `outgoing` is one
message ready to hand over, and `delivery` hands it to Apprise. Which messages wait and which have gone is kept by
`lsp_core.store.outbox`; who is reminded on which day is `lsp_core.requests.reminders`.
"""

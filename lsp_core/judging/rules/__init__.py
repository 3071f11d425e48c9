"""The kinds of status policy: each a function from a question to an answer, collected in `lsp_core.judging.rag`."""

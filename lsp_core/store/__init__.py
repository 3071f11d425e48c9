"""What is kept, and how it is asked for: one module for each noun, every function taking a session.

Three verbs say what a second run does: *replace* what we worked out, *add if missing* what has a life of its own,
*append* history. Nothing in here commits; transactions are drawn in `lsp_core.steps`.
"""

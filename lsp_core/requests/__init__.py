"""Asking for figures: who owes what and when, the workbook they are asked with, and who is reminded today."""

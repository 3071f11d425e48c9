"""Tests in a real browser: what a reader with a keyboard, a phone or a screen reader meets."""

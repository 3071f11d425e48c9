"""Partnerships to try the engine on. None of it is installed with the engine."""

"""The plan: what a partnership has declared about itself, its outcomes and how they are measured."""

"""What a figure means: against its target, its past and its future; each conclusion with its reason."""

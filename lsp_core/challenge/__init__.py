"""The conversation around a pack: what owners say, what a board asks and decides, who promised what, and was it kept.

Values and rules only. Everything here is a list of things said, each with who said it and when; what stands at an
instant is worked out from the list, so an old pack still shows what stood then.
"""

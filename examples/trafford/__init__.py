"""A demonstration partnership on real published figures about Trafford; README.md says what is real."""

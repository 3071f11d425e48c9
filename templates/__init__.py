"""The words and the look of everything people read. Templates loop and print; what they print was decided before."""

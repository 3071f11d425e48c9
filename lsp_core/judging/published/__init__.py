"""Rules that others have published, each as its publisher reads it and under a name of its own.

They disagree with each other, so none of them is a default: `councils` holds them as status policies a partnership can
adopt, and the other modules hold readings made from something other than a target and a tolerance.
"""

"""The steps of the cycle: each gathers what is known, asks what to do about it, and keeps what comes of it.

The command line and the flows call the same steps. Each is short, starts from what is in the database, may be killed
at any point and run again, and says in its docstring until when that is so. Each gives back a `StepReport` in words.
"""

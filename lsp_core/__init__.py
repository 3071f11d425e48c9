"""The performance cycle of a local partnership, in plain Python.

What belongs here: everything the partnership would recognise, such as periods, the plan, requests, returns, judging,
risks, packs and messages, and the store that keeps them.
What belongs elsewhere: when things run (`flows`), the checks on submitted figures (`expectations`), and the words and
the look of what people read (`templates`).
"""

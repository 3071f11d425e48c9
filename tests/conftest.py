"""What every test shares: hypothesis takes its time, because on a busy machine its deadlines fail right code."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

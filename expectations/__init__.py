"""The checks on submitted figures: suites as reviewable JSON, and the module that runs them in one batch."""

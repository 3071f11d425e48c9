"""When things run: one short Prefect flow for each step of the cycle, with no arithmetic, SQL or wording of its own."""

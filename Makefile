# Each of these works on a fresh machine with Python 3.11 or later and make: the environment is made when it is missing.
PYTHON ?= python3
BIN := .venv/bin
# Telemetry of every dependency is off.
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export GX_ANALYTICS_ENABLED := false

.PHONY: help demo test unit check docs bench oracles fuzz longest clean

help:
	@echo "make demo     run four quarters of a partnership on real public figures; takes about a minute"
	@echo "make test     run every test"
	@echo "make unit     run the tests that need no server; takes seconds"
	@echo "make check    lint, types, import contracts, generated documents"
	@echo "make docs     write the documents and the Word template that are drawn from the code"
	@echo "make bench    measure, side by side with what you would use instead"
	@echo "make oracles  run every case of the folder in LSP_ORACLES, or the cases shipped here"
	@echo "make fuzz     put damaged and odd files through reading and checking; FILES=50000 SEED=1 PROCESSES=2"
	@echo "make longest  the ten longest functions and modules"

.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

demo: .venv/ready
	$(BIN)/python -m examples.demo

test: .venv/ready
	$(BIN)/python -m pytest -n 2 --dist loadfile

unit: .venv/ready
	$(BIN)/python -m pytest tests/unit

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/documents

docs: .venv/ready
	$(BIN)/python -m lsp_core.drawing docs
	$(BIN)/python -m expectations.rulebook docs/rulebook.md
	$(BIN)/python -m lsp_core.packs.word_template templates/packs/pack.docx

.venv/bench-ready: .venv/ready requirements-bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	touch $@

bench: .venv/bench-ready
	$(BIN)/python -m benchmarks

oracles: .venv/ready
	$(BIN)/python -m tests.oracles

fuzz: .venv/ready
	$(BIN)/python -m tests.fuzz

longest: .venv/ready
	$(BIN)/python -m tests.longest

clean:
	rm -rf demo-output .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# The commands of this project. `make demo` and `make test` need python3 (3.11 or newer), make and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Goes on to the command: make demo DEMO_ARGS=--no-open, make run RUN_ARGS=--no-open, make test TEST_ARGS="-k slots"
DEMO_ARGS ?=
RUN_ARGS ?=
TEST_ARGS ?=
FUZZ_ARGS ?= --mutants 20000
HOSTILE_ARGS ?= --cases 10000

.PHONY: help demo run test check lint format types bench fuzz hostile screenshots chromium clean npm

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 22

demo: $(VENV)/.run  ## The whole job on a bundled sample week, no network, and the preview
	@$(BIN)/digest demo $(DEMO_ARGS)

run: $(VENV)/.run  ## Read the live feeds of feeds.yaml and preview the last seven days; sends nothing, marks no slot
	@$(BIN)/digest preview --fetch --last 7d $(RUN_ARGS)

test: $(VENV)/.dev chromium npm  ## The tests
	$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal $(TEST_ARGS)

check: lint types test  ## All that must be green: ruff, mypy --strict, import-linter, tests

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache

types: $(VENV)/.dev
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.bench  ## The figures of the README
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.dev  ## New examples for all laws, and mutants of feeds against all that reads them: make fuzz FUZZ_ARGS="--mutants 1000000 --seed 1"
	HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest --numprocesses=2 --dist=worksteal -m hypothesis
	$(BIN)/python -m tests.fuzz.fuzz $(FUZZ_ARGS)

hostile: $(VENV)/.dev chromium  ## All hostile documents in the box, ten thousand hostile stories in Chromium: make hostile HOSTILE_ARGS="--seed 2"
	$(BIN)/python -m tests.feeds.hostile -
	$(BIN)/python -m tests.letter.hostile $(HOSTILE_ARGS)

screenshots: $(VENV)/.dev chromium  ## The pictures in docs/: the letter in each look, width and mode; look at them
	$(BIN)/python -m benchmarks.screenshot

# A browser for the tests that look at pages; without one they are skipped, and say so.
chromium:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && { apt-get install -y -qq chromium >/dev/null 2>&1 || { apt-get update -qq >/dev/null 2>&1; \
	       DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null 2>&1; }; }; } \
	  || echo "chromium is not here and cannot be installed; the browser tests will be skipped"

# axe-core and the Nu Html Checker, which tests/letter/test_axe.py installs into .cache on first use.
npm:
	@command -v npm >/dev/null || echo "npm is not here; the axe and HTML tests will be skipped"
	@command -v java >/dev/null || echo "java is not here; the HTML tests will be skipped"

# A stamp a kind of installation: a second `make demo` starts at once.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "digest needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV) || { echo "the module venv is missing: on Debian, apt-get install python3-venv"; exit 1; }

$(VENV)/.run: $(VENV)/bin/python pyproject.toml
	@echo "Installing digest into $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/digest schema > feeds.schema.json
	@touch $@

$(VENV)/.dev: $(VENV)/.run pyproject.toml
	@echo "Installing what the tests need (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

$(VENV)/.bench: $(VENV)/.dev pyproject.toml
	@echo "Installing what the benchmarks compare with (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@touch $@

clean:  ## Remove the venv and all that was built
	rm -rf $(VENV) .cache build dist var .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Everything a newcomer needs: make run, make test. Needs python3 (3.11 or later) and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export ARRIMAGE_DATA ?= $(CURDIR)/data

.PHONY: run test check bench faults demo lock clean

run: $(VENV)/.run
	@$(BIN)/python -m arrimage serve --demo --port $(PORT)

test: $(VENV)/.dev
	@$(BIN)/python scripts/test.py

check: $(VENV)/.dev
	@$(BIN)/python scripts/check.py

bench: $(VENV)/.dev
	@$(BIN)/python scripts/bench.py

faults: $(VENV)/.dev  ## kills the processes a hundred times on each database: about twenty minutes
	@$(BIN)/python scripts/faults.py $(KILLS)

demo: $(VENV)/.run
	@$(BIN)/python -m arrimage demo

lock: $(VENV)/.dev  ## after a change of dependencies
	@$(BIN)/python scripts/lock.py

clean:  ## forgets the environment, never the data
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

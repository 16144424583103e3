# One front door: `make run` to try it, `make test` to check it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
TEXTS  := $(patsubst %.po,%.mo,$(wildcard src/rondkomen/locale/*/LC_MESSAGES/*.po))

.PHONY: setup run test lint bench screenshots clean

setup: $(VENV)/.ready $(TEXTS)

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	$(PYTHON) scripts/require_python.py
	test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV) \
	  || { apt-get install --yes --quiet python3-venv && $(PYTHON) -m venv --clear $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

%.mo: %.po | $(VENV)/.ready
	$(BIN)/python scripts/compile_messages.py

# The demo municipality, built once, and the server with its worker.
run: setup
	$(BIN)/rondkomen demo --if-missing
	$(BIN)/rondkomen serve

test: setup
	$(BIN)/python scripts/system_packages.py
	$(BIN)/python scripts/run_tests.py

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python scripts/run_tests.py typen lagen

bench: setup
	set -e; for script in $$(grep -l __main__ bench/*.py); do $(BIN)/python $$script; done

screenshots: setup
	$(BIN)/python scripts/screenshots.py screenshots

clean:
	rm -rf $(VENV) build screenshots

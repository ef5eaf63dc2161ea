# Two commands on a fresh machine with Python 3.11 or later: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# pip's cache and index settings are the machine's own; the lock pins every file by its hash
STAMP := $(VENV)/.installed

.PHONY: help install run test slow lint check calibrate backtest pages docs bench notebooks lock clean
help: ; @sed -n 's/^\([a-z]*\):.*## /\1  /p' Makefile

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ketensim needs Python 3.11 or later; try: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

install: $(STAMP) ## everything into .venv

run: $(STAMP) ## project the base scenario
	$(BIN)/ketensim run basis

test: $(STAMP) lint ## every test but the slow ones
	$(BIN)/python -m pytest -m "not slow" -n 2

slow: $(STAMP) ## the slow tests
	$(BIN)/python -m pytest -m slow

lint: $(STAMP) ## style, types and the direction of imports
	$(BIN)/ruff check src tests benchmarks notebooks docs/*.py
	$(BIN)/ruff format --check src tests benchmarks notebooks docs/*.py
	$(BIN)/mypy
	$(BIN)/lint-imports

check: $(STAMP) ## every published figure against the model
	$(BIN)/ketensim check --page docs/calibration-check.md

calibrate: $(STAMP) ## fit the uncertain parameters anew (a quarter of an hour on two cores)
	$(BIN)/ketensim calibrate --out runs/fitted
	cp runs/fitted/ensemble.csv runs/fitted/ensemble.json calibration/

backtest: $(STAMP) ## fit on what was known at a day, project past it
	$(BIN)/ketensim backtest --page docs/backtest.md

pages: $(STAMP) ## what the pages take from the code and the figures
	$(BIN)/ketensim show parameters --page docs/parameters.md
	$(BIN)/ketensim show scenarios --page docs/scenarios.md
	$(BIN)/python docs/pages.py

docs: $(STAMP) ## the site into docs/_build/html, warnings as errors
	$(BIN)/python -m sphinx -b html -W --keep-going -n docs docs/_build/html

bench: $(STAMP) ## speed of the chain and of the engine beside plain SimPy
	$(BIN)/python benchmarks/speed.py

notebooks: $(STAMP) ## run the notebooks into notebooks/_build (FULL=1: at full size, three quarters of an hour on two cores)
	mkdir -p notebooks/_build
	for name in $(basename $(notdir $(wildcard notebooks/*.py))); do \
	    $(BIN)/jupytext --quiet --to ipynb --output notebooks/_build/$$name.ipynb notebooks/$$name.py && \
	    KETENSIM_FULL=$(FULL) $(BIN)/jupyter-execute --inplace notebooks/_build/$$name.ipynb || exit 1; \
	done
	if $(BIN)/python -c 'import nbconvert' 2>/dev/null; then $(BIN)/python -m nbconvert --to html notebooks/_build/*.ipynb; fi

lock: ## renew requirements.lock
	$(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	    --group dev pyproject.toml --output-file requirements.lock
	rm -rf .venv-lock

clean: ; rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache runs docs/_build notebooks/_build

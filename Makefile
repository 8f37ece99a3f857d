# Everything one does with Steelyard. `make` lists it; each target installs what it needs.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
PYTHON := $(VENV)/bin/python
LOCK := requirements.lock
DEV_LOCK := requirements-dev.lock
PIP := $(PYTHON) -m pip install --disable-pip-version-check --no-input --require-hashes --progress-bar off
SHOW_PROGRESS = awk -v total="$$(grep -c == $<)" '/^Collecting/ { split($$2, name, "=="); printf "  %d/%d %s\n", ++n, total, name[1]; fflush() }'
LOCK_WITH := $(PYTHON) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml
SIDE_BY_SIDE := --numprocesses=auto --dist=loadfile --no-loadscope-reorder
FORMATTED := decision criteria frameworks tests benchmarks manage.py

# A deployment as the checks see it; nothing is served with these.
DEPLOYED := env -u DEBUG SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=decide.example.org
LOCAL := env DEBUG=1

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: $(VENV)/installed ## Install, start the database, migrate, seed and serve on PORT (8000), data in DATA_DIR
	@exec env DEBUG=$${DEBUG-1} $(PYTHON) -m decision.serve

.PHONY: test
test: $(VENV)/installed-dev ## Run all tests, those in a browser included, on a real PostgreSQL
	@$(PYTHON) -m tests.chromium
ifdef ARGS
	@$(PYTHON) -m pytest $(ARGS)
else
	@$(PYTHON) -m pytest $(SIDE_BY_SIDE) --ignore=tests/browser
	@$(PYTHON) -m pytest $(SIDE_BY_SIDE) --maxprocesses=2 tests/browser
endif

.PHONY: check
check: lint types contracts migrations deploy schema-check ## Everything that needs no running product: lint to schema

.PHONY: lint
lint: $(VENV)/installed-dev ## Style and format of the code
	@$(PYTHON) -m ruff check $(wildcard $(FORMATTED))
	@$(PYTHON) -m ruff format --check $(wildcard $(FORMATTED))

.PHONY: format
format: $(VENV)/installed-dev ## Bring the code into format
	@$(PYTHON) -m ruff check --fix $(wildcard $(FORMATTED))
	@$(PYTHON) -m ruff format $(wildcard $(FORMATTED))

.PHONY: types
types: $(VENV)/installed-dev ## Types, strictly
	@$(LOCAL) $(PYTHON) -m mypy

.PHONY: contracts
contracts: $(VENV)/installed-dev ## Who may import whom
	@$(LOCAL) $(VENV)/bin/lint-imports

.PHONY: migrations
migrations: $(VENV)/installed-dev ## No model change without its migration
	@$(LOCAL) $(PYTHON) manage.py makemigrations --check --dry-run

.PHONY: deploy
deploy: $(VENV)/installed-dev ## Django's deployment checks, with a deployment's settings
	@$(DEPLOYED) $(PYTHON) manage.py check --deploy --fail-level WARNING

.PHONY: schema
schema: $(VENV)/installed-dev ## Write docs/openapi.yaml anew
	@mkdir -p docs
	@$(LOCAL) $(PYTHON) manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

.PHONY: schema-check
schema-check: $(VENV)/installed-dev ## The API's description is the committed one
	@$(LOCAL) $(PYTHON) manage.py spectacular --validate --fail-on-warn | diff -u docs/openapi.yaml - \
	    || { echo "docs/openapi.yaml is not what the API says: run make schema and look at the change."; exit 1; }

.PHONY: seed
seed: $(VENV)/installed ## Load the fixtures again; what curators changed stays
	@exec env DEBUG=$${DEBUG-1} $(PYTHON) manage.py seed

.PHONY: bench
bench: $(VENV)/installed-bench ## Measure the figures of the README, against peers, on this machine
	@$(PYTHON) -m benchmarks

.PHONY: lock
lock: $(VENV)/installed-dev ## Resolve the pinned versions anew
	@$(LOCK_WITH) --upgrade --output-file $(LOCK)
	@$(LOCK_WITH) --upgrade --extra dev --extra bench --constraint $(LOCK) --output-file $(DEV_LOCK)

.PHONY: clean
clean: ## Remove what tests and tools left behind; data and environment stay
	@rm -rf .test-data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results

# The environment. A stamp is newer than its lock, so that nothing is installed twice.
$(PYTHON):
	@for python in "$${PYTHON3:-python3}" python3.14 python3.13 python3.12 python3.11; do \
	    if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Making the environment with $$("$$python" -V) ..."; \
	        exec "$$python" -m venv $(VENV); \
	    fi; \
	done; \
	echo "Steelyard needs Python 3.11 or newer with its venv module (on Debian: apt-get install python3-venv)." >&2; \
	exit 1

$(VENV)/installed: $(LOCK) | $(PYTHON)
	@echo "Installing what Steelyard needs; the first time takes a minute ..."
	@$(PIP) -r $(LOCK) | $(SHOW_PROGRESS)
	@touch $@

$(VENV)/installed-dev: $(DEV_LOCK) | $(PYTHON)
	@echo "Installing what developing Steelyard needs ..."
	@$(PIP) -r $(DEV_LOCK) | $(SHOW_PROGRESS)
	@touch $@ $(VENV)/installed

$(VENV)/installed-bench: $(VENV)/installed-dev
	@touch $@

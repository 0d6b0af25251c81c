# The one task runner. `make help` says what there is.
SHELL := /bin/bash
PORT ?= 8000
RESIDENTS ?= 300
RIGHT = import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c "$(RIGHT)" >/dev/null 2>&1 && { echo $$python; break; }; done)
PY := .venv/bin/python
MANAGE := $(PY) demo_site/manage.py
INSTALLED := .venv/installed
MUST := $(CI)$(KIK_REQUIRE_ALL)

.PHONY: install demo test lint messages bench hosts help
.DEFAULT_GOAL := help

help: ## what you can make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12
	@echo "Settings: make demo PORT=8000 RESIDENTS=300; DATABASE_URL=postgres://… runs the demo on PostgreSQL."

install: $(INSTALLED) ## .venv/ with all that demo and test need; again when pyproject.toml changed

$(INSTALLED): pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
		echo "kik_wagtail needs Python 3.11 or newer with its venv module, and found none."; \
		echo "On Debian: apt-get install python3 python3-venv. Elsewhere: make install PYTHON=/path/to/python3.12"; exit 1; fi
	@test -x $(PY) || { rm -rf .venv; $(PYTHON) -m venv .venv; }
	@echo "Installing into .venv (a minute or two the first time)…"
	@$(PY) -m pip install -qq --disable-pip-version-check --editable '.[demo,test]'
	@touch $@

demo: install ## an intranet with invented residents, on http://localhost:8000
	@$(PY) demo_site/prepare.py --residents $(RESIDENTS)
	@exec $(PY) demo_site/supervise.py --port $(PORT)

test: install ## all tests that this machine can run
	@$(PY) -m pytest -n 2 --dist worksteal
	@if [ -n "$$KIK_TEST_POSTGRES_URL" ]; then \
		echo "The same on PostgreSQL:"; KIK_TEST_DATABASE=postgres $(PY) -m pytest -n 2 --dist worksteal -m "not browser"; \
	elif [ -n "$(MUST)" ]; then echo "FAILED: KIK_TEST_POSTGRES_URL is not set, and here it must be."; exit 1; \
	else echo "SKIPPED: the tests on PostgreSQL. Set KIK_TEST_POSTGRES_URL=postgres://user@host:5432/name to run them."; fi

lint: install ## ruff, the doors between the rooms, types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@.venv/bin/lint-imports
	@$(PY) -m mypy

hosts: install ## the built wheel in a site that is not ours, on every Wagtail and Python found here
	@tests/hosts/run

messages: install ## lists new messages in locale/nl and compiles them (needs gettext); then write the Dutch
	@cd kik_wagtail && ../$(PY) -m django makemessages -l nl --no-wrap --no-location && ../$(PY) -m django compilemessages -l nl

bench: install ## measures, beside plain Wagtail where that makes sense; nothing fails
	@$(PY) -m benchmarks

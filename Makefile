# Needs GNU make 3.81 or later and Python 3.11 or later. Everything is installed into .venv; nothing outside it.
SHELL := /bin/sh
DIR ?= demo
LANDINGS ?= 100000
CONTROLS ?= 50000
HISTORIES ?= 1000
KILLS ?= 500
SECONDS ?= 600

# The newest Python that can run ledsys and make a virtualenv. Set PYTHON=/path/to/python to choose another.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$python; break; fi; done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
CATALOGUES := src/ledsys/locale
UV := .uv/bin/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make lock"

.PHONY: help demo test check fix messages schemas bench campaign fuzz mutation lock clean

help: ## List what make can do (this text)
	@sed -n 's/^\([a-z][a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

demo: .venv/.run ## Build an example docs repo in DIR (default: demo) and show it
	$(BIN)/ledsys demo $(DIR)

# The whole is tried apart, since coverage would make it slow; nothing counts as covered by it.
test: .venv/.dev .venv/.tools ## Run all tests and the coverage gate
	rm -f .coverage .coverage.*
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not whole" --cov --cov-report=json:.venv/coverage.json
	$(BIN)/python tools/coverage_gate.py .venv/coverage.json
	$(BIN)/python -m pytest -n 2 --dist worksteal -m whole

check: .venv/.dev ## Lint, formatting, types and architecture
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/.dev ## Repair what ruff can repair, and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

messages: .venv/.dev ## Update the Swedish catalogue from the source, and compile it
	mkdir -p $(CATALOGUES)/sv/LC_MESSAGES
	PYTHONPATH=. $(BIN)/pybabel -q extract --mapping-file=babel.cfg --no-default-keywords \
		--keywords=msg --keywords=plural:1,2 --keywords=_ --keywords=N_ --keywords=gettext --keywords=ngettext:1,2 \
		--add-location=file --no-wrap --sort-by-file --project=ledsys --output-file=.venv/ledsys.pot src/ledsys
	if [ -f $(CATALOGUES)/sv/LC_MESSAGES/ledsys.po ]; then \
		$(BIN)/pybabel -q update --no-fuzzy-matching --no-wrap --ignore-obsolete --ignore-pot-creation-date \
			--domain=ledsys --locale=sv --input-file=.venv/ledsys.pot --output-dir=$(CATALOGUES); \
	else \
		$(BIN)/pybabel -q init --no-wrap --domain=ledsys --locale=sv --input-file=.venv/ledsys.pot \
			--output-dir=$(CATALOGUES); \
	fi
	$(BIN)/pybabel -q compile --domain=ledsys --directory=$(CATALOGUES)

schemas: .venv/.run ## Write the JSON schemas of the files people edit to schemas/
	$(BIN)/ledsys schema --write schemas

bench: .venv/.dev ## Measure the speed of check, build and the proof of a long history (makes a repo of 150,000 commits)
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/peers.py
	$(BIN)/python benchmarks/history.py

campaign: .venv/.dev .venv/.tools ## Attack the judge: landings, histories, kills, many at once (an hour; LANDINGS=100000)
	$(BIN)/python -m tests.campaign.run --landings $(LANDINGS) --controls $(CONTROLS) --jobs 2
	$(BIN)/python -m tests.campaign.run --ablation
	$(BIN)/python -m tests.campaign.histories $(HISTORIES)
	$(BIN)/python -m tests.campaign.kills --kills $(KILLS)
	$(BIN)/python -m tests.campaign.at_once

fuzz: .venv/.campaign ## Feed the readers of evidence with hostile bytes (SECONDS=600 for each)
	$(BIN)/python -m tests.fuzz.run --seconds $(SECONDS)

mutation: .venv/.campaign ## Change the judge in every small way, and see the tests notice (hours)
	$(BIN)/python -m tools.mutation

lock: ## Choose new versions of all dependencies, with hashes (needs the network)
	test -x $(UV) || { $(PYTHON) -m venv .uv && .uv/bin/python -m pip --quiet install uv; }
	$(COMPILE) --upgrade --group build pyproject.toml --output-file requirements/run.lock
	$(COMPILE) --upgrade --group dev --constraint requirements/run.lock pyproject.toml --output-file requirements/dev.lock
	$(COMPILE) --upgrade --group campaign --constraint requirements/dev.lock pyproject.toml \
		--output-file requirements/campaign.lock

clean: ## Remove what make has made, except the demo
	rm -rf .venv .uv dist build .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: each is newer than what it was made from, so a second run does nothing.
.venv/.made:
	@test -n "$(PYTHON)" || { echo "ledsys needs Python 3.11 or later, with venv. Install it, or set PYTHON=/path/to/python." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: .venv/.made pyproject.toml requirements/run.lock
	$(PIP) install --require-hashes -r requirements/run.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.lock
	$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@

.venv/.campaign: .venv/.dev requirements/campaign.lock
	$(PIP) install --require-hashes -r requirements/campaign.lock
	@touch $@

# Signatures are tested against OpenSSH, kills are made by strace, pages are looked at in Chromium; Debian has them all.
.venv/.tools: .venv/.made
	@for tool in ssh-keygen:openssh-client ssh-agent:openssh-client strace:strace chromium:chromium; do \
		command -v $${tool%%:*} >/dev/null 2>&1 && continue; \
		echo "Installing $${tool#*:}, which the tests need."; \
		apt-get install --yes --quiet $${tool#*:} >/dev/null 2>&1 || \
			{ apt-get update --quiet >/dev/null && apt-get install --yes --quiet $${tool#*:} >/dev/null; } || \
			{ echo "The tests need $${tool%%:*}. Install it ($${tool#*:} in Debian)." >&2; exit 1; }; \
	done
	@touch $@

# Each target sets up what it needs in .venv by itself: `make demo` and `make test` are all a new machine takes.

# The first Python at hand that is new enough; or name one: make test PYTHON=/path/to/python
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$python; break; fi; done)
VENV := .venv
# Libraries to compare with, apart: one of them wants an older duckdb than ours.
PEERS := .venv-peers
OLDEST := .venv-oldest
OTHER := .venv-other
COMPILED := --quiet --python-version 3.11 --generate-hashes --no-annotate --no-header
BIN := $(VENV)/bin
JOBS ?= 2
MINUTES ?= 30
REPORT ?= examples/phuong-2024-05.txt

# Tests start cchc hundreds of times: each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test deep fuzz coverage mutants mutants-check office-test spark-test lint format types layers catalogue-lint prove wheel bench oldest oldest-core pythons pinned ci nightly clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "cchc needs Python 3.11 or newer: install it, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@# Some systems split ensurepip off: then an environment without pip is given the system's pip.
	$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $@ install --quiet pip; }

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# What the tests, the site and Spark need is pinned, file by file with its hash, in requirements/ (see `make pinned`).
PINNED := -m pip install --quiet --require-hashes -r
THIS := -m pip install --quiet --no-deps --no-build-isolation --editable .

$(VENV)/tools: pyproject.toml requirements/dev.txt | $(BIN)/python
	$(BIN)/python $(PINNED) requirements/dev.txt
	$(BIN)/python $(THIS)
	@touch $@ $(VENV)/installed

demo: $(VENV)/installed ## check the real report of May 2024 (it has errors: that is the point)
	@$(BIN)/cchc check $(REPORT) || test $$? -eq 1

test: $(VENV)/tools ## every test, README and documentation examples included
	$(BIN)/python -m pytest -n $(JOBS)

deep: $(VENV)/tools ## the property tests with many more examples
	HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest -n $(JOBS) -o faulthandler_timeout=0

fuzz: $(VENV)/tools ## damage real files, catalogues, formulas and JSON for MINUTES (30), and tell what breaks
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

$(VENV)/mutants: requirements/mutants.txt | $(VENV)/tools
	$(BIN)/python $(PINNED) requirements/mutants.txt
	@touch $@

mutants: $(VENV)/mutants ## change the core in one place at a time, and tell what no test notices; NAMES=formula for one table of guards
	$(BIN)/python -m tests.mutation $(NAMES)

mutants-check: $(VENV)/tools ## what the record of `make mutants` lacks: functions that changed since, changes without a reason
	$(BIN)/python -m tests.mutation --check $(NAMES)

coverage: $(VENV)/tools ## the tests, and the lines and branches that they reach
	$(BIN)/python -m pytest -n $(JOBS) --cov --cov-report=term

office-test: $(VENV)/tools libreoffice ## written spreadsheets opened, reckoned anew and printed by LibreOffice, which is installed if it is missing
	$(BIN)/python -m pytest tests/office tests/files -m office -n $(JOBS)

spark-test: $(VENV)/tools java ## the same digits on Spark with two workers; Java 17 is installed if it is missing
	$(BIN)/python $(PINNED) requirements/spark.txt
	$(BIN)/python -m pytest tests/batch -m spark

lint: $(VENV)/tools ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/tools ## rewrite the code to the style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/tools ## types, strictly
	$(BIN)/python -m mypy

layers: $(VENV)/tools ## imports only go down
	$(BIN)/lint-imports

catalogue-lint: $(VENV)/installed ## every mistake in catalogue/
	$(BIN)/cchc catalogue lint

prove: $(VENV)/tools ## that the rules of catalogue/ can all hold, each says something of its own, rates stay in range
	$(BIN)/cchc catalogue prove

wheel: $(VENV)/tools ## build wheel and sdist, install each (and an editable one) afresh, and use them
	$(BIN)/python -m pytest tests/project -m packaging

$(PEERS)/installed: pyproject.toml | $(BIN)/python
	$(PYTHON) -m venv --without-pip $(PEERS)
	$(BIN)/python -m pip --python $(PEERS)/bin/python install --quiet --editable '.[bench]'
	@touch $@

$(OLDEST)/installed: pyproject.toml requirements/oldest.txt | $(BIN)/python
	$(PYTHON) -m venv --without-pip $(OLDEST)
	$(BIN)/python -m pip --python $(OLDEST)/bin/python install --quiet --require-hashes -r requirements/oldest.txt
	$(BIN)/python -m pip --python $(OLDEST)/bin/python install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Their dependencies are of today, and warn of what these versions still do: that is no fault of ours.
oldest: $(OLDEST)/installed ## every test on the oldest versions that pyproject.toml allows (Python 3.11)
	$(OLDEST)/bin/python -m pytest -n $(JOBS) -W ignore::DeprecationWarning -W ignore::PendingDeprecationWarning

oldest-core: | $(BIN)/python ## the core on the oldest versions that it allows, in some seconds
	rm -rf $(OLDEST)-core
	$(PYTHON) -m venv --without-pip $(OLDEST)-core
	$(BIN)/python -m pip --python $(OLDEST)-core/bin/python install --quiet --require-hashes -r requirements/oldest-core.txt
	PYTHONPATH=src $(OLDEST)-core/bin/python -W error -m cchc catalogue lint
	PYTHONPATH=src $(OLDEST)-core/bin/python -W error -m cchc check $(REPORT) --format json --output /dev/null || test $$? -eq 1

# Beside the one of .venv: what has a command of its name, or was put there by pyenv.
PYTHONS ?= $(foreach minor,3.12 3.13 3.14,$(firstword $(wildcard $(HOME)/.pyenv/versions/$(minor).*/bin/python$(minor)) $(shell command -v python$(minor))))

pythons: | $(BIN)/python ## the core on each newer Python at hand, in seconds; the whole suite: make test VENV=.venv-3.13 PYTHON=python3.13
	@set -e; for python in $(PYTHONS); do \
		if ! $$python -c '' 2>/dev/null; then continue; fi; \
		echo "$$($$python --version)"; \
		rm -rf $(OTHER); $$python -m venv --without-pip $(OTHER); \
		$(BIN)/python -m pip --python $(OTHER)/bin/python install --quiet --require-hashes -r requirements/oldest-core.txt; \
		PYTHONPATH=src $(OTHER)/bin/python -W error -m cchc catalogue lint; \
		PYTHONPATH=src $(OTHER)/bin/python -W error -m cchc check $(REPORT) --format json --output /dev/null || test $$? -eq 1; \
	done

pinned: ## pin the newest versions anew, and the oldest allowed (needs uv)
	uv pip compile $(COMPILED) pyproject.toml requirements/dev.in --extra dev --universal --upgrade -o requirements/dev.txt
	uv pip compile $(COMPILED) pyproject.toml requirements/site.in --extra docs --universal --upgrade -c requirements/dev.txt -o requirements/site.txt
	uv pip compile $(COMPILED) pyproject.toml --extra spark --universal --upgrade -c requirements/dev.txt -o requirements/spark.txt
	uv pip compile $(COMPILED) requirements/mutants.in --universal --upgrade -c requirements/dev.txt -o requirements/mutants.txt
	uv pip compile $(COMPILED) pyproject.toml requirements/dev.in --extra dev --resolution lowest-direct -o requirements/oldest.txt
	uv pip compile $(COMPILED) pyproject.toml --resolution lowest-direct -o requirements/oldest-core.txt

bench: $(VENV)/tools $(PEERS)/installed ## speed, as ratios within one run
	$(BIN)/python -m benchmarks

ci: ## all that a change must pass
	bash .ci/run

nightly: ## what takes hours: deep properties, fuzzing, changes of the core that tests must notice, the oldest and the newest versions, speed
	bash .ci/nightly

clean: ## remove what make made
	rm -rf $(VENV) $(PEERS) $(OLDEST) $(OLDEST)-core $(OTHER) build dist site site.zip .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# ------------------------------------------------------------------ the site
.PHONY: docs site-zip browser-test
SITE ?= site
# Where the site will be published, for linked data; without it every address is relative.
ADDRESS ?=

$(VENV)/docs: pyproject.toml requirements/site.txt | $(BIN)/python npm
	$(BIN)/python $(PINNED) requirements/site.txt
	$(BIN)/python $(THIS)
	@touch $@ $(VENV)/installed

docs: $(VENV)/docs ## the documentation site, with the checker that runs in the browser
	$(BIN)/python -m cchc.docs_builder --out $(SITE) --address '$(ADDRESS)'

site-zip: docs ## the site as one file, to hand on: unpacked, it is read without a network
	rm -f $(SITE).zip
	cd $(SITE) && ../$(BIN)/python -m zipfile -c ../$(SITE).zip .nojekyll *
	@echo "$(SITE).zip"

browser-test: docs $(VENV)/tools chromium ## the site in a real browser: search, calculator, checker, offline, accessibility
	CCHC_SITE=$(SITE) $(BIN)/python -m pytest tests/site -n $(JOBS)

# ------------------------------------------------------------------ programs that are no Python packages
.PHONY: libreoffice java chromium npm programs
# $(call program,its command,its packages,its name): from the system's package manager, where it is missing and that can be asked
program = @command -v $(1) >/dev/null \
	|| { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(2) >/dev/null; } \
	|| { echo "install $(3) first" >&2; exit 1; }

libreoffice:
	$(call program,soffice,--no-install-recommends libreoffice-calc libreoffice-writer fonts-liberation2 fonts-croscore fonts-dejavu-core fonts-noto-core,LibreOffice)

java:
	$(call program,java,--no-install-recommends openjdk-17-jre-headless,Java 17)

chromium:
	$(call program,chromium,chromium fonts-noto-core,chromium)

npm:
	$(call program,npm,npm,npm)

programs: libreoffice chromium npm java

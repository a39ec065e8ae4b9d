# The commands of a developer.  Users install the wheel and need no make: see docs/handleiding.md.

PYTHON ?= python3
# Twice the cores of a small machine: tests wait for children, browsers and disks.
WORKERS ?= 4
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# pip says nothing unless something is wrong, also as root and where HOME cannot be written.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help run test check docs accuracy bench build system clean

help:
	@echo 'make run       read, check and compare the books in sources/; results in extracted/ and output/'
	@echo 'make test      lint, types, layering and all tests'
	@echo 'make docs      make the generated pages of docs/ again'
	@echo 'make accuracy  score the reader on every book and layout; docs/nauwkeurigheid.md, docs/motoren.md'
	@echo 'make bench     measure time and memory against plain pdfplumber; docs/prestaties.md'
	@echo 'make build     make the wheel in dist/'
	@echo 'make clean     remove what was made'

run: $(STAMP)
	@$(BIN)/functieboek uitvoeren

test: $(STAMP) system check
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

check: $(STAMP)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo 'Not formatted: run ruff format'; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@PYTHONPATH=. $(BIN)/lint-imports --no-logo > .import-linter.log || { cat .import-linter.log; exit 1; }

docs: $(STAMP)
	@$(BIN)/python -m scripts.docs

accuracy: $(STAMP) system
	@$(BIN)/python -m tests.layouts.accuracy
	@$(BIN)/python -m tests.layouts.engines

bench: $(STAMP)
	@$(BIN)/python -m tests.benchmarks

build: $(STAMP)
	@$(BIN)/python -m hatchling build -t wheel -d dist

# The programs that some tests drive: LibreOffice, Chromium, poppler, fonts.  Never fails; says which tests will skip.
system:
	@scripts/system-packages.sh

$(STAMP): pyproject.toml
	@scripts/make-venv.sh '$(PYTHON)' '$(VENV)'
	@touch $@

clean:
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .import-linter.log
	@find extracted output -mindepth 1 ! -name .gitkeep -delete
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# The verbs of a contributor. `make demo` and `make test` do all set-up themselves.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
CASES ?= 20000
SAMPLE ?= 60
# One more than the cores of a small machine: a test often waits for a process, a window of the rate limit or a browser.
WORKERS ?= 3

# What `make test-fast` leaves out beside what runs the CLI; CI leaves out less on other Pythons.
BRIEF ?= --brief 0.5 --ignore tests/plugin/test_lives.py --ignore tests/plugin/test_doors.py

# Each Pulumi command starts three Python processes: what they load is compiled once.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help env machine cli hosts sdks demo demo-down docs test test-fast bench reliability mutants lint format lock contract clean

help: ## lists these targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 14

env: $(READY) ## the virtual environment, from the lock file

$(READY): locks/dev.txt locks/uv.txt pyproject.toml
	@echo "setting up .venv …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "Python 3.10 or newer is needed: make PYTHON=python3.11 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r locks/uv.txt
	@$(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r locks/dev.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

cli: $(READY) ## the Pulumi CLI: found, or installed
	@$(BIN)/python tools/pulumi/install.py >/dev/null

hosts: $(READY) ## the CLI with what it needs to run YAML, TypeScript and Go
	@$(BIN)/python tools/pulumi/hosts.py >/dev/null

sdks: $(READY) ## the SDKs of TypeScript and Go and the plugin, packed, into dist/sdks
	@$(BIN)/python tools/sdks/generate.py

machine: $(READY) ## programs that tests need on the machine: a browser, Redis; installed where that is allowed
	@$(BIN)/python tools/machine.py

demo: cli ## an emulator, and `pulumi up` of the quickstart on it
	@$(BIN)/python tools/demo.py up

demo-down: cli ## destroys what `make demo` made and stops its emulator
	@$(BIN)/python tools/demo.py down

docs: $(READY) ## the site, into site/; a warning is an error
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build -q

test: hosts machine ## everything: unit, contract and acceptance tests, with coverage
	@$(BIN)/python -m pytest $(TOOLS) -n $(WORKERS) -q --cov --cov-report= --ignore tests/acceptance
	@$(BIN)/python -m pytest $(TOOLS) -n $(WORKERS) -q --tb=native --cov --cov-append --cov-report=term-missing:skip-covered \
	  --all-operations tests/acceptance tests/resources/test_lookups.py

test-fast: machine ## all but the tests that run the Pulumi CLI, lead whole lives, or take half a second
	@$(BIN)/python -m pytest -n $(WORKERS) -q $(BRIEF) --ignore tests/acceptance --ignore tests/reliability -m "not pulumi"

contract: $(READY) ## the emulator against the official document, $(CASES) generated cases
	@$(BIN)/python tests/emulator/contract_run.py --cases $(CASES)

bench: cli ## seconds, CPU, requests and memory next to a provider that does nothing; some hours, less with BENCH="--runs 1 …"
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r locks/bench.txt
	@$(BIN)/python bench/provider.py $(BENCH)
	@$(BIN)/python bench/report.py

reliability: cli ## faults, kills, rate limits, inputs, edits, new names: a table of cases and failures (some 20 min)
	@$(BIN)/python tests/reliability/run.py

mutants: $(READY) ## breaks the engine in $(SAMPLE) small ways (or SAMPLE=all), and checks whether a test fails; some 10 min
	@$(BIN)/python tools/mutants/run.py --sample $(SAMPLE) --write

lint: $(READY) ## ruff, mypy --strict, pyright, a sentence for each property, generated files up to date, pip-audit, zizmor
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pyright
	@$(BIN)/python tools/exports.py --check
	@$(BIN)/python tools/outputs.py --check
	@$(BIN)/python tools/schema.py --check
	@$(BIN)/python tools/descriptions.py
	@$(BIN)/python tools/audit.py
	@$(BIN)/zizmor -q --offline --no-progress .github examples/ci/*.yml
	@test ! -d ../shared/openapi || $(BIN)/python tools/contract/derive.py --check
	@$(BIN)/python tools/contract/results.py --check

format: $(READY) ## formats the code
	@$(BIN)/ruff check --fix -q .
	@$(BIN)/ruff format -q .

lock: $(READY) ## resolves the dependencies again: those that we use, and the oldest that the package allows
	@$(BIN)/uv pip compile -q pyproject.toml --all-extras --group dev --group docs --universal --generate-hashes \
	  --python-version 3.10 --no-header --no-annotate -o locks/dev.txt
	@$(BIN)/uv pip compile -q pyproject.toml --all-extras --resolution lowest-direct --upgrade --universal --generate-hashes \
	  --python-version 3.10 --no-header --no-annotate -o locks/lowest.txt
	@$(BIN)/uv pip compile -q --group bench -c locks/dev.txt --universal --generate-hashes \
	  --python-version 3.10 --no-header --no-annotate -o locks/bench.txt

clean: ## removes environment and caches
	@rm -rf .venv .state .mypy_cache .ruff_cache .pytest_cache .hypothesis dist site

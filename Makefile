# On a fresh machine with Python 3.11, pip and make: `make run` does the night's job on the sample reports,
# `make test` runs the tests. Both set everything up in .venv first; `make setup` does that alone.
.PHONY: setup dev run test check dictionary rules screens lock clean
.DEFAULT_GOAL := run

PYTHON ?= python3
BIN := .venv/bin
# The stamp carries the state of the locks and the place of the checkout: either changes, and setup runs again.
STATE := $(shell { cat .ci/setup requirements.lock requirements-dev.lock uv.req; pwd; } | cksum | cut -d' ' -f1)
READY := .venv/ready-$(STATE)

setup: $(READY)
	@:

dev: $(READY)-dev

$(READY):
	@PYTHON="$(PYTHON)" sh .ci/setup requirements.lock
	@touch $@

$(READY)-dev: | $(READY)
	@PYTHON="$(PYTHON)" sh .ci/setup requirements-dev.lock
	@touch $@

run: setup
	@mkdir -p var
	@PREFECT_HOME="$(CURDIR)/var/prefect" $(BIN)/afrapport run --inbox samples/inbox --warehouse sqlite:///var/warehouse.db
	@echo
	@echo "Se mere / look further:"
	@echo "  .venv/bin/afrapport serve                         afgør fundene i browseren, ved siden af kilden"
	@echo "  .venv/bin/afrapport check samples/inbox/FIL       hvad der læses i én rapport, og hvad der er galt"
	@echo "  sqlite3 var/warehouse.db 'select * from bi_finding'   alle fund; også bi_report, bi_status, bi_budget"

# The tests of a file stay together, since they share what takes long to make.
test: dev
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ty check

# What each column holds, from the definitions: after a change of schemas/columns.yaml or warehouse/tables.
dictionary: setup
	@$(BIN)/python -m warehouse.data_dictionary >docs/data-dictionary.new
	@mv docs/data-dictionary.new docs/data-dictionary.md

# What each rule says and how severe it is, from the rule book: after a change of schemas/rules.yaml.
rules: setup
	@$(BIN)/python -m schemas.rules_page >docs/rules.new
	@mv docs/rules.new docs/rules.md

# Pictures of every page of the review app, in docs/screens: after a change of how one looks. Wants Chromium.
screens: dev
	@$(BIN)/python docs/screens/take.py

# Takes what pyproject.toml allows; versions already locked stay where they still fit (delete a line to renew it).
LOCK := pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock: setup
	.venv/uv/bin/uv $(LOCK) pyproject.toml -o requirements.lock
	.venv/uv/bin/uv $(LOCK) pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv var build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

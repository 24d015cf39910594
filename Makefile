# The only command interface. Every target makes its own virtual environment when it is missing,
# and installs what it runs, no more: runtime, demo or dev (requirements/).
.DEFAULT_GOAL := help
.NOTPARALLEL:
# A command may be there and not run (a shim), so each is tried.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
  $$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
# The peer of the engine needs Python 3.12.
PEER_PYTHON ?= $(shell for p in python3.12 python3.13 python3.14 python3 $(wildcard $(HOME)/.pyenv/versions/3.1[2-9]*/bin/python $(HOME)/.local/share/uv/python/cpython-3.1[2-9]*/bin/python3); do \
  $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$p && break; done)
# Tests wait half of their time, for programs and for pauses: more of them than there are cores.
TEST_PROCESSES ?= 4
OTHER_BENCHMARKS = $(filter-out engine report,$(basename $(notdir $(wildcard bench/[a-z]*.py))))

# An environment is made anew where its Python is gone, or is another than the one that was named.
SAYS_VERSION := -c 'import sys; print(sys.version)'
ifeq ($(shell $(BIN)/python $(SAYS_VERSION) 2>/dev/null),)
MAKE_ANEW := FORCE
else ifneq ($(origin PYTHON),file)
MAKE_ANEW := $(shell test "$$($(PYTHON) $(SAYS_VERSION))" = "$$($(BIN)/python $(SAYS_VERSION))" || echo FORCE)
endif

.PHONY: help setup demo demo-tour test test-dates test-fast test-install check format migrate bench audit lock catalogues browser redis FORCE

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/dev.installed ## Make .venv with the pinned packages

demo: $(VENV)/demo.installed ## Serve the whole product with a web page of chats, no Telegram needed
	@$(BIN)/python -m demo

demo-tour: $(VENV)/demo.installed ## Play a whole story without a browser, and check it
	@$(BIN)/python -m demo.tour

test: setup browser redis ## Run every test, with coverage
	$(BIN)/python -m slipcover -m pytest -n $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder -m "not index"

test-install: setup ## Install with every pip and Python of this machine, from an empty cache
	$(BIN)/python -m pytest -q tests/install

test-dates: setup redis ## Run the fast tests, and some of each area, on other days and in other zones
	$(BIN)/python -m tests.on_other_dates

test-fast: setup ## Run the tests that need no server
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not servers and not index"

check: setup ## Format, lint, types, import rules, fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test-fast

format: setup ## Format the code and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

migrate: $(VENV)/runtime.installed ## Bring the database of DATABASE_URL up to date
	$(BIN)/python -m app.migrate

bench: setup ## Run the benchmarks: tables on the screen, JSON in build/bench
	@$(MAKE) --no-print-directory build/peer/peer.installed || echo "The peer of the engine is not compared: see above."
	@if [ -e build/peer/peer.installed ]; then build/peer/bin/python -m bench engine; else $(BIN)/python -m bench engine; fi
	@$(BIN)/python -m bench $(OTHER_BENCHMARKS)

audit: setup ## Look the pinned packages up among the known vulnerabilities
	@$(BIN)/python requirements/audit.py

lock: setup ## Pin the newest packages, with hashes and without index addresses
	$(BIN)/python requirements/packages.py lock

catalogues: setup ## Collect the texts of the chat into the language files
	@mkdir -p build
	$(BIN)/pybabel -q extract --no-location --sort-output --omit-header -k 't:1' -k 'tn:1,2' -k 'gettext_noop:1' -o build/bookline.pot bot
	for l in de ru; do $(BIN)/pybabel -q update --omit-header --ignore-obsolete --no-fuzzy-matching -D bookline -l $$l -i build/bookline.pot -d bot/locales; done

$(VENV)/%.installed: requirements/%.txt $(VENV)/made
	@$(BIN)/python requirements/packages.py install $*

$(VENV)/made: requirements/uv.txt $(MAKE_ANEW)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; PYTHON=/path/to/python make ..."; exit 1; }
	@test ! -L $(VENV) || { echo "$(VENV) is a link; what it leads to would be emptied. Remove it, and run make again."; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv --clear $(VENV) && touch $@

build/peer/peer.installed: requirements/peer.txt requirements/uv.txt
	@test -n "$(PEER_PYTHON)" || { echo "Python 3.12 or newer is not on this machine; PEER_PYTHON=/path/to/python make bench"; exit 1; }
	@$(PEER_PYTHON) -m venv --clear build/peer
	@build/peer/bin/python requirements/packages.py install peer

# What the tests drive; Debian's is installed where there is none.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { apt-get update -qq && apt-get install -qq --no-install-recommends chromium >/dev/null; } \
	  || { echo "make test needs Chromium on the PATH for the tests of the demo's page"; exit 1; }

redis: setup
	@$(BIN)/python -c 'import sys; from demo.embedded import redis_binary; sys.exit(redis_binary() is None)' \
	  || { apt-get update -qq && apt-get install -qq --no-install-recommends redis-server >/dev/null; } \
	  || { echo "make test needs redis-server on the PATH: no package has one for this Python"; exit 1; }

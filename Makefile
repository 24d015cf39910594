# The only command interface. Every target makes its own virtual environment when it is missing.
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do command -v $$p && break; done)
BIN := .venv/bin
# The peer of the engine needs Python 3.12. A command may be there and not run (a shim), so each is tried.
PEER_PYTHON ?= $(shell for p in python3.12 python3.13 python3.14 python3 $(wildcard $(HOME)/.pyenv/versions/3.1[2-9]*/bin/python $(HOME)/.local/share/uv/python/cpython-3.1[2-9]*/bin/python3); do \
  $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$p && break; done)
OTHER_BENCHMARKS = $(filter-out engine report,$(basename $(notdir $(wildcard bench/[a-z]*.py))))

.PHONY: help setup demo demo-tour test check format migrate bench audit lock catalogues browser

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/ready ## Make .venv with the pinned packages

demo: setup ## Serve the whole product with a web page of chats, no Telegram needed
	@$(BIN)/python -m demo

demo-tour: setup ## Play a whole story without a browser, and check it
	@$(BIN)/python -m demo.tour

test: setup browser ## Run every test, with coverage
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term

check: setup ## Format, lint, types, import rules, fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not servers"

format: setup ## Format the code and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

migrate: setup ## Bring the database of DATABASE_URL up to date
	$(BIN)/python -m app.migrate

bench: setup ## Run the benchmarks: tables on the screen, JSON in build/bench
	@$(MAKE) --no-print-directory build/peer/ready || echo "The peer of the engine is not compared: see above."
	@if [ -e build/peer/ready ]; then build/peer/bin/python -m bench engine; else $(BIN)/python -m bench engine; fi
	@$(BIN)/python -m bench $(OTHER_BENCHMARKS)

audit: setup ## Look the pinned packages up among the known vulnerabilities
	$(BIN)/pip-audit --disable-pip -r requirements/runtime.txt

lock: setup ## Pin the packages anew, with hashes and without index addresses
	for set in runtime dev; do \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate \
	    $$(test $$set = runtime || echo --extra $$set) pyproject.toml -o requirements/$$set.txt || exit 1; \
	done
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['peer'], sep='\n')" \
	  | $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.12 --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate -c requirements/runtime.txt - -o requirements/peer.txt

catalogues: setup ## Collect the texts of the chat into the language files
	@mkdir -p build
	$(BIN)/pybabel -q extract --no-location --sort-output --omit-header -k 'say:1' -k 'say_many:1,2' -o build/bookline.pot bot
	for l in de ru; do $(BIN)/pybabel -q update --omit-header --ignore-obsolete --no-fuzzy-matching -D bookline -l $$l -i build/bookline.pot -d bot/locales; done

.venv/ready: requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; PYTHON=/path/to/python make ..."; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

build/peer/ready: requirements/peer.txt
	@test -n "$(PEER_PYTHON)" || { echo "Python 3.12 or newer is not on this machine; PEER_PYTHON=/path/to/python make bench"; exit 1; }
	$(PEER_PYTHON) -m venv --clear build/peer
	build/peer/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# The page is tested in a real browser; Debian's is installed where none is found.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || { apt-get update -qq && apt-get install -qq --no-install-recommends chromium >/dev/null; } \
	  || { echo "make test needs Chromium on the PATH for the tests of the demo's page"; exit 1; }

# Everything a newcomer needs: make demo, make test. Everything a developer needs: make check, make bench.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: demo sample test check assets bench bench-large bench-web bench-platform torture lock clean

export UV_PYTHON_DOWNLOADS := never
PYTHON ?= python3
BIN := .venv/bin
DEMO_ON ?= 2025-12-31
XIANFENG := $(BIN)/xianfeng

# The platform with fictional units and people, at the address it prints; ARGS="--port 8001" and the like go to
# `xianfeng demo`. What was made or changed before stays. exec, so that signals reach the server.
demo: assets
	@exec $(XIANFENG) demo --serve $(ARGS)

# One year of a fictional area as spreadsheets: what goes in, and what a settlement makes of it.
sample: .venv/.ready
	@mkdir -p demo
	@$(XIANFENG) sample --seed 710 --on $(DEMO_ON) -o demo/beifeng.xlsx
	@$(XIANFENG) settle --scheme ten-ones --period $$(echo $(DEMO_ON) | cut -c1-4) demo/beifeng.xlsx -o demo/result.xlsx --json demo/result.json
	@echo
	@echo '看一个人的得分怎么来的 Why a score is what it is:'
	@echo "  $(XIANFENG) explain --scheme ten-ones --period $$(echo $(DEMO_ON) | cut -c1-4) --member M0007 demo/beifeng.xlsx"

test: assets
	$(BIN)/pytest -n auto --dist worksteal

check: assets
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_tree.py
	$(BIN)/python tools/messages.py check
	$(BIN)/djlint src --lint --profile django --quiet --ignore $(DJLINT_IGNORED)
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && export XIANFENG_DATA=$$data $(PRODUCTION) && set -x && \
	  $(XIANFENG) manage makemigrations --check --dry-run && \
	  $(XIANFENG) manage check --deploy --fail-level WARNING

# Settings as a real installation has them, for Django's checks.
PRODUCTION := XIANFENG_HTTPS=1 XIANFENG_HOSTS=party.example
# Looks are the style sheet's and the eye's business (H006, H015, T001); no page is for search engines (H030, H031);
# a component declares empty attributes (H026); a button in a form submits (H043).
DJLINT_IGNORED := H006,H015,H026,H030,H031,H043,T001

# A company of 29,136 members, all peers: about ten minutes.
bench: .venv/.ready
	$(BIN)/python -m benchmarks.columnar

# A million members: needs 3 GB of disk and, on two cores, a quarter of an hour.
bench-large: .venv/.ready
	$(BIN)/python -m benchmarks.columnar --size L

# Main pages with 710 and with 29,136 members, and an import of 29,136 rows.
bench-web: assets
	$(BIN)/python -m benchmarks.web

# Recording facts, casting and opening ballots, settling a company: each beside a floor in the same run.
bench-platform: assets
	$(BIN)/python -m benchmarks.recording
	$(BIN)/python -m benchmarks.ballots
	$(BIN)/python -m benchmarks.settling

# Power cuts at 200 points of opening, settling and publishing (20 in CI).
torture: assets
	TORTURE=200 REQUIRE=slow $(BIN)/pytest -n auto --dist worksteal tests/trust/test_power_cuts.py

# Pins every dependency with its hash and without the address it came from.
lock: .venv/bin/uv
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate --group dev pyproject.toml -o requirements.txt

clean:
	rm -rf .venv .bench demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Styles, scripts and icons of the pages, when one of their sources or the set of icons in use has changed;
# catalogues of messages, when one was edited.
assets: .venv/.ready
	@$(BIN)/python tools/assets.py || .venv/bin/uv pip install -q --python $(BIN)/python --no-deps -e .
	@$(BIN)/python tools/messages.py build

.venv/bin/uv:
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install -q uv

.venv/.ready: .venv/bin/uv requirements.txt pyproject.toml hatch_build.py
	.venv/bin/uv pip sync -q --python .venv/bin/python --require-hashes requirements.txt
	.venv/bin/uv pip install -q --python .venv/bin/python --no-deps -e .
	@touch $@

# Everything a newcomer needs: make demo, make test. Everything a developer needs: make check, make bench.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: demo test check bench bench-large lock clean

export UV_PYTHON_DOWNLOADS := never
PYTHON ?= python3
BIN := .venv/bin
DEMO_ON ?= 2025-12-31
XIANFENG := $(BIN)/xianfeng

demo: .venv/.ready
	@mkdir -p demo
	@$(XIANFENG) sample --seed 710 --on $(DEMO_ON) -o demo/beifeng.xlsx
	@$(XIANFENG) settle --scheme ten-ones --period $$(echo $(DEMO_ON) | cut -c1-4) demo/beifeng.xlsx -o demo/result.xlsx --json demo/result.json
	@echo
	@echo '看一个人的得分怎么来的 Why a score is what it is:'
	@echo "  $(XIANFENG) explain --scheme ten-ones --period $$(echo $(DEMO_ON) | cut -c1-4) --member M0007 demo/beifeng.xlsx"

test: .venv/.ready
	$(BIN)/pytest -n auto

check: .venv/.ready
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_tree.py

# A company of 29,136 members, all peers: about ten minutes.
bench: .venv/.ready
	$(BIN)/python -m benchmarks.columnar

# A million members: needs 3 GB of disk and, on two cores, a quarter of an hour.
bench-large: .venv/.ready
	$(BIN)/python -m benchmarks.columnar --size L

# Pins every dependency with its hash and without the address it came from.
lock: .venv/bin/uv
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate --group dev pyproject.toml -o requirements.txt

clean:
	rm -rf .venv .bench demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/uv:
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install -q uv

.venv/.ready: .venv/bin/uv requirements.txt pyproject.toml
	.venv/bin/uv pip sync -q --python .venv/bin/python --require-hashes requirements.txt
	.venv/bin/uv pip install -q --python .venv/bin/python --no-deps -e .
	@touch $@

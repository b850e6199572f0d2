.DEFAULT_GOAL := help
.PHONY: help setup pipeline refresh release report notebooks test check bless bench clean
# The pages that were fetched, where there are some; else those that run.toml names.
RAW ?= $(wildcard $(or $(DATA),data)/raw)
export AS_OF DATA FETCH RAW RELEASES SMALL
BUILD ?= cargo build --locked --bin drawdown
DRAWDOWN ?= $(or $(CARGO_TARGET_DIR),target)/debug/drawdown

# The tables of the sample, from which the dictionary takes its examples, whatever lies under data/.
SAMPLE = $(DRAWDOWN) run --quiet --raw data/sample --data target/sample > /dev/null

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: ## check the toolchain; does nothing when all is there
	@scripts/setup

pipeline: setup ## build, then run every stage on data/sample and print what was found
	@$(BUILD)
	@$(DRAWDOWN) run

refresh: setup ## fetch what is new, run every stage, tell what changed since the last release (AS_OF=2026-12-01 FETCH="--limit 100")
	@$(BUILD)
	@scripts/refresh $(DRAWDOWN) $(OPTIONS)

release: setup ## publish the tables as the next release under releases/ (AS_OF=..., URL=where it will be found)
	@$(BUILD)
	@$(DRAWDOWN) publish --to $(or $(RELEASES),releases) --data $(or $(DATA),data) $(if $(RAW),--raw $(RAW)) $(if $(AS_OF),--as-of $(AS_OF)) $(if $(URL),--url $(URL)) $(OPTIONS)

notebooks: .venv-notebooks/ready ## execute every notebook on the tables; the pictures go to notebooks/pictures
	@test -n "$(DRAWDOWN_DATA)" -o -d data/aggregates || $(MAKE) pipeline
	@.venv-notebooks/bin/python notebooks/execute.py

report: setup ## write data/report/index.html from the tables
	@$(BUILD)
	@$(DRAWDOWN) report

test: setup .venv/ready .venv-notebooks/ready ## all tests: units, properties, fixtures, the real corpus where it exists, DuckDB, Chromium
	@scripts/chromium
	cargo test --locked

check: setup ## formatting, clippy with warnings denied, data dictionary fresh
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --no-default-features -- -D warnings
	cargo build --locked --bin drawdown
	@$(SAMPLE)
	$(DRAWDOWN) tables --check --data target/sample

bless: setup ## rewrite the expectations of the fixtures and the data dictionary
	cargo build --locked --bin drawdown
	@$(SAMPLE)
	$(DRAWDOWN) tables --write --data target/sample
	DRAWDOWN_BLESS=1 cargo test --locked --test it

bench: setup ## pages/s and MB/s of the map beside a bare parse, and peak memory at 1 x and 20 x
	cargo bench --locked

clean: ## remove what the pipeline wrote; the pages under data/sample stay
	rm -rf data/parsed data/mentions data/entities data/aggregates data/checks data/refresh data/report data/drawdown.sql

.venv/ready: tests/requirements.txt scripts/venv
	@scripts/venv

.venv-notebooks/ready: notebooks/requirements.txt scripts/venv
	@scripts/venv .venv-notebooks notebooks/requirements.txt

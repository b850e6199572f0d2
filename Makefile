.DEFAULT_GOAL := help
.PHONY: help setup pipeline report test check bless bench clean
DRAWDOWN = $(or $(CARGO_TARGET_DIR),target)/debug/drawdown

# The tables of the sample, from which the dictionary takes its examples, whatever lies under data/.
SAMPLE = $(DRAWDOWN) run --quiet --raw data/sample --data target/sample > /dev/null

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: ## check the toolchain; does nothing when all is there
	@scripts/setup

pipeline: setup ## build, then run every stage on data/sample and print what was found
	@cargo build --locked --bin drawdown
	@$(DRAWDOWN) run

report: setup ## write data/report/index.html from the tables
	@cargo build --locked --bin drawdown
	@$(DRAWDOWN) report

test: setup .venv/ready ## all tests: units, properties, fixtures, the real corpus where it exists, DuckDB, Chromium
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
	rm -rf data/parsed data/mentions data/entities data/aggregates data/checks data/report data/drawdown.sql

.venv/ready: tests/requirements.txt scripts/venv
	@scripts/venv

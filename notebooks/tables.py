"""Reads the tables that `drawdown run` writes. The notebooks only read the data folder; nothing of theirs goes into it."""

import os
from pathlib import Path

import polars as pl

DATA = Path(os.environ.get("DRAWDOWN_DATA", Path(__file__).parent.parent / "data"))


def files(name: str) -> str:
    """Where a table lies, for polars and DuckDB alike: `files("entities/packages")`. Tables in parts give a pattern."""
    whole, parts = DATA / f"{name}.parquet", DATA / name
    if whole.exists():
        return str(whole)
    if any(parts.glob("*.parquet")):
        return str(parts / "*.parquet")
    raise FileNotFoundError(f"no table {name} in {DATA}: run `make pipeline` first, or set DRAWDOWN_DATA to the folder of your tables")


def read(name: str) -> pl.DataFrame:
    """A whole table: `read("aggregates/ordinal_audit")`. `drawdown tables ordinal_audit` says what its columns mean."""
    return pl.read_parquet(files(name))

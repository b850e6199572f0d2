"""Runs queries in DuckDB over the views of a file and prints, for each, how many rows it gives and the first of them.

usage: duckdb_answers.py VIEWS.sql QUERIES.sql
"""

import sys
from pathlib import Path

import duckdb


def main():
    connection = duckdb.connect()
    connection.execute(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for statement in duckdb.extract_statements(Path(sys.argv[2]).read_text(encoding="utf-8")):
        rows = connection.execute(statement).fetchall()
        print(len(rows), " | ".join(map(str, rows[0])) if rows else "")


if __name__ == "__main__":
    main()

"""Runs every query of a JSON file in DuckDB and compares the rows, in order, with a Parquet file that another engine wrote.

usage: duckdb_compare.py FILE.json
FILE.json: {"tables": {name: glob or file}, "queries": [{"name", "sql", "file"}]}
Exits with 1 and names the first rows that differ.
"""

import json
import math
import sys

import duckdb


def equal(ours, theirs):
    """Equal cells; doubles may differ in the last digits."""
    if isinstance(ours, float) and isinstance(theirs, float):
        return math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-12)
    return type(ours) is type(theirs) and ours == theirs


def compare(connection, query):
    """Yields a line per difference."""
    theirs = connection.execute(query["sql"])
    names = [column[0] for column in theirs.description]
    theirs = theirs.fetchall()
    ours = connection.execute("SELECT * FROM read_parquet(?)", [query["file"]])
    if names != [column[0] for column in ours.description]:
        yield f"columns {[column[0] for column in ours.description]} but DuckDB gives {names}"
        return
    ours = ours.fetchall()
    if len(ours) != len(theirs):
        yield f"{len(ours)} rows but DuckDB gives {len(theirs)}"
    for number, (our, their) in enumerate(zip(ours, theirs), 1):
        for name, a, b in zip(names, our, their):
            if not equal(a, b):
                yield f"row {number}, {name}: {a!r} but DuckDB gives {b!r}"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        task = json.load(file)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for name, pattern in task["tables"].items():
        connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet(\'{pattern}\')')
    failed = 0
    for query in task["queries"]:
        try:
            differences = list(compare(connection, query))
        except duckdb.Error as error:
            differences = [str(error)]
        failed += bool(differences)
        for line in differences[:5]:
            print(f"{query['name']}: {line}")
    print(f"{len(task['queries'])} queries compared, {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

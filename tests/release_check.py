"""Reads a release with other people's tools and fails where they see something else than it says.

usage: release_check.py RELEASE
frictionless validates the Data Package, mlcroissant the Croissant file, openpyxl reads the workbook, pyarrow the Parquet files.
Prints a line per tool; exits with 1 and names what is wrong.
"""

import datetime
import hashlib
import json
import logging
import pathlib
import sys
import warnings

import mlcroissant
import openpyxl
import pyarrow.parquet as parquet
from frictionless import Package

warnings.filterwarnings("ignore")


def expect(truth, what):
    if not truth:
        sys.exit(f"release_check: {what}")


def manifest(release):
    """Every file is listed with its bytes and digest, and nothing else lies there."""
    listed = {file["path"]: file for file in json.loads((release / "manifest.json").read_text())["files"]}
    found = {str(path.relative_to(release)) for path in release.rglob("*") if path.is_file()} - {"manifest.json"}
    expect(found == set(listed), f"the manifest and the folder differ: {sorted(found ^ set(listed))}")
    for name, file in listed.items():
        content = (release / name).read_bytes()
        expect(len(content) == file["bytes"], f"{name}: {len(content)} bytes, not {file['bytes']}")
        expect(hashlib.sha256(content).hexdigest() == file["sha256"], f"{name}: another digest")
    return listed


TYPES = {
    "string": "string",
    "int64": "integer",
    "double": "number",
    "bool": "boolean",
    "date32[day]": "date",
    "timestamp[us, tz=UTC]": "datetime",
    "list<item: string>": "array",
}


def datapackage(release):
    """CSV files are read and checked to the cell; of Parquet files this reader makes doubles where a cell is empty, so the schema is compared."""
    package = Package(str(release / "datapackage.json"))
    for resource in package.resources:
        if resource.format == "parquet":
            declared = [(field.name, field.type) for field in resource.schema.fields]
            found = [(field.name, TYPES[str(field.type)]) for field in parquet.read_schema(release / resource.path)]
            expect(declared == found, f"{resource.path}: {set(declared) ^ set(found)}")
        else:
            report = resource.validate()
            expect(report.valid, f"{resource.path}: {report.flatten(['rowNumber', 'fieldName', 'note'])[:3]}")
    return len(package.resources)


def croissant(release, files):
    dataset = mlcroissant.Dataset(str(release / "croissant.json"))
    issues = dataset.metadata.ctx.issues
    expect(not issues.errors, issues.report())
    expect(str(dataset.metadata.conforms_to) == "http://mlcommons.org/croissant/1.1" or dataset.metadata.ctx.is_v1_1(), "not Croissant 1.1")
    rows = sum(1 for _ in dataset.records("packages"))
    expect(rows == files["tables/packages.parquet"]["rows"], f"croissant reads {rows} packages")
    return len(dataset.metadata.record_sets)


def workbook(release, files):
    book = openpyxl.load_workbook(release / "drawdown.xlsx")
    expect(book.sheetnames[0] == "readme" and book.sheetnames[-1] == "columns", f"sheets {book.sheetnames}")
    for sheet in book.worksheets[1:]:
        expect(sheet.freeze_panes == "B2", f"{sheet.title}: frozen at {sheet.freeze_panes}")
        expect(sheet.auto_filter.ref, f"{sheet.title}: no filter")
        csv = files.get(f"csv/{sheet.title}.csv")
        expect(sheet.title == "columns" or sheet.max_row == csv["rows"] + 1, f"{sheet.title}: {sheet.max_row} rows")
    packages = book["packages"]
    columns = {cell.value: cell.column - 1 for cell in packages[1]}
    for row in packages.iter_rows(min_row=2):
        expect(isinstance(row[columns["announced_date"]].value, datetime.datetime), "announced_date is no date")
        expect(row[columns["announced_date"]].number_format == "yyyy-mm-dd", "a date is shown otherwise")
        value = row[columns["value_low_usd"]]
        expect(value.value is None or isinstance(value.value, int) and value.number_format == "#,##0", f"{value.value!r} is no number")
        expect(isinstance(row[columns["is_composite"]].value, bool), "is_composite is not true or false")
        page = row[columns["page"]]
        expect(page.hyperlink and page.hyperlink.target == page.value and page.value.startswith("https://"), f"{page.value!r} is no link")
        expect(row[columns["sentence"]].value, "a package without its sentence")
    evidence = book["package_evidence"]
    at = [cell.value for cell in evidence[1]].index("article_id")
    links = [row[at].hyperlink.target for row in evidence.iter_rows(min_row=2)]
    expect(all(link.startswith("https://") for link in links), "evidence without a link")
    return len(book.sheetnames)


def parquets(release, files):
    for path, file in files.items():
        if not path.startswith("tables/"):
            continue
        reader = parquet.ParquetFile(release / path)
        footer, schema = reader.metadata, reader.schema_arrow
        about = {key.decode(): value.decode() for key, value in footer.metadata.items() if key.startswith(b"drawdown.")}
        expect(footer.num_rows == file["rows"], f"{path}: {footer.num_rows} rows")
        expect({"drawdown.table", "drawdown.description", "drawdown.key", "drawdown.release", "drawdown.as_of"} <= set(about), f"{path}: {about}")
        expect(all(field.metadata[b"description"] for field in schema), f"{path}: a column without its description")
        key = about["drawdown.key"].split(", ")
        for group in (footer.row_group(number) for number in range(footer.num_row_groups)):
            expect(group.num_rows <= 100_000, f"{path}: a row group of {group.num_rows} rows")
            sorting = [schema.names[column.column_index] for column in group.sorting_columns]
            expect(sorting == key, f"{path}: sorted by {sorting}, key {key}")
            for column in (group.column(number) for number in range(group.num_columns)):
                expect(column.compression == "ZSTD", f"{path}: {column.compression}")
                expect(column.has_offset_index and column.has_column_index, f"{path}: {column.path_in_schema} has no page index")
        table = reader.read()
        order = table.sort_by([(column, "ascending") for column in key])
        flat = [column for column in key if table.num_rows]
        expect(all(table[column].equals(order[column]) for column in flat), f"{path}: not sorted by {key}")


def main():
    logging.disable(logging.WARNING)
    release = pathlib.Path(sys.argv[1])
    files = manifest(release)
    print(f"manifest: {len(files)} files")
    parquets(release, files)
    print("parquet: sorted, described, indexed")
    print(f"frictionless: {datapackage(release)} resources valid")
    print(f"mlcroissant: {croissant(release, files)} record sets valid")
    print(f"openpyxl: {workbook(release, files)} sheets")


if __name__ == "__main__":
    main()

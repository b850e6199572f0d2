"""Reads all WARC files below a folder with warcio, checks every digest and every member, and prints a line for each record."""

import sys
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

failures = []
for path in sorted(Path(sys.argv[1]).rglob("*.warc.gz")):
    with path.open("rb") as stream:
        records = ArchiveIterator(stream, check_digests=True)
        for record in records:
            header = record.rec_headers.get_header
            record.content_stream().read()
            checker = record.digest_checker
            if checker.passed is False or checker.problems:
                failures.append(f"{path} at {records.get_record_offset()}: {checker.problems}")
            if not header("WARC-Block-Digest"):
                failures.append(f"{path} at {records.get_record_offset()}: no digest")
            status = record.http_headers.get_statuscode() if record.http_headers and record.rec_type != "request" else ""
            fields = [record.rec_type, header("WARC-Target-URI") or "", status, header("WARC-Payload-Digest") or ""]
            print("\t".join(fields))
if failures:
    sys.exit("\n".join(failures))

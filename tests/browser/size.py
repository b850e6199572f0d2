"""How fast a large report opens: the tables of a data folder, made up to 5,000 packages and 50,000 sentences, in Chromium.

usage: .venv/bin/python tests/browser/size.py target/debug/drawdown data
Prints the size of the file, the time until it is drawn, until a package is open, a search is answered, and frames lost in scrolling.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
from report import browser

PACKAGES, EVIDENCE = 5_000, 50_000


def grow(data):
    """Repeats the rows of the packages under new names, and their sentences as further claims."""
    entities = data / "entities"
    count = {table: duckdb.sql(f"SELECT count(*) FROM '{entities / table}.parquet'").fetchall()[0][0] for table in ["packages", "package_evidence"]}
    copies = -(-PACKAGES // count["packages"])
    claims = -(-EVIDENCE // (copies * count["package_evidence"]))
    named = "package_id || '-' || c.range AS package_id"
    for table in ["packages", "package_items", "package_evidence", "package_conflicts"]:
        file = entities / f"{table}.parquet"
        grown = file.with_suffix(".grown")
        more = f", range({claims}) AS d" if table == "package_evidence" else ""
        claim = ", announcement_no + 1000 * d.range AS announcement_no" if more else ""
        limit = {"packages": PACKAGES, "package_evidence": EVIDENCE}.get(table)
        end = f"ORDER BY c.range LIMIT {limit}" if limit else ""
        duckdb.sql(f"COPY (SELECT t.* REPLACE ({named}{claim}) FROM '{file}' AS t, range({copies}) AS c{more} {end}) TO '{grown}' (FORMAT parquet, COMPRESSION zstd)")
        grown.replace(file)


def main():
    program, data = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "data"
        shutil.copytree(data, large, ignore=shutil.ignore_patterns("report"))
        grow(large)
        start = time.monotonic()
        subprocess.run([program, "report", "--data", str(large)], check=True, stdout=subprocess.DEVNULL)
        report = large / "report" / "index.html"
        print(f"written in {time.monotonic() - start:.1f} s, {report.stat().st_size / 1e6:.1f} MB")
        with browser(viewport={"width": 1280, "height": 900}) as context:
            for _ in range(3):
                page = context.new_page()
                start = time.monotonic()
                page.goto(report.as_uri())
                page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
                opened = time.monotonic() - start
                clicked, searched = page.evaluate("""async () => {
                    const drawn = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
                    let start = performance.now();
                    document.querySelector(".open").click();
                    await drawn();
                    const clicked = performance.now() - start;
                    start = performance.now();
                    document.querySelector("#search").value = "javelin";
                    document.querySelector("#search").dispatchEvent(new Event("input", { bubbles: true }));
                    const hits = document.querySelector("#hits").textContent;
                    while (document.querySelector("#hits").textContent === hits) await drawn();
                    return [clicked, performance.now() - start];
                }""")
                slowest = page.evaluate("""async () => {
                    document.querySelector("form").reset();
                    await new Promise(done => setTimeout(done, 300));
                    document.querySelector("#packages").scrollIntoView();
                    let slowest = 0, before = performance.now();
                    for (let frame = 0; frame < 120; frame += 1) {
                        scrollBy(0, 400);
                        await new Promise(requestAnimationFrame);
                        if (frame) slowest = Math.max(slowest, performance.now() - before);
                        before = performance.now();
                    }
                    return slowest;
                }""")
                print(f"drawn in {opened:.2f} s, first package open in {clicked:.0f} ms, search answered in {searched:.0f} ms, slowest frame in scrolling {slowest:.0f} ms")
                page.close()


if __name__ == "__main__":
    main()

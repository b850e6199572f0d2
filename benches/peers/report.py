"""The tables of docs/accuracy.md."""

import os
import platform
import subprocess
from datetime import date
from pathlib import Path

import score

BEGIN, END = "<!-- written by benches/peers/run: begin -->", "<!-- written by benches/peers/run: end -->"


def render(labelled, predictions, speeds, drawdown, command):
    """All that stands between the markers."""
    versions = {name: version for speed in speeds.values() for name, version in speed["versions"].items()}
    build = "release" if "release" in drawdown.program.parts else "debug"
    lines = [
        f"Written on {date.today()} by `{command}`, on {machine()}; drawdown of commit {commit(drawdown.root)}, {build} build.",
        "",
        "Versions: " + ", ".join(f"{name} {version}" for name, version in sorted(versions.items())) + ".",
    ]
    behind = []
    for each in labelled:
        lines += ["", f"### {each.title[0].upper()}{each.title[1:]}", "", *set_table(each, predictions, drawdown, behind)]
    lines += ["", "### Where a peer is ahead, or level below 1.00", ""]
    lines += [f"- {line}" for line in behind] or ["Nowhere."]
    lines += ["", "### Speed", "", *speed_table(speeds, build)]
    return "\n".join(lines)


def set_table(each, predictions, drawdown, behind):
    """Rows: measures; columns: who gives them; cells: F1."""
    scores = {name: score.score(each.pages, rows) for name, rows in predictions.items()}
    if each.is_of_others:
        figures = {key: row for key, row in drawdown.figures(each.file).items()}
        scores["drawdown"] = {}
    else:
        figures = {}
    f1 = {name: {key: tally.f1 for key, tally in tallies.items() if tally.labels} for name, tallies in scores.items()}
    labels = {key: tally.labels for tallies in scores.values() for key, tally in tallies.items()}
    f1["drawdown"] |= {key: figures[key][3] for key in labels if key in figures and figures[key][0]}
    order = [(kind, measure) for kind, (_, _, measures) in score.KINDS.items() for measure in ("span", "exact span", *measures)]
    keys = [key for key in order if any(key in of_peer for name, of_peer in f1.items() if name != "drawdown")]
    names = ["drawdown"] + [name for name in f1 if name != "drawdown" and any(key in f1[name] for key in keys)]
    missing = f", {each.missing} more that are not in this run" if each.missing else ""
    characters = sum(min(page.get("upto") or len(each.texts[digest]["text"]), len(each.texts[digest]["text"])) for digest, page in each.pages.items())
    lines = [
        f"{len(each.pages)} pages{missing}, {characters:,} labelled characters. F1; a cell is empty where a peer does not give that.",
        "",
        "| kind | measure | labels | " + " | ".join(names) + " |",
        "| --- | --- | ---: |" + " ---: |" * len(names),
    ]
    for key in keys:
        cells = [f"{f1[name][key]:.3f}" if key in f1[name] else "" for name in names]
        lines.append(f"| {key[0]} | {key[1]} | {labels[key]} | " + " | ".join(cells) + " |")
        ours = round(f1["drawdown"].get(key, 0.0), 3)
        for name in names[1:]:
            theirs = round(f1[name].get(key, -1.0), 3)
            if theirs > ours or theirs == ours < 1.0:
                behind.append(f"{each.title}: {key[0]}, {key[1]}: {name} {theirs:.3f}, drawdown {ours:.3f} ({labels[key]} labels)")
    return lines


def speed_table(speeds, build):
    """Characters a second on one thread."""
    rate = {name: speed["characters"] / max(speed["seconds"], 1e-9) for name, speed in speeds.items()}
    lines = ["| | characters a second, one thread | drawdown is faster by |", "| --- | ---: | ---: |"]
    for name, value in rate.items():
        lines.append(f"| {name} | {value:,.0f} | " + (f"{rate['drawdown'] / value:,.1f} x |" if name != "drawdown" else "|"))
    if build == "debug":
        lines += ["", "drawdown was a debug build: its speed says little; `cargo build --release --bin drawdown` and run again."]
    return lines


def machine():
    names = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def commit(root):
    answer = subprocess.run(["git", "describe", "--always", "--dirty", "--exclude=*"], cwd=root, capture_output=True, text=True)
    return answer.stdout.strip() or "unknown"


def write(file, tables):
    """Puts the tables between the markers of `file`."""
    text = file.read_text()
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    file.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}")

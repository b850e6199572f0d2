// compromise: people, organisations, places, amounts, numbers and quotations. It resolves no dates without a plug-in, and names no speakers.
import { DURATION, installed, isCount, places, require, serve, trimmed } from "./common.mjs";

const nlp = require("compromise");
const CODES = { dollar: "USD", euro: "EUR", pound: "GBP", yen: "JPY" };
const TIMES = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

function read(text) {
  const doc = nlp(text);
  const at = places(text);
  const spans = (view) => view.json({ offset: true }).map((row) => [row.offset.start, row.offset.start + row.offset.length, row]);
  const names = (view) => spans(view).map(([start, end]) => ({ at: trimmed(text, start, end) }));
  const numbers = spans(doc.numbers()).filter(([start, end, row]) => !/[$€£]/.test(row.text) && isCount(text, start, end));
  const dates = spans(doc.match("#Date+")).filter(([, , row]) => !DURATION.test(row.text) && !/^(?:now|when|while)$/i.test(row.text));
  return {
    people: spans(doc.people()).map(([start, end, row]) => ({ at: trimmed(text, start + rank(row), end) })),
    organizations: names(doc.organizations()),
    places: names(doc.places()),
    nationalities: names(doc.match("#Demonym+")),
    dates: dates.map(([start, end]) => ({ at: trimmed(text, start, end) })),
    money: spans(doc.money()).map(([start, end, row]) => amount(text, start, end, row)),
    quantities: numbers.map(([start, end, row]) => {
      const count = Math.round(row.number?.num ?? NaN);
      return { at: [at[start], at[end]], quantity_low: count, quantity_high: count };
    }),
    quotes: spans(doc.quotations()).map(([start, end]) => ({ at: within(text, start, end, at) })),
  };
}

/** An amount. It ends its own at the sign and the digits ("$5" of "$5 million"), so the word behind is added for it. */
function amount(text, start, end, row) {
  const behind = /^\s+(thousand|million|billion|trillion)\b/i.exec(text.slice(end));
  const times = behind ? TIMES[behind[1].toLowerCase()] : 1;
  const number = Math.round((row.money?.num ?? NaN) * times);
  const currency = row.money?.currency;
  const at = trimmed(text, start, end + (behind ? behind[0].length : 0));
  return { at, amount_low: number, amount_high: number, currency: CODES[currency] ?? currency ?? null };
}

/** The length of the ranks and titles that it counts among the words of a name. */
function rank(row) {
  let length = 0;
  for (const { text, post, tags } of row.terms.slice(0, -1)) {
    if (!tags.includes("Honorific") && !tags.includes("Actor")) break;
    length += text.length + post.length;
  }
  return length;
}

/** The words inside the marks. */
function within(text, start, end, at) {
  while (start < end && "“\" ".includes(text[start])) start++;
  const closing = text.slice(start, end).search(/[”"]/);
  return [at[start], at[closing >= 0 ? start + closing : end]];
}

serve(installed("compromise"), read);

// compromise: people, organisations, places, amounts, numbers and quotations. It resolves no dates without a plug-in, and names no speakers.
import { DURATION, installed, isCount, places, require, serve, trimmed } from "./common.mjs";

const nlp = require("compromise");
const CODES = { dollar: "USD", euro: "EUR", pound: "GBP", yen: "JPY" };

function read(text) {
  const doc = nlp(text);
  const at = places(text);
  const spans = (view) => view.json({ offset: true }).map((row) => [row.offset.start, row.offset.start + row.offset.length, row]);
  const names = (view) => spans(view).map(([start, end]) => ({ at: trimmed(text, start, end) }));
  const numbers = spans(doc.numbers()).filter(([start, end, row]) => !/[$€£]/.test(row.text) && isCount(text, start, end));
  const dates = spans(doc.match("#Date+")).filter(([, , row]) => !DURATION.test(row.text) && !/^(?:now|when|while)$/i.test(row.text));
  return {
    people: names(doc.people()),
    organizations: names(doc.organizations()),
    places: names(doc.places()),
    nationalities: names(doc.match("#Demonym+")),
    dates: dates.map(([start, end]) => ({ at: trimmed(text, start, end) })),
    money: spans(doc.money()).map(([start, end, row]) => {
      const amount = Math.round(row.money?.num ?? row.number?.num ?? NaN);
      return { at: trimmed(text, start, end), amount_low: amount, amount_high: amount, currency: CODES[row.money?.currency] ?? null };
    }),
    quantities: numbers.map(([start, end, row]) => {
      const count = Math.round(row.number?.num ?? NaN);
      return { at: [at[start], at[end]], quantity_low: count, quantity_high: count };
    }),
    quotes: spans(doc.quotations()).map(([start, end]) => ({ at: within(text, start, end, at) })),
  };
}

/** The words inside the marks. */
function within(text, start, end, at) {
  while (start < end && "“\" ".includes(text[start])) start++;
  const closing = text.slice(start, end).search(/[”"]/);
  return [at[start], at[closing >= 0 ? start + closing : end]];
}

serve(installed("compromise"), read);

// wink-nlp with its lite English model: spans of dates, amounts and numbers. It names no people, organisations or places.
import { DURATION, installed, isCount, places, require, serve, trimmed } from "./common.mjs";

const wink = require("wink-nlp");
const nlp = wink(require("wink-eng-lite-web-model"));
const { its } = nlp;
const KINDS = { MONEY: "money", DATE: "dates", CARDINAL: "quantities" };

function read(text) {
  const kinds = { money: [], dates: [], quantities: [] };
  const doc = nlp.readDoc(text);
  const [words, gaps] = [doc.tokens().out(its.value), doc.tokens().out(its.precedingSpaces)];
  const starts = [];
  let end = 0;
  words.forEach((word, index) => {
    const start = text.indexOf(word, end + (gaps[index] ?? "").length);
    starts.push(start >= 0 ? start : end);
    end = starts[index] + word.length;
  });
  const at = places(text);
  doc.entities().each((entity) => {
    const kind = KINDS[entity.out(its.type)];
    const [first, last] = entity.out(its.span);
    const [from, to] = [starts[first], starts[last] + words[last].length];
    if (kind === undefined || (kind === "dates" && DURATION.test(text.slice(from, to)))) return;
    if (kind === "quantities" && !isCount(text, from, to)) return;
    kinds[kind].push({ at: kind === "quantities" ? [at[from], at[to]] : trimmed(text, from, to) });
  });
  return kinds;
}

serve(installed("wink-nlp", "wink-eng-lite-web-model"), read);

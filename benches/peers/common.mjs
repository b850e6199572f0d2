// What the adapters in JavaScript share: as common.py.
import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";

export const require = createRequire(process.env.PEERS_NPM + "/");
const LEAST_SECONDS = 3;

/** The version of an installed package. */
export function installed(...names) {
  const read = (name) => JSON.parse(readFileSync(`${process.env.PEERS_NPM}/node_modules/${name}/package.json`)).version;
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}

/** Turns places in UTF-16, as JavaScript counts, into Unicode scalars, as the tables do. */
export function places(text) {
  const out = new Uint32Array(text.length + 1);
  for (let at = 0, scalars = 0; at < text.length; at++) {
    out[at] = scalars;
    const isFirstHalf = (text.charCodeAt(at) & 0xfc00) === 0xd800;
    if (!isFirstHalf) scalars++;
    out[at + 1] = scalars;
  }
  return out;
}

/** A span without `the`, possessive, and marks at its ends. */
export function trimmed(text, start, end) {
  const at = places(text);
  const MARKS = " \n\t\u00a0“”\"‘’'(),;:";
  while (start < end && MARKS.includes(text[start])) start++;
  if (/^the $/i.test(text.slice(start, start + 4))) start += 4;
  while (start < end && (MARKS + ".").includes(text[end - 1])) end--;
  if (/['’]s$/.test(text.slice(start, end))) end -= 2;
  return [at[start], at[end]];
}

/** Whether a bare number may be a number of things, as in common.py. */
export function isCount(text, start, end) {
  const [number, before, behind] = [text.slice(start, end), text.slice(Math.max(0, start - 12), start), text.slice(end, end + 12)];
  const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\\.?";
  const measure = /^[\s-]*(?:%|percent|per\s?cent|years?|months?|weeks?|days?|hours?|minutes?|seconds?|miles?|feet|foot|pounds?|tons?|a\.m|p\.m|st\b|nd\b|rd\b|th\b)/i;
  const isYear = /^(?:19|20)\d\d$/.test(number);
  const isDay = new RegExp(`${month}\\s$`).test(before) || new RegExp(`^(?:,\\s\\d{4}\\b|\\s${month}\\b)`).test(behind);
  return !(isYear || isDay || measure.test(behind) || /[\w-][-/.]$|[A-Z#§]$/.test(before));
}

export const DURATION = /(?:\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many|few)[\s-]+(?:\w+\s)?(?:years?|months?|weeks?|days?|hours?)\b|\bold$|\bdecades$|^annual|^daily)/i;

const seconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Answers the texts on standard input on standard output. */
export function serve(versions, read) {
  const texts = readFileSync(0, "utf8").split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
  const write = (value) => writeSync(1, JSON.stringify(value) + "\n");
  for (const text of texts) write({ text_sha256: text.text_sha256, kinds: read(text.text) });
  let [started, characters] = [seconds(), 0];
  while (characters === 0 || seconds() - started < LEAST_SECONDS) {
    for (const text of texts) {
      read(text.text);
      characters += [...text.text].length;
    }
  }
  write({ versions, characters, seconds: seconds() - started });
}

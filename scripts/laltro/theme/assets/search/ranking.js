// @ts-check
// Which rows hold what is asked, and the best first. Titles and names weigh more than the summary, and that more than a
// page's other text, of which only Pagefind knows.
import { closest, groups, split, stem } from "./lexicon.js";

/** @typedef {Map<string, string[]> | undefined} Body */
/** @typedef {{ text: string, found: Scores }} Heard */
/** @typedef {{ sum: number, held: number }} Held */

/** @type {[number, (row: Row) => string][]} */
const FIELDS = [[5, (row) => row.title], [4, (row) => row.named.join(" ")], [2, (row) => row.summary],
  [1.5, (row) => row.facts.join(" ")], [1, (row) => row.kindName]];
const BODY = 1;
const PREFIX = 0.7;
/** @type {Record<string, number>} */
const KINDS = { service: 1.3, page: 0.6 };
// Of what is asked, by weight, a row must hold at least this part of what the best one holds.
const ENOUGH = 0.5;

/** @type {(index: WordIndex, row: Row, text: string, weight: number) => void} */
const note = (index, row, text, weight) => {
  for (const word of split(text)) {
    const root = stem(word, index.lang);
    const rows = index.postings.get(root) ?? new Map();
    index.postings.set(root, rows);
    rows.set(row, Math.max(weight, rows.get(row) ?? 0));
    index.vocabulary.set(word, (index.vocabulary.get(word) ?? 0) + 1);
  }
};

// `words` as the file of facets has them: a term, and what stands for it.
/** @type {(rows: Row[], words: Synonyms, lang: string) => WordIndex} */
export const makeIndex = (rows, words, lang) => {
  /** @type {WordIndex} */
  const index = { postings: new Map(), vocabulary: new Map(), pages: new Map(), size: rows.length, words, lang };
  for (const row of rows) {
    index.pages.set(row.page, row);
    for (const [weight, text] of FIELDS) note(index, row, text(row), weight);
  }
  for (const [term, also] of Object.entries(words)) {
    if (also.length && !term.includes(" ") && !index.vocabulary.has(term)) index.vocabulary.set(term, 0);
  }
  return index;
};

/** @type {Scores} */
const EMPTY = new Map();

// Rows that hold all words of an alternative, with the least of their weights.
/** @type {(index: WordIndex, asked: { stems: string[], weight: number }) => Scores} */
const holding = (index, { stems, weight }) => {
  const [first = EMPTY, ...others] = stems.map((root) => index.postings.get(root) ?? EMPTY);
  /** @type {Scores} */
  const found = new Map();
  for (const [row, own] of first) {
    const least = Math.min(own, ...others.map((rows) => rows.get(row) ?? 0));
    if (least) found.set(row, least * weight);
  }
  return found;
};

/** @type {(found: Scores, row: Row, score: number) => Scores} */
const best = (found, row, score) => found.set(row, Math.max(score, found.get(row) ?? 0));

/** @type {(index: WordIndex, body: Body, asked: Alternative) => [Row, number][]} */
const fromBody = (index, body, { text, weight }) => (body?.get(text) ?? []).flatMap((page) => {
  const row = index.pages.get(page);
  return row ? [[row, BODY * weight]] : [];
});

/** @type {(index: WordIndex, text: string) => { stems: string[], weight: number }[]} */
const begun = (index, text) => [...index.vocabulary.keys()].filter((word) => text.length > 2 && word.startsWith(text))
  .map((word) => ({ stems: [stem(word, index.lang)], weight: PREFIX }));

/** @type {(index: WordIndex, group: Group, body: Body) => Scores} */
const hits = (index, { text, alternatives }, body) => {
  /** @type {Scores} */
  const found = new Map();
  for (const one of alternatives) {
    for (const [row, score] of holding(index, one)) best(found, row, score);
    for (const [row, score] of fromBody(index, body, one)) best(found, row, score);
  }
  if (found.size) return found;
  for (const one of begun(index, text)) for (const [row, score] of holding(index, one)) best(found, row, score);
  return found;
};

// `soft`: words that lift a row which holds others too, and make up for none.
/** @type {(index: WordIndex, each: Heard[], soft: Set<string>) => Map<Row, Held>} */
const scored = (index, each, soft) => {
  /** @type {Map<Row, Held>} */
  const scores = new Map();
  for (const { text, found } of each) {
    const rarity = Math.log(1 + index.size / (1 + found.size));
    for (const [row, score] of found) {
      const { sum, held } = scores.get(row) ?? { sum: 0, held: 0 };
      scores.set(row, { sum: sum + score * rarity, held: held + (soft.has(text) ? 0 : rarity) });
    }
  }
  return scores;
};

/** @type {(scores: Map<Row, Held>) => Scores} */
const kept = (scores) => {
  const most = Math.max(0, ...[...scores.values()].map(({ held }) => held));
  return new Map([...scores].filter(([, { held }]) => held && held >= ENOUGH * most)
    .map(([row, { sum, held }]) => [row, sum * (held / most) ** 2 * (row.over ? 0.8 : 1) * (KINDS[row.kind] ?? 1)]));
};

// The texts that Pagefind should be asked for.
/** @type {(index: WordIndex, query: string) => string[]} */
export const texts = (index, query) => groups(query, index.words, index.lang)
  .flatMap(({ alternatives }) => alternatives.map(({ text }) => text));

/** @type {(index: WordIndex, query: string, body?: Body) => Heard[]} */
const heard = (index, query, body) => groups(query, index.words, index.lang)
  .map((group) => ({ text: group.text, found: hits(index, group, body) }));

/** @type {(one: Scores, other: Scores) => boolean} */
const together = (one, other) => [...one.keys()].some((row) => other.has(row));

// The word that was meant by one that occurs nowhere, else the word itself: a guess must stand in some row beside another
// word of the question, or it leads away from it.
/** @type {(index: WordIndex, text: string, others: Heard[]) => string} */
const meant = (index, text, others) => {
  const guess = closest(text, index.vocabulary);
  if (!guess) return text;
  const found = heard(index, guess)[0]?.found ?? EMPTY;
  return !others.length || others.some((other) => together(found, other.found)) ? guess : text;
};

// Rows to scores. `body`: pages by text, as Pagefind found them; without it nothing is taken for a slip of the keys.
// `corrected` is what was searched instead, where a word occurs nowhere; `unused` are the words that led to nothing.
/** @type {(index: WordIndex, query: string, body: Body, soft?: Set<string>) => Ranked} */
export const rank = (index, query, body, soft = new Set()) => {
  const typed = heard(index, query, body);
  const some = typed.filter(({ found }) => found.size);
  const words = typed.map(({ text, found }) => (found.size || !body ? text : meant(index, text, some)));
  const again = words.some((word, n) => word !== typed[n].text);
  const each = again ? heard(index, words.join(" "), body) : typed;
  const unused = body ? each.filter(({ found }) => !found.size).map(({ text }) => text) : [];
  return { scores: kept(scored(index, each, soft)), corrected: again ? words.join(" ") : "", unused };
};

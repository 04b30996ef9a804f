// Which rows hold what is asked, and the best first. Titles and names weigh more than the summary, and that more than a
// page's other text, of which only Pagefind knows.
import { closest, groups, split, stem } from "./lexicon.js";

const FIELDS = [[5, (row) => row.title], [4, (row) => row.named.join(" ")], [2, (row) => row.summary],
  [1.5, (row) => row.facts.join(" ")], [1, (row) => row.kindName]];
const BODY = 1;
const PREFIX = 0.7;
const KINDS = { service: 1.3, page: 0.6 };
// Of what is asked, by weight, a row must hold at least this part of what the best one holds.
const ENOUGH = 0.5;

const note = (index, row, text, weight) => {
  for (const word of split(text)) {
    const root = stem(word, index.lang);
    if (!index.postings.has(root)) index.postings.set(root, new Map());
    const rows = index.postings.get(root);
    rows.set(row, Math.max(weight, rows.get(row) ?? 0));
    index.vocabulary.set(word, (index.vocabulary.get(word) ?? 0) + 1);
  }
};

// `words` as the file of facets has them: a term, and what stands for it.
export const makeIndex = (rows, words, lang) => {
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

const EMPTY = new Map();

// Rows that hold all words of an alternative, with the least of their weights.
const holding = (index, { stems, weight }) => {
  const [first = EMPTY, ...others] = stems.map((root) => index.postings.get(root) ?? EMPTY);
  const found = new Map();
  for (const [row, own] of first) {
    const least = Math.min(own, ...others.map((rows) => rows.get(row) ?? 0));
    if (least) found.set(row, least * weight);
  }
  return found;
};

const best = (found, row, score) => found.set(row, Math.max(score, found.get(row) ?? 0));

const fromBody = (index, body, { text, weight }) => (body?.get(text) ?? [])
  .map((page) => [index.pages.get(page), BODY * weight]).filter(([row]) => row);

const begun = (index, text) => [...index.vocabulary.keys()].filter((word) => text.length > 2 && word.startsWith(text))
  .map((word) => ({ stems: [stem(word, index.lang)], weight: PREFIX }));

const hits = (index, { text, alternatives }, body) => {
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
const scored = (index, each, soft) => {
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

const kept = (scores) => {
  const most = Math.max(0, ...[...scores.values()].map(({ held }) => held));
  return new Map([...scores].filter(([, { held }]) => held && held >= ENOUGH * most)
    .map(([row, { sum, held }]) => [row, sum * (held / most) ** 2 * (row.over ? 0.8 : 1) * (KINDS[row.kind] ?? 1)]));
};

// The texts that Pagefind should be asked for.
export const texts = (index, query) => groups(query, index.words, index.lang)
  .flatMap(({ alternatives }) => alternatives.map(({ text }) => text));

const heard = (index, query, body) => groups(query, index.words, index.lang)
  .map((group) => ({ text: group.text, found: hits(index, group, body) }));

const together = (one, other) => [...one.keys()].some((row) => other.has(row));

// The word that was meant by one that occurs nowhere, else the word itself: a guess must stand in some row beside another
// word of the question, or it leads away from it.
const meant = (index, text, others) => {
  const guess = closest(text, index.vocabulary);
  if (!guess) return text;
  const found = heard(index, guess)[0]?.found ?? EMPTY;
  return !others.length || others.some((other) => together(found, other.found)) ? guess : text;
};

// Rows to scores. `body`: pages by text, as Pagefind found them; without it nothing is taken for a slip of the keys.
// `corrected` is what was searched instead, where a word occurs nowhere; `unused` are the words that led to nothing.
export const rank = (index, query, body, soft = new Set()) => {
  const typed = heard(index, query, body);
  const some = typed.filter(({ found }) => found.size);
  const words = typed.map(({ text, found }) => (found.size || !body ? text : meant(index, text, some)));
  const again = words.some((word, n) => word !== typed[n].text);
  const each = again ? heard(index, words.join(" "), body) : typed;
  const unused = body ? each.filter(({ found }) => !found.size).map(({ text }) => text) : [];
  return { scores: kept(scored(index, each, soft)), corrected: again ? words.join(" ") : "", unused };
};

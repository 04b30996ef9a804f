// @ts-check
// What words of a question say that a filter says better: "gratis", "sabato", "municipio 6".
import { fold, split } from "./lexicon.js";

/** @typedef {{ word: string, from: number, to: number }} Token */

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LONGEST = 3;

/** @type {(query: string) => Token[]} */
const tokens = (query) => [...query.matchAll(WORD)]
  .map(({ 0: text, index }) => ({ word: fold(text), from: index, to: index + text.length }));

// The longest term that begins at a word, as the words it takes.
/** @type {(words: Token[], at: number, terms: FilterWords) => Token[]} */
const termAt = (words, at, terms) => {
  for (let length = LONGEST; length > 0; length -= 1) {
    const taken = words.slice(at, at + length);
    if (taken.length === length && Object.hasOwn(terms, taken.map(({ word }) => word).join(" "))) return taken;
  }
  return [];
};

/** @type {(word: string, says: Synonyms) => boolean} */
const idle = (word, says) => Object.hasOwn(says, word) && says[word].length === 0;

// Words that say nothing, and those of a filter without a value, go with the one they stand before ("aperto il sabato"),
// and alone they are no question.
/** @type {(query: string, words: Token[], at: number, taken: Token[], said: { terms: FilterWords, says: Synonyms }) => string} */
const restOf = (query, words, at, taken, { terms, says }) => {
  /** @type {(token: Token) => boolean} */
  const goesAlong = ({ word }) => idle(word, says) || (Object.hasOwn(terms, word) && !terms[word][1]);
  let first = at;
  while (first > 0 && goesAlong(words[first - 1])) first -= 1;
  const from = words[first].from;
  const rest = [query.slice(0, from), query.slice(taken[taken.length - 1].to)].join(" ").replace(/\s+/g, " ").trim();
  return split(rest).every((word) => idle(word, says)) ? "" : rest;
};

// The question without any of these words.
/** @type {(query: string, terms: FilterWords, says: Synonyms) => string} */
export const without = (query, terms, says) => {
  const [first] = wishes(query, terms, says);
  return first ? without(first.rest, terms, says) : query;
};

// Each with its words, facet and value, and with what is left of the question without them. `terms`: words to facet and
// value; `says`: what stands for a word, nothing for those that say nothing.
/** @type {(query: string, terms: FilterWords, says: Synonyms) => Wish[]} */
export const wishes = (query, terms, says) => {
  const words = tokens(query);
  /** @type {Wish[]} */
  const found = [];
  for (let at = 0; at < words.length;) {
    const taken = termAt(words, at, terms);
    const text = taken.map(({ word }) => word).join(" ");
    const [facet, value] = Object.hasOwn(terms, text) ? terms[text] : [];
    if (facet && value) found.push({ text, facet, value, rest: restOf(query, words, at, taken, { terms, says }) });
    at += taken.length || 1;
  }
  return found;
};

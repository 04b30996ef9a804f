// @ts-check
// What fits words and filters together. Pure: the file of facets and what is chosen in, rows with their scores out.
import { makeContext, sieve, tells } from "./facets.js";
import { split } from "./lexicon.js";
import { rank } from "./ranking.js";
import { narrows, NOTHING } from "./state.js";
import { wishes, without } from "./wishes.js";

/** @typedef {{ options: Options, pages: Pages | undefined, moment: Date }} Asked */

// What holds all through a minute is worked out once in it.
/** @type {{ minute: number, context: Moment } | undefined} */
let shared;
/** @type {(file: FacetsFile, moment: Date) => Moment} */
export const contextOf = ({ days }, moment) => {
  const minute = Math.floor(moment.getTime() / 60000);
  if (shared?.minute !== minute) shared = { minute, context: makeContext(days, moment) };
  return shared.context;
};

/** @type {Ranked & { silent: Row[] }} */
const UNASKED = { scores: new Map(), corrected: "", unused: [], silent: [] };

// How much more a row counts that is what a word for a filter says, and how much less one that is not.
/** @type {Record<string, number>} */
const LIFT = { true: 2, null: 1, false: 0.3 };

/** @type {(scores: Scores, wanted: Wish[], context: Moment) => Scores} */
const lifted = (scores, wanted, context) => new Map([...scores].map(([row, score]) => (
  [row, wanted.reduce((sum, wish) => sum * LIFT[String(tells(row, wish, context))], score)])));

// Where all words are filters' words: whatever may be what they say. What is known to be what few are comes first, and
// among equals what holds the words.
/** @type {(rows: Row[], wanted: Wish[], context: Moment, scores: Scores) => Scores} */
const wished = (rows, wanted, context, scores) => {
  const may = rows.filter((row) => wanted.every((wish) => tells(row, wish, context) !== false));
  const found = new Map(may.map((row) => [row, (scores.get(row) ?? 0) / 1000]));
  for (const wish of wanted) {
    const sure = may.filter((row) => tells(row, wish, context));
    for (const row of sure) found.set(row, (found.get(row) ?? 0) + Math.log(1 + rows.length / (1 + sure.length)));
  }
  return found;
};

// Rows that hold what is asked, with their scores. Words that a filter says better count little beside others, and beside
// a filter they only say what comes first.
/** @type {(data: Catalogue, chosen: Chosen, pages: Pages | undefined, context: Moment) => Ranked & { silent: Row[], matches: Row[] }} */
const matched = (data, chosen, pages, context) => {
  if (!chosen.q) return { ...UNASKED, matches: data.rows };
  const heard = pages && new Map([...pages].map(([text, results]) => [text, [...results.keys()]]));
  const wanted = wishes(chosen.q, data.filters, data.words);
  const rest = split(without(chosen.q, data.filters, data.words));
  const alone = wanted.length > 0 && !rest.length;
  const soft = new Set(wanted.length && !alone ? split(chosen.q).filter((word) => !rest.includes(word)) : []);
  const ranked = rank(data.index, chosen.q, heard, soft);
  const may = alone ? wished(data.rows, wanted, context, ranked.scores) : new Map();
  const scores = may.size ? may : lifted(ranked.scores, wanted, context);
  const silent = [...may.keys()].filter((row) => wanted.some((wish) => tells(row, wish, context) === null));
  return { ...ranked, scores, silent, matches: may.size || !(alone && narrows(chosen)) ? [...scores.keys()] : data.rows };
};

/** @type {(scores: Scores) => (one: Row, two: Row) => number} */
const inOrder = (scores) => (one, two) => (scores.get(two) ?? 0) - (scores.get(one) ?? 0) || one.order - two.order;

// `pages`: Pagefind's results by text, once they are there. `bare`: how many words alone would find, where nothing fits.
/** @type {(data: Catalogue, chosen: Chosen, asked: Asked) => Found} */
export const fitting = (data, chosen, { options, pages, moment }) => {
  const context = contextOf(data, moment);
  const { matches, silent, ...ranked } = matched(data, chosen, pages, context);
  const found = sieve(matches, chosen, options, context);
  for (const row of silent) found.doubtful.add(row);
  for (const rows of [found.rows, found.over]) rows.sort(inOrder(ranked.scores));
  const bare = found.rows.length ? 0 : sieve([...ranked.scores.keys()], NOTHING, {}, context).rows.length;
  return { ...found, ...ranked, bare, pages, moment };
};

// What a question says that a filter says better, and that is not chosen yet.
/** @type {(data: FacetsFile, chosen: Chosen) => Wish[]} */
export const wishesOf = (data, chosen) => wishes(chosen.q, data.filters, data.words)
  .filter(({ facet, value }) => ![chosen[facet]].flat().includes(value));

// What is chosen once a wish is a filter and no word any more.
/** @type {(chosen: Chosen, wish: Wish) => Chosen} */
export const fulfilled = (chosen, { facet, value, rest }) => (
  { ...chosen, q: rest, [facet]: Array.isArray(chosen[facet]) ? [...chosen[facet], value] : value });

// What fits words and filters together. Pure: the file of facets and what is chosen in, rows with their scores out.
import { makeContext, sieve } from "./facets.js";
import { rank } from "./ranking.js";
import { narrows, NOTHING } from "./state.js";
import { wishes, without } from "./wishes.js";

// What holds all through a minute is worked out once in it.
let shared = { minute: null };
export const contextOf = ({ days }, moment) => {
  const minute = Math.floor(moment / 60000);
  if (shared.minute !== minute) shared = { minute, context: makeContext(days, moment) };
  return shared.context;
};

const UNASKED = { scores: new Map(), corrected: "", unused: [] };

// Rows that hold what is asked, with their scores. Words that a filter says better count little beside others, and beside
// a filter they only say what comes first.
const matched = (data, chosen, pages) => {
  if (!chosen.q) return { ...UNASKED, matches: data.rows };
  const heard = pages && new Map([...pages].map(([text, results]) => [text, [...results.keys()]]));
  const soft = new Set(wishes(chosen.q, data.filters, data.words).flatMap(({ text }) => text.split(" ")));
  const alone = soft.size > 0 && !without(chosen.q, data.filters, data.words);
  const ranked = rank(data.index, chosen.q, heard, alone ? undefined : soft);
  return { ...ranked, matches: alone && narrows(chosen) ? data.rows : [...ranked.scores.keys()] };
};

const inOrder = (scores) => (one, two) => (scores.get(two) ?? 0) - (scores.get(one) ?? 0) || one.order - two.order;

// `pages`: Pagefind's results by text, once they are there. `bare`: how many words alone would find, where nothing fits.
export const fitting = (data, chosen, { options, pages, moment }) => {
  const context = contextOf(data, moment);
  const { matches, ...ranked } = matched(data, chosen, pages);
  const found = sieve(matches, chosen, options, context);
  for (const rows of [found.rows, found.over]) rows.sort(inOrder(ranked.scores));
  const bare = found.rows.length ? 0 : sieve([...ranked.scores.keys()], NOTHING, {}, context).rows.length;
  return { ...found, ...ranked, bare, pages, moment };
};

// What a question says that a filter says better, and that is not chosen yet.
export const wishesOf = (data, chosen) => wishes(chosen.q, data.filters, data.words)
  .filter(({ facet, value }) => ![chosen[facet]].flat().includes(value));

// What is chosen once a wish is a filter and no word any more.
export const fulfilled = (chosen, { facet, value, rest }) => (
  { ...chosen, q: rest, [facet]: Array.isArray(chosen[facet]) ? [...chosen[facet], value] : value });

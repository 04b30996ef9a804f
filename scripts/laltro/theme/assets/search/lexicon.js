// @ts-check
// Words as people write them: without accents, in any form, with everyday names for things, and with slips of the keys.
/** @type {(text: string) => string} */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @type {(text: string) => string[]} */
export const split = (text) => fold(text).split(/[^a-z0-9]+/).filter((word) => word.length > 1 || /\d/.test(word));

/** @type {Record<string, [RegExp, string][]>} */
const ENDINGS = { it: [[/h?[aeiou]{1,2}$/, ""]], en: [[/ies$/, "y"], [/(?<!s)s$/, ""]] };

// What the forms of a word have in common: `biblioteche` and `biblioteca`, `lavori` and `lavoro`.
/** @type {(word: string, lang: string) => string} */
export const stem = (word, lang) => {
  if (word.length < 4) return word;
  const [ending, instead] = (ENDINGS[lang] ?? []).find(([pattern]) => pattern.test(word)) ?? [/$/, ""];
  return word.replace(ending, instead);
};

/** @type {(first: number, count: number) => number[]} */
const line = (first, count) => Array.from({ length: count }, (_, index) => first + index);

// Letters to add, drop, change or swap with their neighbour (Damerau and Levenshtein); Infinity beyond `most`.
/** @type {(one: string, two: string, most: number) => number} */
export const distance = (one, two, most) => {
  if (Math.abs(one.length - two.length) > most) return Infinity;
  let before = line(0, 0);
  let last = line(0, two.length + 1);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= two.length; j += 1) {
      const change = last[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1);
      next[j] = Math.min(change, last[j] + 1, next[j - 1] + 1);
      const swapped = i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return Infinity;
    [before, last] = [last, next];
  }
  return last[two.length] <= most ? last[two.length] : Infinity;
};

/** @type {(word: string) => number} */
const slips = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

// The word of a vocabulary (word to how often it occurs) that was meant; empty where none is near enough. People get the
// first letter right; among equals the more frequent word is the better guess.
/** @type {(word: string, vocabulary: Map<string, number>) => string} */
export const closest = (word, vocabulary) => {
  let best = { word: "", cost: Infinity };
  for (const [other, often] of vocabulary) {
    if (slips(other) === 0) continue;
    const cost = distance(word, other, slips(word)) + (other[0] === word[0] ? 0 : 0.5) - Math.min(often, 100) / 1000;
    if (cost < best.cost) best = { word: other, cost };
  }
  return best.word;
};

/** @type {(text: string, weight: number, lang: string) => Alternative} */
const alternative = (text, weight, lang) => ({ text, weight, stems: split(text).map((word) => stem(word, lang)) });

/** @type {(text: string, words: Synonyms, lang: string) => Group} */
const group = (text, words, lang) => {
  const also = (words[text] ?? []).map((other) => alternative(other, 0.6, lang));
  return { text, alternatives: [alternative(text, 1, lang), ...also] };
};

// What is asked, in groups: each is a word or a saying of everyday language with all that stands for it. `words` says
// what stands for what; a word that says nothing is there without anything, and is passed over unless it is all there is.
/** @type {(query: string, words: Synonyms, lang: string) => Group[]} */
export const groups = (query, words, lang) => {
  let rest = ` ${split(query).join(" ")} `;
  const sayings = Object.keys(words).filter((term) => term.includes(" ") && rest.includes(` ${term} `));
  for (const saying of sayings) rest = rest.replace(` ${saying} `, " ");
  const single = rest.trim().split(" ").filter(Boolean);
  const telling = single.filter((word) => words[word]?.length !== 0);
  const asked = [...sayings, ...(telling.length || sayings.length ? telling : single)];
  return [...new Set(asked)].map((text) => group(text, words, lang));
};

import assert from "node:assert/strict";
import test from "node:test";
import { closest, distance, fold, groups, split, stem } from "../../scripts/laltro/theme/assets/search/lexicon.js";

for (const [text, folded] of [["Perché", "perche"], ["CITTÀ", "citta"], ["Ñandú", "nandu"], ["già", "gia"]]) {
  test(`${text} is looked for as ${folded}`, () => assert.equal(fold(text), folded));
}

for (const [text, words] of [
  ["L'asilo nido, 0-3 anni", ["asilo", "nido", "0", "3", "anni"]],
  ["a e i 6", ["6"]],
  ["<b>corso</b>", ["corso"]],
  ["…", []],
]) test(`the words of “${text}”`, () => assert.deepEqual(split(text), words));

for (const [one, other, lang] of [
  ["biblioteca", "biblioteche", "it"], ["lavoro", "lavori", "it"], ["farmacia", "farmacie", "it"],
  ["library", "libraries", "en"], ["course", "courses", "en"],
]) test(`${one} and ${other} are forms of one word`, () => assert.equal(stem(one, lang), stem(other, lang)));

for (const [word, lang] of [["zia", "it"], ["class", "en"], ["corsi", "xx"]]) {
  test(`${word} stays whole in ${lang}`, () => assert.equal(stem(word, lang), word));
}

for (const [one, two, most, far] of [
  ["nido", "nido", 1, 0], ["nido", "nidi", 1, 1], ["nido", "indo", 1, 1], ["nido", "nid", 1, 1], ["nido", "nnido", 1, 1],
  ["sportello", "sprotelo", 2, 2], ["nido", "casa", 2, Infinity], ["nido", "nidoooo", 2, Infinity],
]) {
  test(`from ${one} to ${two} within ${most}`, () => assert.equal(distance(one, two, most), far));
  test(`from ${two} to ${one} within ${most}`, () => assert.equal(distance(two, one, most), far));
}

const VOCABULARY = new Map([["sportello", 3], ["sportelli", 40], ["mamma", 9], ["gamma", 90], ["zia", 5], ["corso", 7]]);
for (const [word, meant] of [
  ["sportelo", "sportello"], ["sportell", "sportelli"], ["mmama", "mamma"], ["corsso", "corso"], ["zai", ""], ["xyzzy", ""],
]) test(`“${word}” means “${meant}”`, () => assert.equal(closest(word, VOCABULARY), meant));

const WORDS = { "posto di lavoro": ["impiego"], tata: ["babysitter", "nido"], per: [], il: [] };
for (const [query, asked] of [
  ["cerco una Tata", ["cerco", "una", "tata"]],
  ["il posto di lavoro per mamme", ["posto di lavoro", "mamme"]],
  ["per", ["per"]],
  ["corso corso", ["corso"]],
  ["", []],
]) test(`“${query}” asks for ${asked.length}`, () => assert.deepEqual(groups(query, WORDS, "it").map(({ text }) => text), asked));

test("what stands for a word counts less than the word", () => {
  const [{ alternatives }] = groups("tata", WORDS, "it");
  assert.deepEqual(alternatives.map(({ text, weight }) => [text, weight]), [["tata", 1], ["babysitter", 0.6], ["nido", 0.6]]);
});

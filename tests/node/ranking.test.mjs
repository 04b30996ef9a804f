import assert from "node:assert/strict";
import test from "node:test";
import { makeIndex, rank, texts } from "../../scripts/laltro/theme/assets/search/ranking.js";

const row = (title, values = {}) => ({
  title, page: `p-${title}`, named: [], summary: "", facts: [], kindName: "", kind: "service", over: "", ...values,
});
const ROWS = [
  row("Nido Arcobaleno", { summary: "Un posto per i più piccoli" }),
  row("Sportello lavoro", { summary: "Aiuto a chi cerca un nido o un lavoro" }),
  row("Biblioteca di quartiere", { named: ["Corvetto"] }),
  row("Festa del nido", { over: "Concluso" }),
  row("Corso di italiano", { kind: "page" }),
  row("Laboratorio teatrale"),
];
const INDEX = makeIndex(ROWS, { asilo: ["nido"], "cerco casa": ["alloggio"], il: [] }, "it");
const best = (query, body, soft) => {
  const { scores, ...about } = rank(INDEX, query, body, soft);
  return { found: [...scores].sort((one, two) => two[1] - one[1]).map(([{ title }]) => title), ...about };
};

for (const [query, found] of [
  ["nido", ["Nido Arcobaleno", "Festa del nido", "Sportello lavoro"]], // in the title; over; in the summary only
  ["nidi", ["Nido Arcobaleno", "Festa del nido", "Sportello lavoro"]],
  ["asilo", ["Nido Arcobaleno", "Festa del nido", "Sportello lavoro"]],
  ["corvetto", ["Biblioteca di quartiere"]],
  ["bibliot", ["Biblioteca di quartiere"]],
  ["sportello nido", ["Sportello lavoro"]], // the best holds both: one of two is not enough of it
  ["niente simile", []],
]) test(`“${query}” finds, best first`, () => assert.deepEqual(best(query).found, found));

test("a page's own text counts where the row says nothing", () => {
  const body = new Map([["yoga", ["p-Laboratorio teatrale", "p-of nobody"]]]);
  assert.deepEqual(best("yoga", body).found, ["Laboratorio teatrale"]);
});

test("a slip of the keys is put right only once the full text is there", () => {
  assert.deepEqual(best("bibliotceca"), { found: [], corrected: "", unused: [] });
  assert.deepEqual(best("bibliotceca", new Map()), { found: ["Biblioteca di quartiere"], corrected: "biblioteca", unused: [] });
});

test("a guess must stand beside the other words", () => {
  assert.deepEqual(best("teatrale bibliotceca", new Map()),
    { found: ["Laboratorio teatrale"], corrected: "", unused: ["bibliotceca"] });
});

test("a soft word lifts and finds nothing by itself", () => {
  assert.deepEqual(best("nido lavoro", undefined, new Set(["lavoro"])).found[0], "Sportello lavoro");
  assert.deepEqual(best("lavoro", undefined, new Set(["lavoro"])).found, []);
});

test("a page is less than a service with the same words", () => {
  const index = makeIndex([row("Ascolto", { kind: "page" }), row("Ascolto", { page: "other" })], {}, "it");
  const [page, service] = index.pages.values();
  const { scores } = rank(index, "ascolto");
  assert.ok(scores.get(service) > 2 * scores.get(page));
});

test("Pagefind is asked for the word and for what stands for it", () => {
  assert.deepEqual(texts(INDEX, "il Cerco casa, asilo"), ["cerco casa", "alloggio", "asilo", "nido"]);
});

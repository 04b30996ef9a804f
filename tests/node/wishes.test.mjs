import assert from "node:assert/strict";
import test from "node:test";
import { wishes, without } from "../../scripts/laltro/theme/assets/search/wishes.js";

const TERMS = {
  gratis: ["cost", "free"], sabato: ["day", "sat"], aperto: ["day", ""], "municipio 6": ["municipio", "municipio-6"],
  "zona 6": ["municipio", "municipio-6"],
};
const SAYS = { il: [], di: [], corso: ["lezione"] };

for (const [query, found] of [
  ["corso gratis", [["gratis", "cost", "free", "corso"]]],
  ["Gratis!", [["gratis", "cost", "free", ""]]],
  ["corso aperto il sabato", [["sabato", "day", "sat", "corso"]]],
  ["corso di Municipio 6", [["municipio 6", "municipio", "municipio-6", "corso"]]],
  ["sabato gratis", [["sabato", "day", "sat", "gratis"], ["gratis", "cost", "free", "sabato"]]],
  ["municipio", []],
  ["aperto", []],
  ["constructor toString", []],
  ["", []],
]) {
  test(`what filters say of “${query}”`, () => {
    assert.deepEqual(wishes(query, TERMS, SAYS).map(({ text, facet, value, rest }) => [text, facet, value, rest]), found);
  });
}

for (const [query, rest] of [
  ["corso gratis il sabato in zona 6", "corso in"], ["gratis", ""], ["corso", "corso"], ["il corso", "il corso"],
]) test(`“${query}” without filters' words`, () => assert.equal(without(query, TERMS, SAYS), rest));

import assert from "node:assert/strict";
import test from "node:test";
import { asQuery, choices, clear, fieldOf, narrows, NOTHING, optionsOf, restore } from "../../scripts/laltro/theme/assets/search/state.js";

// Controls as a page has them, as far as the search looks at them.
const label = (text) => [{ textContent: text, querySelector: () => ({ textContent: text }) }];
const box = (name, value) => ({ name, value, type: "checkbox", checked: false, labels: label(`${name} ${value}`) });
const text = (name) => ({ name, value: "", type: "search", labels: label(name) });
const radio = (value) => ({ name: "view", value, type: "radio", checked: value === "list", labels: label(value) });
const select = (name, values) => {
  const options = ["", ...values].map((value) => ({ value, dataset: { label: `the ${value}` } }));
  let chosen = "";
  return {
    name, options, type: "select-one", labels: label(name),
    get value() { return chosen ?? ""; },
    set value(value) { chosen = options.find((option) => option.value === value)?.value; },
    get selectedIndex() { return options.findIndex(({ value }) => value === chosen); },
    get selectedOptions() { return options.filter(({ value }) => value === chosen); },
  };
};
const page = () => ({ elements: [
  text("q"), box("area", "casa"), box("area", "lavoro"), box("cost", "free"), box("near", "1"), box("historic", "1"),
  select("day", ["mon", "sat"]), radio("list"), radio("map"), { type: "submit", name: "", value: "" },
] });
const checked = ({ elements }) => elements.filter((field) => field.checked).map(({ name, value }) => `${name}=${value}`);

for (const [chosen, query] of [
  [{}, ""],
  [{ q: "nido & co" }, "q=nido+%26+co"],
  [{ area: ["casa", "lavoro"], day: "sat" }, "day=sat&area=casa&area=lavoro"],
  [{ now: true, view: "map" }, "now=1&view=map"],
  [{ view: "list" }, ""],
]) test(`the address of ${JSON.stringify(chosen)}`, () => assert.equal(asQuery({ ...NOTHING, ...chosen }), query));

for (const [chosen, less] of [
  [{}, false], [{ q: "nido" }, false], [{ view: "map" }, false], [{ historic: true }, false],
  [{ now: true }, true], [{ age: "0" }, true], ...["kind", "nil", "whatever"].map((facet) => [{ [facet]: ["x"] }, true]),
]) test(`${JSON.stringify(chosen)} leaves things out: ${less}`, () => assert.equal(Boolean(narrows({ ...NOTHING, ...chosen })), less));

for (const [address, boxes, day, q] of [
  ["?area=casa&cost=free&q=nido", ["area=casa", "cost=free", "view=list"], "", "nido"],
  ["?area=nowhere&day=never&x=1", ["view=list"], "", ""],
  ["?view=map&day=sat", ["view=map"], "sat", ""],
  ["?view=elsewhere", ["view=list"], "", ""],
]) {
  test(`the form after ${address}`, () => {
    const form = page();
    restore(form, address);
    assert.deepEqual(checked(form), boxes);
    assert.equal(form.elements.find(({ name }) => name === "day").value, day);
    assert.equal(form.elements[0].value, q);
  });
}

test("what is chosen has its name, and can be taken back", () => {
  const form = page();
  restore(form, "?area=lavoro&day=sat&q=nido&view=map");
  const found = choices(form);
  assert.deepEqual(found.map(({ label: name }) => name), ["area lavoro", "day: the sat"]);
  for (const { field } of found) clear(field);
  assert.deepEqual(choices(form), []);
});

for (const [facet, value, name] of [
  ["area", "casa", "area casa"], ["day", "mon", "the mon"], ["area", "x", undefined], ["day", "x", undefined], ["x", "y", undefined],
]) test(`the control of ${facet} ${value}`, () => assert.equal(fieldOf(page(), facet, value)?.label, name));

test("what may be chosen, by facet", () => {
  assert.deepEqual(optionsOf(page()), { area: ["casa", "lavoro"], cost: ["free"], day: ["mon", "sat"] });
});

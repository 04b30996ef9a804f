// @ts-check
// What is chosen, in the form's controls and in the address: the two say the same.
import { listsIn } from "./facets.js";

// An address names these lists first; the others are whatever else the form lets one choose several of.
const FIRST = ["kind", "area", "municipio", "nil"];
/** @type {(TextFacet | "q")[]} */
const TEXTS = ["q", "age", "day", "time"];
/** @type {("now" | "near" | "historic" | "unsure")[]} */
const FLAGS = ["now", "near", "historic", "unsure"];

/** @type {(form: HTMLFormElement) => Control[]} */
const controls = (form) => /** @type {Control[]} */ ([...form.elements]);

/** @type {(field: Control) => field is HTMLInputElement & { type: "checkbox" }} */
const isBox = (field) => field.type === "checkbox";

/** @type {(form: HTMLFormElement) => Set<string>} */
const listsOf = (form) => {
  /** @type {string[]} */
  const others = [...TEXTS, ...FLAGS];
  return new Set([...FIRST, ...Object.keys(optionsOf(form))].filter((name) => !others.includes(name)));
};

/** @type {(form: HTMLFormElement) => Chosen} */
export const chosenIn = (form) => {
  const data = new FormData(form);
  return /** @type {Chosen} */ (Object.fromEntries([
    ...[...listsOf(form)].map((name) => [name, data.getAll(name)]),
    ...TEXTS.map((name) => [name, String(data.get(name) ?? "").trim()]),
    ...FLAGS.map((name) => [name, data.has(name)]),
    ["view", data.get("view") ?? "list"],
  ]));
};

// The query of the address, without what is not chosen; the list is the view unless the map is asked for.
/** @type {(chosen: Chosen) => string} */
export const asQuery = (chosen) => {
  const query = new URLSearchParams();
  for (const name of TEXTS) if (chosen[name]) query.set(name, String(chosen[name]));
  for (const [name, values] of listsIn(chosen)) for (const value of values) query.append(name, value);
  for (const name of FLAGS) if (chosen[name]) query.set(name, "1");
  if (chosen.view === "map") query.set("view", "map");
  return query.toString();
};

export const NOTHING = /** @type {Chosen} */ (Object.fromEntries([
  ...TEXTS.map((name) => [name, ""]),
  ...FLAGS.map((name) => [name, false]),
  ["view", "list"],
]));

// Whether what is chosen leaves anything out, besides words.
/** @type {(chosen: Chosen) => boolean} */
export const narrows = ({ now, ...chosen }) => now
  || listsIn(chosen).some(([, values]) => values.length > 0) || TEXTS.some((name) => name !== "q" && chosen[name]);

// Put into the form what an address says; what it does not know of stays out.
/** @type {(form: HTMLFormElement, address: string) => void} */
export const restore = (form, address) => {
  const query = new URLSearchParams(address);
  for (const field of controls(form)) {
    if (!field.name) continue;
    const values = query.getAll(field.name);
    if (isBox(field)) field.checked = values.includes(field.value);
    else if (field.type === "radio") field.checked = field.value === (values[0] === "map" ? "map" : "list");
    else field.value = values[0] ?? "";
    if ("options" in field && field.selectedIndex < 0) field.value = "";
  }
};

// Controls in which something is chosen besides words and view, each with its name for a reader.
/** @type {(form: HTMLFormElement) => Choice[]} */
export const choices = (form) => controls(form).flatMap(/** @returns {Choice[]} */ (field) => {
  if (isBox(field) && field.checked) return [{ field, label: nameOf(field) }];
  if (!("options" in field) || !field.value) return [];
  return [{ field, label: `${field.labels[0].textContent}: ${labelOf(field.selectedOptions[0])}` }];
});

/** @type {(option: HTMLOptionElement) => string} */
const labelOf = ({ dataset }) => dataset.label ?? "";

/** @type {(field: Control) => string} */
export const nameOf = (field) => field.labels?.[0].querySelector("[data-label]")?.textContent ?? "";

// The control of a facet's value, with the value's name; nothing where it cannot be chosen.
/** @type {(form: HTMLFormElement, facet: string, value: string) => Choice | undefined} */
export const fieldOf = (form, facet, value) => {
  const field = controls(form).filter(({ name }) => name === facet)
    .find(({ type, value: own }) => type !== "checkbox" || own === value);
  if (field && isBox(field)) return { field, label: nameOf(field) };
  const option = field && "options" in field && [...field.options].find(({ value: own }) => own === value);
  return option ? { field, label: labelOf(option) } : undefined;
};

/** @type {(field: Control, value: string) => void} */
export const choose = (field, value) => {
  if (isBox(field)) field.checked = true;
  else field.value = value;
};

/** @type {(field: Control) => void} */
export const clear = (field) => {
  if (isBox(field)) field.checked = false;
  else field.value = "";
};

// The values that may be chosen, by facet.
/** @type {(form: HTMLFormElement) => Options} */
export const optionsOf = (form) => {
  /** @type {Options} */
  const found = {};
  for (const field of controls(form)) {
    if (isBox(field) && !["near", "historic", "unsure"].includes(field.name)) {
      (found[field.name] ??= []).push(field.value);
    }
    if ("options" in field) found[field.name] = [...field.options].map(({ value }) => value).filter(Boolean);
  }
  return found;
};

// Beside each choice how many results it would leave; one that leaves none cannot be chosen.
/** @type {(form: HTMLFormElement, counts: Counts) => void} */
export const paintCounts = (form, counts) => {
  for (const field of controls(form)) {
    if ("options" in field) for (const option of field.options) paintOption(option, counts[field.name]);
    else if (isBox(field) && counts[field.name]) paintBox(field, counts[field.name].get(field.value) ?? 0);
  }
};

/** @type {(field: HTMLInputElement, n: number) => void} */
const paintBox = (field, n) => {
  field.disabled = !n && !field.checked;
  const place = field.labels?.[0].querySelector("[data-n]");
  if (place) place.textContent = String(n);
};

/** @type {(option: HTMLOptionElement, numbers: Map<string, number>) => void} */
const paintOption = (option, numbers) => {
  if (!option.value) return;
  const n = numbers.get(option.value) ?? 0;
  option.disabled = !n && !option.selected;
  option.textContent = `${labelOf(option)} (${n})`;
};

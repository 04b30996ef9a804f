// What is chosen, in the form's controls and in the address: the two say the same.
const LISTS = ["kind", "area", "municipio", "nil", "audience", "cost", "language", "access", "open_to", "origin"];
const TEXTS = ["q", "age", "day", "time"];
const FLAGS = ["now", "near", "historic", "unsure"];

export const chosenIn = (form) => {
  const data = new FormData(form);
  return Object.fromEntries([
    ...LISTS.map((name) => [name, data.getAll(name)]),
    ...TEXTS.map((name) => [name, (data.get(name) ?? "").trim()]),
    ...FLAGS.map((name) => [name, data.has(name)]),
    ["view", data.get("view") ?? "list"],
  ]);
};

// The query of the address, without what is not chosen; the list is the view unless the map is asked for.
export const asQuery = (chosen) => {
  const query = new URLSearchParams();
  for (const name of TEXTS) if (chosen[name]) query.set(name, chosen[name]);
  for (const name of LISTS) for (const value of chosen[name]) query.append(name, value);
  for (const name of FLAGS) if (chosen[name]) query.set(name, "1");
  if (chosen.view === "map") query.set("view", "map");
  return query.toString();
};

export const NOTHING = Object.fromEntries([
  ...LISTS.map((name) => [name, []]),
  ...TEXTS.map((name) => [name, ""]),
  ...FLAGS.map((name) => [name, false]),
  ["view", "list"],
]);

// Whether what is chosen leaves anything out, besides words.
export const narrows = ({ now, ...chosen }) => now
  || [...LISTS, ...TEXTS].some((name) => name !== "q" && chosen[name].length > 0);

// Put into the form what an address says; what it does not know of stays out.
export const restore = (form, address) => {
  const query = new URLSearchParams(address);
  for (const field of form.elements) {
    if (!field.name) continue;
    const values = query.getAll(field.name);
    if (field.type === "checkbox") field.checked = values.includes(field.value);
    else if (field.type === "radio") field.checked = field.value === (values[0] === "map" ? "map" : "list");
    else field.value = values[0] ?? "";
    if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
  }
};

// Controls in which something is chosen besides words and view, each with its name for a reader.
export const choices = (form) => [...form.elements].flatMap((field) => {
  if (field.type === "checkbox" && field.checked) return [{ field, label: nameOf(field) }];
  if (field.tagName !== "SELECT" || !field.value) return [];
  return [{ field, label: `${field.labels[0].textContent}: ${field.selectedOptions[0].dataset.label}` }];
});

export const nameOf = (field) => field.labels[0].querySelector("[data-label]").textContent;

// The control of a facet's value, with the value's name; nothing where it cannot be chosen.
export const fieldOf = (form, facet, value) => {
  const field = [...form.elements].filter(({ name }) => name === facet)
    .find(({ type, value: own }) => type !== "checkbox" || own === value);
  if (field?.type === "checkbox") return { field, label: nameOf(field) };
  const option = [...(field?.options ?? [])].find(({ value: own }) => own === value);
  return option && { field, label: option.dataset.label };
};

export const choose = (field, value) => {
  if (field.type === "checkbox") field.checked = true;
  else field.value = value;
};

export const clear = (field) => {
  if (field.type === "checkbox") field.checked = false;
  else field.value = "";
};

// The values that may be chosen, by facet.
export const optionsOf = (form) => {
  const found = {};
  for (const field of form.elements) {
    if (field.type === "checkbox" && !["near", "historic", "unsure"].includes(field.name)) {
      (found[field.name] ??= []).push(field.value);
    }
    if (field.tagName === "SELECT") found[field.name] = [...field.options].map(({ value }) => value).filter(Boolean);
  }
  return found;
};

// Beside each choice how many results it would leave; one that leaves none cannot be chosen.
export const paintCounts = (form, counts) => {
  for (const field of form.elements) {
    if (field.tagName === "SELECT") for (const option of field.options) paintOption(option, counts[field.name]);
    else if (field.type === "checkbox" && counts[field.name]) paintBox(field, counts[field.name].get(field.value) ?? 0);
  }
};

const paintBox = (field, n) => {
  field.disabled = !n && !field.checked;
  field.labels[0].querySelector("[data-n]").textContent = n;
};

const paintOption = (option, numbers) => {
  if (!option.value) return;
  const n = numbers.get(option.value) ?? 0;
  option.disabled = !n && !option.selected;
  option.textContent = `${option.dataset.label} (${n})`;
};

// @ts-check
// A whole form as text (minutes written beforehand, a form prepared elsewhere), pasted into any of its boxes: every
// answer goes to its question, and nothing that was answered before is lost. The consent stays the reader's own.
import { answer, controlOf, EMPTY, fieldsOf, textOf } from "./answers.js";

/** @type {HTMLOutputElement | null} */
const pasted = document.querySelector("[data-pasted]");

// Word processors and telephones curve the apostrophes of what they are given.
/** @type {(text: string) => string} */
const plain = (text) => text.replaceAll("’", "'").replace(/\s+/g, " ").trim();

// Answers by the label of their question. A heading that is nobody's label, or whose question was there before, belongs
// to the answer that it stands in.
/** @type {(text: string, labels: Set<string>) => Map<string, string>} */
function answers(text, labels) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  /** @type {string[]} */
  let said = [];
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const label = plain(line.match(/^ {0,3}### +(.*)$/)?.[1] ?? "");
    if (labels.has(label) && !found.has(label)) found.set(label, (said = []));
    else said.push(line);
  }
  return new Map([...found].map(([label, lines]) => [label, lines.join("\n").trim()]));
}

/** @type {(field: HTMLElement, said: string) => void} */
function put(field, said) {
  const input = controlOf(field);
  if (input.type === "checkbox") {
    for (const box of field.querySelectorAll("input"))
      box.checked = `, ${plain(said)}, `.includes(`, ${plain(textOf(box))}, `);
    return;
  }
  if ("options" in input)
    input.value = [...input.options].find((each) => plain(each.text) === plain(said))?.value ?? input.value;
  else input.value = input.tagName === "INPUT" ? said.replace(/\s+/g, " ") : said;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// Whether a question is asked and says what the text says, its choices in any order.
/** @type {(field: HTMLElement, said: string) => boolean} */
function holds(field, said) {
  /** @type {(text: string) => string} */
  const sorted = (text) => plain(text).split(", ").sort().join(", ");
  return !field.hidden && sorted(answer(field)) === sorted(said);
}

pasted?.form?.addEventListener("paste", (event) => {
  const fields = fieldsOf(/** @type {HTMLFormElement} */ (pasted.form));
  /** @type {(field: HTMLElement) => string} */
  const named = ({ dataset }) => plain(dataset.label ?? "");
  const said = answers(event.clipboardData?.getData("text") ?? "", new Set(fields.map(named)));
  const told = fields.filter(({ dataset }) => dataset.input !== "checkboxes")
    .map((field) => ({ field, text: said.get(named(field)) ?? "" }))
    .filter(({ text }) => text && text !== EMPTY);
  if (told.length < 2) return; // an answer that happens to hold a heading
  event.preventDefault();
  for (const { field, text } of told) if (!answer(field)) put(field, text);
  const missed = told.filter(({ field, text }) => !holds(field, text)).map(({ field }) => field.dataset.label);
  const { pasted: all = "", missed: some = "" } = pasted.dataset;
  pasted.textContent = missed.length ? some.replace("{questions}", () => missed.join("; ")) : all;
});

// @ts-check
// What a form's questions are answered with, as the text of GitHub's form says it.
export const EMPTY = "_No response_";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Input */

// The questions of a form.
/** @type {(form: HTMLFormElement) => HTMLElement[]} */
export const fieldsOf = (form) => [...form.querySelectorAll(".field")].map((field) => /** @type {HTMLElement} */ (field));

// Where a question is answered: the first box, where it has several.
/** @type {(field: HTMLElement) => Input} */
export const controlOf = (field) => /** @type {Input} */ (field.querySelector("input, textarea, select"));

// What the label of a box says.
/** @type {(box: Element) => string} */
export const textOf = (box) => box.nextElementSibling?.textContent ?? "";

// What a question is answered with, as the text of a form says it; empty where it is not.
/** @type {(field: HTMLElement) => string} */
export function answer(field) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const all = field.querySelectorAll("input[type=checkbox]");
  const boxes = [...all];
  if (field.dataset.input === "checkboxes")
    return boxes.map((box) => `- [${box.checked ? "x" : " "}] ${textOf(box)}`).join("\n");
  if (boxes.length)
    return boxes.filter((box) => box.checked).map((box) => textOf(box)).join(", ");
  const input = controlOf(field);
  if ("selectedOptions" in input) return input.value ? input.selectedOptions[0].text : "";
  return input.value.trim();
}

/** @type {(form: HTMLFormElement) => string} */
export function body(form) {
  return fieldsOf(form).map((field) => `### ${field.dataset.label}\n\n${(!field.hidden && answer(field)) || EMPTY}\n`).join("\n");
}

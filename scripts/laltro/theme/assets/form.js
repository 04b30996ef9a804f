// @ts-check
// On a static host nothing receives a form: make the text that GitHub would have made of it, to copy or to prefill.
// Without this script the link to the GitHub form does the job.
import { answer, body, fieldsOf } from "./answers.js";

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("webform"));

// What another page hands on: the end of a record's address, one of few choices, the words of a search that found nothing.
// No other question: a link must not put words into anybody's mouth.
const ADDRESS = /^([a-z0-9-]+\/)?[a-z0-9][a-z0-9-]{0,63}$/; // never a hyphen alone, which would empty an answer
const HANDED = {
  ...Object.fromEntries(["record", "lab", "shared_needs", "offer", "target", "provider", "kind", "state"].map((name) => [name, ADDRESS])),
  statement: /\S/,
};

/** @type {(id: string) => HTMLElement} */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

// Whoever comes by a link reads whose words stand there.
/** @type {(id: string, input: Element) => void} */
function say(id, input) {
  part(id).hidden = false;
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
}

/** @type {(form: HTMLFormElement, handed: URLSearchParams) => void} */
function begin(form, handed) {
  for (const [name, fits] of Object.entries(HANDED)) {
    const value = [...(handed.get(name) ?? "").replace(/[\p{C}\s]+/gu, " ")].slice(0, 200).join("").trim();
    /** @type {import("./answers.js").Input | null} */
    const input = form.querySelector(`#f-${name}`);
    // How far something has come is asked of who corrects it.
    if (!input || input.value || !fits.test(value) || (name === "state" && handed.has("record"))) continue;
    if (!("options" in input) || [...input.options].some((option) => option.value === value)) input.value = value;
    if (name === "statement") say("searched", input);
  }
  // What there is can be emptied.
  const record = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("record"));
  if (record?.value) for (const option of form.querySelectorAll("[data-clear]")) option.removeAttribute("hidden");
}

if (form) begin(form, new URLSearchParams(location.search));

// After a failed send the reader, and the screen reader, begin at what is to be corrected.
document.getElementById("problems-box")?.focus();

// A form of two kinds asks, once it is known which is meant, nothing of the other. What is hidden is not sent, and not
// lost: it is there again if the choice changes. A question with a problem always stays in sight.
/** @type {(form: HTMLFormElement, kind: string) => void} */
function narrow(form, kind) {
  for (const field of fieldsOf(form)) {
    if (!field.dataset.kinds) continue;
    const other = kind !== "" && !field.dataset.kinds.split(" ").includes(kind);
    field.hidden = other && !field.classList.contains("wrong");
    for (const input of field.querySelectorAll("input, textarea, select")) input.toggleAttribute("disabled", field.hidden);
  }
}

/** @type {HTMLSelectElement | null | undefined} */
const kind = form?.querySelector("select#f-kind");

if (form && kind) {
  kind.addEventListener("change", () => narrow(form, kind.value));
  window.addEventListener("pageshow", () => narrow(form, kind.value)); // after the browser has put back what was chosen before
}

// Only inputs and text areas: a prefilled dropdown has blanked whole forms. Nothing that the form there does not ask.
/** @type {(form: HTMLFormElement, address: string) => string} */
function prefilled(form, address) {
  const url = new URL(address);
  /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */
  const inputs = form.querySelectorAll("input[type=text]:enabled, textarea:enabled");
  for (const input of inputs)
    if (input.value.trim() && !input.closest("[data-web-only]")) url.searchParams.set(input.name, input.value.trim());
  return url.href.length <= Number(form.dataset.maxAddress) ? url.href : address;
}

/** @type {(form: HTMLFormElement) => void} */
function prepare(form) {
  const text = /** @type {HTMLTextAreaElement} */ (part("prepared-text"));
  const issue = /** @type {HTMLAnchorElement | null} */ (document.getElementById("prepared-issue"));
  form.querySelector("button[type=submit]")?.removeAttribute("disabled");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    text.value = body(form);
    if (issue) {
      const plain = /** @type {HTMLAnchorElement} */ (part("issue")).href;
      issue.href = prefilled(form, plain);
      part("prepared-long").hidden = issue.href !== plain;
      const unasked = fieldsOf(form).filter((field) => "webOnly" in field.dataset);
      if (unasked.length) part("prepared-unasked").hidden = !unasked.some((field) => !field.hidden && answer(field));
    }
    part("prepared").hidden = false;
    part("prepared-title").focus();
  });
  const copy = part("prepared-copy");
  copy.addEventListener("click", async () => {
    text.select();
    // The selected text can be copied by hand where a plain http address has no clipboard.
    await navigator.clipboard?.writeText(text.value);
    if (navigator.clipboard) copy.textContent = copy.dataset.done ?? "";
  });
}

if (form && "static" in form.dataset) prepare(form);

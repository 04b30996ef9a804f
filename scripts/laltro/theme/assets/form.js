// On a static host nothing receives a form: make the text that GitHub would have made of it, to copy or to prefill.
// Without this script the link to the GitHub form does the job.
const form = document.getElementById("webform");

// What another page hands on: the end of a record's address, one of few choices, the words of a search that found nothing.
// No other question: a link must not put words into anybody's mouth.
const ADDRESS = /^([a-z0-9-]+\/)?[a-z0-9][a-z0-9-]{0,63}$/; // never a hyphen alone, which would empty an answer
const HANDED = {
  ...Object.fromEntries(["record", "lab", "shared_needs", "offer", "target", "provider", "kind", "state"].map((name) => [name, ADDRESS])),
  statement: /\S/,
};

// Whoever comes by a link reads whose words stand there.
function say(id, input) {
  document.getElementById(id).hidden = false;
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
}

function begin(handed) {
  for (const [name, fits] of Object.entries(HANDED)) {
    const value = [...(handed.get(name) ?? "").replace(/[\p{C}\s]+/gu, " ")].slice(0, 200).join("").trim();
    const input = form.querySelector(`#f-${name}`);
    // How far something has come is asked of who corrects it.
    if (!input || input.value || !fits.test(value) || (name === "state" && handed.has("record"))) continue;
    if (!input.options || [...input.options].some((option) => option.value === value)) input.value = value;
    if (name === "statement") say("searched", input);
  }
  // What there is can be emptied.
  for (const option of form.querySelectorAll("[data-clear]")) option.hidden &&= !form.elements.record?.value;
}

if (form) begin(new URLSearchParams(location.search));

// After a failed send the reader, and the screen reader, begin at what is to be corrected.
document.getElementById("problems-box")?.focus();

// A form of two kinds asks, once it is known which is meant, nothing of the other. What is hidden is not sent, and not
// lost: it is there again if the choice changes. A question with a problem always stays in sight.
const kind = form?.querySelector("select#f-kind");

function narrow() {
  for (const field of form.querySelectorAll("[data-kinds]")) {
    const other = kind.value !== "" && !field.dataset.kinds.split(" ").includes(kind.value);
    field.hidden = other && !field.classList.contains("wrong");
    for (const input of field.querySelectorAll("input, textarea, select")) input.disabled = field.hidden;
  }
}

if (kind) {
  kind.addEventListener("change", narrow);
  window.addEventListener("pageshow", narrow); // after the browser has put back what was chosen before
}

export const EMPTY = "_No response_";

// What a question is answered with, as the text of a form says it; empty where it is not.
export function answer(field) {
  const boxes = [...field.querySelectorAll("input[type=checkbox]")];
  if (field.dataset.input === "checkboxes")
    return boxes.map((box) => `- [${box.checked ? "x" : " "}] ${box.nextElementSibling.textContent}`).join("\n");
  if (boxes.length)
    return boxes.filter((box) => box.checked).map((box) => box.nextElementSibling.textContent).join(", ");
  const input = field.querySelector("input, textarea, select");
  if (input.tagName === "SELECT") return input.value ? input.selectedOptions[0].textContent : "";
  return input.value.trim();
}

function body() {
  return [...form.querySelectorAll(".field")].map((field) => `### ${field.dataset.label}\n\n${(!field.hidden && answer(field)) || EMPTY}\n`).join("\n");
}

// Only inputs and text areas: a prefilled dropdown has blanked whole forms.
function prefilled(address) {
  const url = new URL(address);
  for (const input of form.querySelectorAll("input[type=text]:enabled, textarea:enabled"))
    if (input.value.trim()) url.searchParams.set(input.name, input.value.trim());
  return url.href.length <= Number(form.dataset.maxAddress) ? url.href : address;
}

if (form && "static" in form.dataset) {
  const section = document.getElementById("prepared");
  const text = document.getElementById("prepared-text");
  const issue = document.getElementById("prepared-issue");
  form.querySelector("button[type=submit]").disabled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    text.value = body();
    if (issue) {
      const plain = document.getElementById("issue").href;
      issue.href = prefilled(plain);
      document.getElementById("prepared-long").hidden = issue.href !== plain;
    }
    section.hidden = false;
    document.getElementById("prepared-title").focus();
  });
  const copy = document.getElementById("prepared-copy");
  copy.addEventListener("click", async () => {
    text.select();
    // The selected text can be copied by hand where a plain http address has no clipboard.
    await navigator.clipboard?.writeText(text.value);
    if (navigator.clipboard) copy.textContent = copy.dataset.done;
  });
}

// A whole form as text (minutes written beforehand, a form prepared elsewhere), pasted into any of its boxes: every
// answer goes to its question, and nothing that was answered before is lost. The consent stays the reader's own.
import { answer } from "./form.js";

const pasted = document.querySelector("[data-pasted]");

// Answers by the label of their question. A heading that is nobody's label belongs to the answer that it stands in.
function answers(text, labels) {
  const found = new Map();
  let said = [];
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const label = line.match(/^ {0,3}### +(.*)$/)?.[1].trim();
    if (labels.has(label)) found.set(label, (said = []));
    else said.push(line);
  }
  return new Map([...found].map(([label, lines]) => [label, lines.join("\n").trim()]));
}

function put(field, said) {
  const boxes = [...field.querySelectorAll("input[type=checkbox]")];
  if (boxes.length) {
    for (const box of boxes) box.checked = `, ${said}, `.includes(`, ${box.nextElementSibling.textContent}, `);
    return;
  }
  const input = field.querySelector("input, textarea, select");
  const option = [...(input.options ?? [])].find((each) => each.textContent.trim() === said);
  if (input.tagName !== "SELECT") input.value = said;
  else if (option) input.value = option.value;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// What is told once an answer has gone to each question of the text that was empty.
function fill(told) {
  const kept = told.filter(([field]) => answer(field));
  for (const [field, said] of told) if (!answer(field)) put(field, said);
  const differing = kept.filter(([field, said]) => answer(field) !== said).map(([field]) => field.dataset.label);
  const { pasted: all, kept: some } = pasted.dataset;
  pasted.textContent = differing.length ? some.replace("{questions}", () => differing.join(", ")) : all;
}

pasted?.form.addEventListener("paste", (event) => {
  const fields = [...pasted.form.querySelectorAll(".field")];
  const said = answers(event.clipboardData.getData("text"), new Set(fields.map(({ dataset }) => dataset.label)));
  const told = fields.filter(({ dataset }) => dataset.input !== "checkboxes")
    .map((field) => [field, said.get(field.dataset.label)])
    .filter(([, text]) => text && text !== "_No response_");
  if (told.length < 2) return; // an answer that happens to hold a heading
  event.preventDefault();
  fill(told);
});

// A whole form as text (minutes written beforehand, a form prepared elsewhere), pasted into any of its boxes: every
// answer goes to its question. The consent stays the reader's own.
const pasted = document.querySelector("[data-pasted]");

function answers(text) {
  const found = new Map();
  for (const part of text.replaceAll("\r\n", "\n").split(/^ {0,3}### +/m).slice(1)) {
    const [label, ...lines] = part.split("\n");
    const said = lines.join("\n").trim();
    if (said && said !== "_No response_") found.set(label.trim(), said);
  }
  return found;
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

pasted?.form.addEventListener("paste", (event) => {
  const told = answers(event.clipboardData.getData("text"));
  const fields = [...pasted.form.querySelectorAll(".field")].filter(({ dataset }) => dataset.input !== "checkboxes" && told.has(dataset.label));
  if (fields.length < 2) return; // an answer that happens to hold a heading
  event.preventDefault();
  for (const field of fields) put(field, told.get(field.dataset.label));
  pasted.textContent = pasted.dataset.pasted;
});

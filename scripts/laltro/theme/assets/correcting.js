// @ts-check
// On a static host a form that a record's page leads to says whose it is: the name is read from that page, never from
// the address. At the door the page comes with all this.
const asked = new URLSearchParams(location.search).get("record") ?? "";
/** @type {HTMLFormElement | null} */
const form = document.querySelector("form#webform[data-static]");

// Whether a page is that of a record which this form corrects: it leads here itself.
/** @type {(page: Document) => boolean} */
function leadsHere(page) {
  const here = `${location.pathname.split("/").at(-2)}/?record=${asked}`;
  return [...page.querySelectorAll("main a")].some((link) => link.getAttribute("href")?.endsWith(here));
}

/** @type {() => Promise<string>} */
async function name() {
  const answer = await fetch(`../../${asked}/`).catch(() => undefined);
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
  return leadsHere(page) ? page.querySelector("main h1")?.textContent?.trim() ?? "" : "";
}

// A form whose record is not there stays the form for something new.
/** @type {(form: HTMLFormElement) => Promise<void>} */
async function correct(form) {
  const told = await name();
  if (!told) return;
  const heading = /** @type {HTMLElement} */ (form.closest("main")?.querySelector("h1"));
  for (const part of document.querySelectorAll("nav[data-correcting]")) part.removeAttribute("hidden");
  // What is said to whoever adds something new.
  for (const part of [heading.nextElementSibling, ...form.querySelectorAll(".needed")]) part?.setAttribute("hidden", "");
  heading.textContent = (form.dataset.correcting ?? "").replace("{name}", () => told);
}

if (form && /^[a-z]+\/[a-z0-9-]{1,64}$/.test(asked)) correct(form);

// @ts-check
// Says of each service on the page whether it is open now, each minute anew. Without scripts the table of hours stands alone.
import { sentence } from "./hours.js";

/** @type {(guide: HTMLElement) => void} */
const tell = (guide) => {
  const off = JSON.parse(guide.dataset.openingDays ?? "");
  const words = JSON.parse(guide.dataset.openingWords ?? "");
  const now = new Date();
  /** @type {NodeListOf<HTMLElement>} */
  const places = document.querySelectorAll("[data-opening]");
  for (const element of places) {
    const said = sentence(JSON.parse(element.dataset.opening ?? ""), off, words, document.documentElement.lang, now);
    if (element.textContent !== said) element.textContent = said;
    element.hidden = !said;
  }
  setTimeout(tell, 60000 - (now.getTime() % 60000), guide);
};

/** @type {HTMLElement | null} */
const guide = document.querySelector("[data-opening-days]");
if (guide) tell(guide);

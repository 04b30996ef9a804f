// @ts-check
// The search: what is chosen is in the form and in the address, what fits it in the list or on the map below.
import { makeMap } from "./search/canvas.js";
import { counting } from "./search/counting.js";
import { readRows, tellsNow } from "./search/facets.js";
import { contextOf, fitting, fulfilled, wishesOf } from "./search/finding.js";
import { fullText } from "./search/fulltext.js";
import { byDistance, whereAmI } from "./search/near.js";
import { makeIndex, texts } from "./search/ranking.js";
import { paintResults, partsOf, showsOver } from "./search/results.js";
import { asQuery, choices, chosenIn, fieldOf, NOTHING, optionsOf, paintCounts, restore } from "./search/state.js";
import { makeWays } from "./search/ways.js";

/** @typedef {Found & { distances: Map<Row, string> }} FoundHere */

const PAUSE = 150;
const part = /** @type {(name: string) => HTMLElement} */ ((name) => document.querySelector(`[data-${name}]`));
const root = new URL(part("site-root").dataset.siteRoot ?? "", location.href);
const place = part("search");
const form = /** @type {SearchForm} */ (document.getElementById("search-form"));
const [count, note, list, more, hours] = ["count", "note", "results", "more", "hours"]
  .map((name) => /** @type {HTMLElement} */ (place.querySelector(`[data-${name}]`)));
/** @type {Words} */
const say = JSON.parse(place.dataset.say ?? "");
const lang = document.documentElement.lang;
/** @type {(text: string, values: Record<string, string | number>) => string} */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
const counted = counting(lang);
const body = fullText(root);
const options = optionsOf(form);
/** @type {Words} */
const areas = Object.fromEntries((options.area ?? []).map((id) => [id, fieldOf(form, "area", id)?.label ?? ""]));
const map = makeMap(place, root);
/** @type {[number, number] | null} */
let position = null;
let turn = 0;
/** @type {Found | undefined} */
let painted;

/** @type {() => Promise<Catalogue>} */
const read = async () => {
  const answer = await fetch("facets.json");
  if (!answer.ok) throw new Error(`facets.json: ${answer.status}`);
  const file = await answer.json();
  const rows = readRows(file);
  const now = /** @type {HTMLElement} */ (form.elements.now.closest(".choice"));
  now.hidden = !tellsNow(rows, contextOf(file, new Date()));
  return { ...file, rows, index: makeIndex(rows, file.words, lang) };
};
const loaded = read();

// What fits the choices, best first. `pages`: Pagefind's results by text, once they are there.
/** @type {(data: Catalogue, chosen: Chosen, pages?: Pages) => FoundHere} */
const find = (data, chosen, pages) => {
  const found = fitting(data, chosen, { options, pages, moment: new Date() });
  return { ...found, distances: chosen.near && position ? byDistance(found.rows, position, say, lang) : new Map() };
};

// What is found for a question, with all of the full text: for whoever wants to know without looking at the page.
/** @type {(query: string) => Promise<string[]>} */
export const ask = async (query) => {
  const data = await loaded;
  const pages = await body.ask(texts(data.index, query));
  return partsOf(find(data, { ...NOTHING, q: query }, pages)).flatMap(({ rows }) => rows).map(({ href }) => href);
};

/** @type {(found: Found) => string} */
const sentence = ({ rows: { length: n }, over }) => {
  if (!n && over.length) return fill(say.none_but_historic, { n: over.length });
  return n === 0 ? say.none : counted(say.results, n);
};

/** @type {(text: string) => void} */
const tell = (text) => { note.textContent = text; note.hidden = !text; };

// What the question says that a filter says better, with how many results that would leave.
/** @type {(data: Catalogue, chosen: Chosen, pages: Pages | undefined) => CountedWish[]} */
const wished = (data, chosen, pages) => wishesOf(data, chosen)
  .filter(({ facet, value }) => fieldOf(form, facet, value))
  .map((wish) => ({ ...wish, n: find(data, fulfilled(chosen, wish), pages).rows.length }));

// What was made of the words: of some another one, of some nothing.
/** @type {(found: Found, wanted: CountedWish[], chosen: Chosen) => string} */
const aboutWords = ({ corrected, unused, rows }, wanted, chosen) => {
  const asFilter = wanted.flatMap(({ text }) => text.split(" "));
  const days = wanted.filter(({ facet, n }) => facet === "day" && !n).map(({ text }) => text);
  const idle = [...unused.filter((text) => !asFilter.includes(text)), ...days];
  return [
    corrected && fill(say.corrected, { words: corrected }),
    rows.length && idle.length && fill(say.unused, { words: idle.join(", ") }),
    (days.length || (chosen.day && !rows.length)) && say.few_hours,
  ].filter(Boolean).join(" ");
};

/** @type {(data: Catalogue, found: FoundHere) => Shared} */
const here = (data, found) => ({ ...data, say, lang, areas, moment: found.moment, distances: found.distances,
  parts: { over: say.over_part, rest: say.rest_part, doubtful: say.doubtful, doubtful_text: say.doubtful_text }, showAll: ways.showAll });

/** @type {(found: Found, chosen: Chosen) => Promise<void>} */
const paintMap = async (found, chosen) => {
  const absent = await map.paint(found, chosen.view === "map", () => painted === found);
  if (absent) tell(`${note.textContent} ${counted(say.pointless, absent)}`.trim());
};

// A choice that none of the days leaves is explained where it stands.
/** @type {(found: Found) => void} */
const paintHours = ({ counts }) => {
  hours.hidden = counts.day.size > 0;
  for (const choice of [form.elements.day, form.elements.time]) {
    if (hours.hidden) choice.removeAttribute("aria-describedby");
    else choice.setAttribute("aria-describedby", hours.id);
  }
};

/** @type {(data: Catalogue, found: FoundHere, chosen: Chosen) => void} */
const paint = (data, found, chosen) => {
  painted = found;
  const wanted = wished(data, chosen, found.pages);
  paintCounts(form, found.counts);
  paintHours(found);
  tell(aboutWords(found, wanted, chosen));
  ways.paintNarrower(wanted.filter(({ n }) => n));
  ways.paintOffers(found, showsOver(found));
  paintResults(list, more, found, here(data, found));
  ways.paintNothing(found, chosen);
  paintMap(found, chosen).catch((error) => { console.error(error); tell(say.map_failed); });
};

/** @type {(found: Found) => void} */
const settle = (found) => {
  list.removeAttribute("aria-busy");
  const said = sentence(found);
  if (count.textContent !== said) count.textContent = said;
};

// At once what titles and summaries hold; then, for words, what the full text adds.
const search = async () => {
  const mine = ++turn;
  const chosen = chosenIn(form);
  list.setAttribute("aria-busy", "true");
  place.classList.toggle("seek--asked", asQuery(chosen) !== "");
  ways.paintChips();
  try {
    const data = await loaded;
    if (mine !== turn) return;
    const asked = chosen.q ? texts(data.index, chosen.q) : [];
    let pages = body.known(asked);
    if (!pages) {
      const early = find(data, chosen);
      if (early.rows.length) paint(data, early, chosen);
      pages = await body.ask(asked).catch((error) => { console.error(error); return new Map(); });
      if (mine !== turn) return;
    }
    const found = find(data, chosen, pages);
    paint(data, found, chosen);
    settle(found);
  } catch (error) {
    console.error(error);
    count.textContent = say.failed;
    /** @type {HTMLElement} */ (place.querySelector("[data-lists]")).hidden = false;
  }
};

/** @type {(push: boolean) => void} */
const remember = (push) => {
  const query = asQuery(chosenIn(form));
  const address = query ? `?${query}` : location.pathname;
  if (push && address !== (location.search || location.pathname)) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
};

const commit = () => { remember(true); search(); };
const ways = makeWays(place, form, say, commit);

/** @type {(box: HTMLInputElement) => Promise<void>} */
const locate = async (box) => {
  if (!box.checked) { commit(); return; }
  tell(say.near_waiting);
  try {
    position = await whereAmI();
    commit();
  } catch (problem) {
    box.checked = false;
    tell(say[String(problem instanceof Error && problem.message)] ?? say.near_unavailable);
  }
};

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
form.addEventListener("input", ({ target }) => {
  if (target !== form.elements.q) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => { remember(false); search(); }, PAUSE);
});
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); commit(); });
place.addEventListener("change", ({ target }) => {
  if (target === form.elements.near) locate(form.elements.near);
  else if (target !== form.elements.q && [...form.elements].includes(/** @type {Element} */ (target))) commit();
});

// An address may say "near me", but where that is only a click on this device can tell.
const arrive = async () => {
  restore(form, location.search);
  const near = form.elements.near;
  const lost = near.checked && !position;
  if (lost) near.checked = false;
  remember(false); // a form sent before this script was there says more than is chosen
  await search();
  if (lost) tell(say.near_again);
};

addEventListener("popstate", arrive);
const wide = matchMedia("(min-width: 60em)").matches;
for (const folded of place.querySelectorAll("details[data-wide]")) folded.toggleAttribute("open", wide);
restore(form, location.search);
for (const { field } of choices(form)) field.closest("details.facet")?.setAttribute("open", "");
arrive();

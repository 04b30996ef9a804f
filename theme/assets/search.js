// The search: what is chosen is in the form and in the address, what fits it in the list or on the map below.
import { makeContext, readRows, sieve } from "./search/facets.js";
import { fullText } from "./search/fulltext.js";
import { told, metres, whereAmI } from "./search/near.js";
import { makeIndex, rank, texts } from "./search/ranking.js";
import { asQuery, choices, chosenIn, clear, nameOf, optionsOf, paintCounts, restore } from "./search/state.js";
import { addExcerpt, card, element } from "./search/cards.js";

const PAGE = 20;
const PAUSE = 150;
const root = new URL(document.querySelector("script[data-site-root]").dataset.siteRoot, location.href);
const place = document.querySelector("[data-search]");
const form = document.getElementById("search-form");
const [count, offers, note, list, more, chips, nothing, canvas] = ["count", "offers", "note", "results", "more", "chips",
  "nothing", "map"].map((name) => place.querySelector(`[data-${name}]`));
const say = JSON.parse(place.dataset.say);
const lang = document.documentElement.lang;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const body = fullText(root);
const options = optionsOf(form);
const areas = Object.fromEntries([...form.elements].filter(({ name }) => name === "area")
  .map((field) => [field.value, nameOf(field)]));
const NOTHING = chosenIn(document.createElement("form"));
let position = null;
let turn = 0;
let painted;
let map;

const read = async () => {
  const answer = await fetch("facets.json");
  if (!answer.ok) throw new Error(`facets.json: ${answer.status}`);
  const file = await answer.json();
  const rows = readRows(file);
  return { ...file, rows, index: makeIndex(rows, file.words, lang) };
};
const loaded = read();

let shared = { minute: null };
const contextOf = ({ days }, moment) => {
  const minute = Math.floor(moment / 60000);
  if (shared.minute !== minute) shared = { minute, context: makeContext(days, moment) };
  return shared.context;
};

const byDistance = (rows) => {
  const distances = new Map(rows.filter(({ point }) => point).map((row) => [row, metres(position, row.point)]));
  rows.sort((one, two) => (distances.get(one) ?? Infinity) - (distances.get(two) ?? Infinity) || one.order - two.order);
  return new Map([...distances].map(([row, far]) => [row, told(far, row.point[2], say, lang)]));
};

const inOrder = (scores) => (one, two) => (scores.get(two) ?? 0) - (scores.get(one) ?? 0) || one.order - two.order;

// What fits the choices, best first. `pages`: Pagefind's results by text, once they are there.
const find = (data, chosen, pages) => {
  const context = contextOf(data, new Date());
  const heard = pages && new Map([...pages].map(([text, results]) => [text, [...results.keys()]]));
  const { scores, corrected } = chosen.q ? rank(data.index, chosen.q, heard) : { scores: new Map(), corrected: "" };
  const found = sieve(chosen.q ? [...scores.keys()] : data.rows, chosen, options, context);
  found.rows.sort(inOrder(scores));
  const bare = found.rows.length ? 0 : sieve([...scores.keys()], NOTHING, {}, context).rows.length;
  const distances = chosen.near && position ? byDistance(found.rows) : new Map();
  return { ...found, bare, scores, corrected, distances, pages, moment: context.moment };
};

// What is found for a question, with all of the full text: for whoever wants to know without looking at the page.
export const ask = async (query) => {
  const data = await loaded;
  const pages = await body.ask(texts(data.index, query));
  return find(data, { ...NOTHING, q: query }, pages).rows.map(({ href }) => href);
};

const sentences = (found, chosen) => {
  const n = found.rows.length;
  const over = found.without.historic ?? 0;
  if (!n && over) return [fill(say.none_but_historic, { n: over })];
  const said = [n === 0 ? say.none : n === 1 ? say.one : fill(say.many, { n })];
  if (over && chosen.q) said.push(fill(say.also, { n: over }));
  if (found.untold) said.push(fill(found.untold === 1 ? say.untold_one : say.untold, { n: found.untold }));
  return said;
};

const tell = (text) => { note.textContent = text; note.hidden = !text; };

const chip = ({ field, label }) => {
  const made = element("button", "chip", label);
  made.type = "button";
  made.setAttribute("aria-label", fill(say.remove, { name: label }));
  made.addEventListener("click", () => {
    clear(field);
    commit();
    (chips.querySelector("button") ?? form.elements.q).focus();
  });
  return element("li", "", made);
};

const paintChips = () => {
  const chosen = choices(form);
  chips.replaceChildren(...chosen.map(chip));
  chips.hidden = !chosen.length;
};

const button = (text, act) => {
  const made = element("button", "button", text);
  made.type = "button";
  made.addEventListener("click", () => { act(); commit(); form.elements.q.focus(); });
  return made;
};

const without = (facet, n) => {
  const fields = choices(form).filter(({ field }) => field.name === facet);
  const text = fill(say.without, { name: fields.map(({ label }) => label).join(", "), n });
  return button(text, () => fields.forEach(({ field }) => clear(field)));
};

const bare = (n) => button(fill(say.bare, { n }), () => choices(form).forEach(({ field }) => clear(field)));

// What else there is: behind a box that may be folded away.
const paintOffers = ({ untold, without: { historic = 0 } }) => {
  const more = [["unsure", untold], ["historic", historic]].filter(([, n]) => n);
  offers.replaceChildren(...more.map(([name, n]) => {
    const box = form.elements[name];
    return button(`${nameOf(box)} (${n})`, () => { box.checked = true; });
  }));
  offers.hidden = !more.length;
};

// Nothing fits: what would, with one filter less; and the need, which somebody may take up.
const paintNothing = (found, chosen) => {
  const near = Object.entries(found.without).filter(([facet]) => facet !== "historic").sort((one, two) => two[1] - one[1]);
  const ways = near.map(([facet, n]) => without(facet, n));
  if (!ways.length && found.bare) ways.push(bare(found.bare));
  const made = ways.length ? [element("p", "", say.nearest), element("ul", "", ...ways.map((way) => element("li", "", way)))] : [];
  if (place.dataset.need) {
    const link = element("a", "button", say.tell_need);
    link.href = `${place.dataset.need}?${new URLSearchParams(chosen.q ? { statement: chosen.q } : {})}`;
    made.push(element("p", "", say.nobody), element("p", "", link));
  }
  nothing.replaceChildren(...made);
  nothing.hidden = false;
};

const here = (data, found) => ({ ...data, say, lang, areas, moment: found.moment, distances: found.distances });

// A row that only the page's text matched shows where.
const explain = (item, row, { pages }) => {
  for (const results of pages?.values() ?? []) {
    const result = results.get(row.page);
    if (result) return addExcerpt(item, result).catch(() => {});
  }
  return undefined;
};

const paintCards = (data, found, from) => {
  for (const row of found.rows.slice(from, from + PAGE)) {
    const item = card(row, here(data, found));
    list.append(item);
    if (!row.summary) explain(item, row, found);
  }
  more.hidden = list.children.length >= found.rows.length;
  more.onclick = () => {
    const next = list.children.length;
    paintCards(data, found, next);
    list.children[next]?.querySelector("a").focus();
  };
};

const pointOf = ({ point: [lat, lon, approximate], title, href, kind, area }) => ({
  lat, lon, title, href, kind, area: area[0] ?? "", approximate: Boolean(approximate),
});

const paintMap = async (found, chosen) => {
  canvas.hidden = chosen.view !== "map";
  if (canvas.hidden) return;
  const drawn = found.rows.filter(({ point }) => point);
  const words = JSON.parse(place.dataset.mapWords);
  map ??= import("./map.js").then(({ createMap }) => createMap(canvas, { root, words, lang }));
  const shown = await map;
  if (painted !== found) return;
  shown.show(drawn.map(pointOf));
  const absent = found.rows.length - drawn.length;
  if (absent) tell(`${note.textContent} ${fill(absent === 1 ? say.pointless_one : say.pointless, { n: absent })}`.trim());
};

const paint = (data, found, chosen) => {
  painted = found;
  list.replaceChildren();
  nothing.hidden = true;
  paintCounts(form, found.counts);
  tell(found.corrected ? fill(say.corrected, { words: found.corrected }) : "");
  paintOffers(found);
  paintCards(data, found, 0);
  if (!found.rows.length) paintNothing(found, chosen);
  paintMap(found, chosen).catch((error) => { console.error(error); canvas.hidden = true; tell(say.map_failed); });
};

const settle = (found, chosen) => {
  list.removeAttribute("aria-busy");
  const said = sentences(found, chosen).join(" ");
  if (count.textContent !== said) count.textContent = said;
};

// At once what titles and summaries hold; then, for words, what the full text adds.
const search = async () => {
  const mine = ++turn;
  const chosen = chosenIn(form);
  list.setAttribute("aria-busy", "true");
  paintChips();
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
    settle(found, chosen);
  } catch (error) {
    console.error(error);
    count.textContent = say.failed;
    place.querySelector("[data-lists]").hidden = false;
  }
};

const remember = (push) => {
  const query = asQuery(chosenIn(form));
  const address = query ? `?${query}` : location.pathname;
  if (push && address !== (location.search || location.pathname)) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
};

const commit = () => { remember(true); search(); };

const locate = async (box) => {
  if (!box.checked) { commit(); return; }
  tell(say.near_waiting);
  try {
    position = await whereAmI();
    commit();
  } catch (problem) {
    box.checked = false;
    tell(say[problem.message] ?? say.near_unavailable);
  }
};

let waiting;
form.addEventListener("input", ({ target }) => {
  if (target.name !== "q") return;
  clearTimeout(waiting);
  waiting = setTimeout(() => { remember(false); search(); }, PAUSE);
});
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); commit(); });
place.addEventListener("change", ({ target }) => {
  if (target.name === "near") locate(target);
  else if (target.name && target.name !== "q") commit();
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
for (const folded of place.querySelectorAll("[data-wide]")) folded.open = wide;
restore(form, location.search);
for (const { field } of choices(form)) field.closest("details.facet")?.setAttribute("open", "");
arrive();

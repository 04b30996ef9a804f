// @ts-check
// A result as lists show it. Texts go in as text, never as HTML.
import { sentence } from "../hours.js";
import { excerpt } from "./fulltext.js";

/** @type {<T extends keyof HTMLElementTagNameMap>(tag: T, className: string, ...content: (Node | string)[]) => HTMLElementTagNameMap[T]} */
export const element = (tag, className, ...content) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
};

/** @type {<T extends keyof HTMLElementTagNameMap>(tag: T, className: string, text: string, lang: string) => HTMLElementTagNameMap[T]} */
const marked = (tag, className, text, lang) => {
  const made = element(tag, className, text);
  if (lang) made.lang = lang;
  return made;
};

/** @type {(name: string, icon: string) => HTMLElement} */
const mark = (name, icon) => {
  const drawing = element("span", `icon icon--${icon}`);
  drawing.setAttribute("aria-hidden", "true");
  return element("span", "mark", drawing, ` ${name}`);
};

/** @type {(row: Row, here: Shared) => HTMLElement} */
const marks = (row, { areas, icons, say }) => {
  const over = row.over ? [element("span", "state", row.over)] : [];
  const found = row.area.filter((id) => icons[id]).map((id) => mark(areas[id], icons[id]));
  const all = [element("span", "result__kind", row.kindName || say.page), ...over, ...found];
  return element("p", "marks", ...all.flatMap((part) => [part, " "]));
};

// `here` holds what all cards share: file of facets, names of areas, sentences, language, moment, distances.
/** @type {(row: Row, here: Shared) => HTMLElement} */
export const card = (row, here) => {
  const link = marked("a", "", row.title, row.foreign[0]);
  link.href = new URL(row.href, location.href).href;
  const item = element("li", row.over ? "over" : "", marks(row, here), element("p", "name", link));
  if (row.summary) item.append(marked("p", "", row.summary, row.foreign[1]));
  const said = row.hours && sentence(row.hours, here.days, here.opening, here.lang, here.moment);
  if (said) item.append(element("p", "opening", said));
  const facts = [here.distances.get(row), ...row.facts].filter(Boolean);
  if (facts.length) item.append(element("p", "facts", facts.join(" · ")));
  return item;
};

// What a page's text says of the words, where its card does not.
/** @type {(item: HTMLElement, result: PagefindResult) => Promise<void>} */
export const addExcerpt = async (item, result) => {
  const parts = await excerpt(result);
  const text = parts.map(({ text, hit }) => (hit ? element("mark", "", text) : text));
  item.querySelector(".name")?.after(element("p", "result__text", ...text));
};

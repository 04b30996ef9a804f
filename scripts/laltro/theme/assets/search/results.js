// @ts-check
// What was found, part by part: what fits, what fits but is over, and what may fit but does not say.
import { addExcerpt, card, element } from "./cards.js";

const PAGE = 20;
// What is over comes after so many, where it is the best answer or there are fewer; and not more of it than a glimpse.
const AHEAD = 5;
const GLIMPSE = 2;

// Whether what is over deserves to be seen at once.
/** @type {(found: Found) => boolean} */
export const showsOver = ({ rows, over, scores }) => {
  /** @type {(rows: Row[]) => number} */
  const best = ([first]) => scores.get(first) ?? 0;
  return over.length > 0 && (rows.length < AHEAD || best(over) > Math.max(...rows.map((row) => scores.get(row) ?? 0)));
};

// Parts with their rows, in the order in which they are shown.
/** @type {(found: Found) => FoundPart[]} */
export const partsOf = (found) => {
  const sure = found.rows.filter((row) => !found.doubtful.has(row));
  const glimpse = showsOver(found) ? found.over.slice(0, GLIMPSE) : [];
  const ahead = glimpse.length ? AHEAD : sure.length;
  const parts = [
    { name: "first", rows: sure.slice(0, ahead) },
    { name: "over", rows: glimpse },
    { name: "rest", rows: sure.slice(ahead) },
    { name: "doubtful", rows: found.rows.filter((row) => found.doubtful.has(row)) },
  ];
  return parts.filter(({ rows }) => rows.length);
};

// A list, with a heading of its own where it is not simply what was asked for.
/** @type {(part: FoundPart, from: { say: Words, showAll: (n: number) => HTMLElement, found: Found }) => { list: HTMLElement, whole: HTMLElement }} */
const opened = ({ name }, { say, showAll, found }) => {
  const list = element("ol", "cards");
  if (!say[name]) return { list, whole: list };
  const heading = element("h2", "", say[name]);
  heading.id = `found-${name}`;
  const about = say[`${name}_text`] ? [element("p", "quiet", say[`${name}_text`])] : [];
  const all = name === "over" && found.over.length > GLIMPSE ? [element("p", "", showAll(found.over.length))] : [];
  const whole = element("section", `found found--${name}`, heading, ...about, list, ...all);
  whole.setAttribute("aria-labelledby", heading.id);
  return { list, whole };
};

// A row that only the page's text matched shows where.
/** @type {(item: HTMLElement, row: Row, found: Found) => Promise<void> | undefined} */
const explain = (item, row, { pages }) => {
  for (const results of pages?.values() ?? []) {
    const result = results.get(row.page);
    if (result) return addExcerpt(item, result).catch(() => {});
  }
  return undefined;
};

// Into `place`, a page at a time. `here` is what all cards share and, for the parts, `parts` (their headings) and
// `showAll` (the button to all that is over, from how many there are).
/** @type {(place: HTMLElement, more: HTMLElement, found: Found, here: Shared) => void} */
export const paintResults = (place, more, found, here) => {
  const items = partsOf(found).flatMap((part) => part.rows.map((row) => ({ part, row })));
  /** @type {(item: { part: FoundPart, row: Row }) => HTMLElement} */
  const add = ({ part, row }) => {
    if (!part.list) {
      const { list, whole } = opened(part, { say: here.parts, showAll: here.showAll, found });
      part.list = list;
      place.append(whole);
    }
    const item = card(row, here);
    part.list.append(item);
    if (!row.summary) explain(item, row, found);
    return item;
  };
  let shown = 0;
  /** @type {() => HTMLElement | undefined} */
  const next = () => {
    const made = items.slice(shown, shown + PAGE).map(add);
    shown += made.length;
    more.hidden = shown >= items.length;
    return made[0];
  };
  place.replaceChildren();
  next();
  more.onclick = () => next()?.querySelector("a")?.focus();
};

// @ts-check
// Where to go from what was found: each way is a button that changes what is chosen.
import { element } from "./cards.js";
import { choices, choose, clear, fieldOf, nameOf } from "./state.js";

/**
 * @typedef {object} Ways
 * @property {() => void} paintChips
 * @property {(wishes: CountedWish[]) => void} paintNarrower
 * @property {(found: Found, overIsShown: boolean) => void} paintOffers
 * @property {(found: Found, chosen: Chosen) => void} paintNothing
 * @property {(n: number) => HTMLElement} showAll
 */

/** @type {(text: string, values: Record<string, string | number>) => string} */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

// `commit` is called once the form says something else.
/** @type {(place: HTMLElement, form: SearchForm, say: Words, commit: () => void) => Ways} */
export const makeWays = (place, form, say, commit) => {
  /** @type {(name: string) => HTMLElement} */
  const part = (name) => /** @type {HTMLElement} */ (place.querySelector(`[data-${name}]`));
  const [chips, narrower, offers, nothing] = ["chips", "narrower", "offers", "nothing"].map(part);

  /** @type {(text: string, act: () => void) => HTMLElement} */
  const button = (text, act) => {
    const made = element("button", "button", text);
    made.type = "button";
    made.addEventListener("click", () => { act(); commit(); part("count").focus(); });
    return made;
  };

  /** @type {(choice: Choice) => HTMLElement} */
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

  /** @type {Ways["paintNarrower"]} */
  const paintNarrower = (wishes) => {
    const ways = wishes.flatMap(({ facet, value, rest, n }) => {
      const found = fieldOf(form, facet, value);
      if (!found) return [];
      return [button(`${found.label} (${n})`, () => { choose(found.field, value); form.elements.q.value = rest; })];
    });
    narrower.replaceChildren(...(ways.length ? [element("span", "", say.narrower), ...ways] : []));
    narrower.hidden = !ways.length;
  };

  /** @type {(name: "unsure" | "historic", text: string, n: number) => HTMLElement} */
  const also = (name, text, n) => button(`${text} (${n})`, () => { form.elements[name].checked = true; });

  /** @type {(n: number) => HTMLElement} */
  const showAll = (n) => button(fill(say.all_over, { n }), () => { form.elements.historic.checked = true; });

  // What else there is: behind a box that may be folded away.
  /** @type {Ways["paintOffers"]} */
  const paintOffers = ({ untold, over }, overIsShown) => {
    const made = untold ? [also("unsure", nameOf(form.elements.unsure), untold)] : [];
    if (over.length && !overIsShown) made.push(also("historic", say.also_over, over.length));
    offers.replaceChildren(...made);
    offers.hidden = !made.length;
  };

  /** @type {(facet: string, n: number) => HTMLElement} */
  const without = (facet, n) => {
    const fields = choices(form).filter(({ field }) => field.name === facet);
    const text = fill(say.without, { name: fields.map(({ label }) => label).join(", "), n });
    return button(text, () => fields.forEach(({ field }) => clear(field)));
  };

  /** @type {(n: number) => HTMLElement} */
  const bare = (n) => button(fill(say.bare, { n }), () => choices(form).forEach(({ field }) => clear(field)));

  // Nothing fits: what would, with one filter less; and the need, which somebody may take up.
  /** @type {Ways["paintNothing"]} */
  const paintNothing = (found, chosen) => {
    nothing.hidden = found.rows.length > 0;
    if (nothing.hidden) return;
    const near = Object.entries(found.without).filter(([facet]) => facet !== "historic");
    const ways = near.sort((one, two) => two[1] - one[1]).map(([facet, n]) => without(facet, n));
    if (!ways.length && found.bare) ways.push(bare(found.bare));
    const items = ways.map((way) => element("li", "", way));
    const made = ways.length ? [element("p", "", say.nearest), element("ul", "", ...items)] : [];
    if (place.dataset.need) {
      const link = element("a", "button", say.tell_need);
      link.href = `${place.dataset.need}?${new URLSearchParams(chosen.q ? { statement: chosen.q } : {})}`;
      made.push(element("p", "", say.nobody), element("p", "", link));
    }
    nothing.replaceChildren(...made);
  };

  return { paintChips, paintNarrower, paintOffers, paintNothing, showAll };
};

// Where to go from what was found: each way is a button that changes what is chosen.
import { element } from "./cards.js";
import { choices, choose, clear, fieldOf, nameOf } from "./state.js";

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// `commit` is called once the form says something else.
export const makeWays = (place, form, say, commit) => {
  const part = (name) => place.querySelector(`[data-${name}]`);
  const [chips, narrower, offers, nothing] = ["chips", "narrower", "offers", "nothing"].map(part);

  const button = (text, act) => {
    const made = element("button", "button", text);
    made.type = "button";
    made.addEventListener("click", () => { act(); commit(); part("count").focus(); });
    return made;
  };

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

  const paintNarrower = (wishes) => {
    const ways = wishes.map(({ facet, value, rest, n }) => {
      const { field, label } = fieldOf(form, facet, value);
      return button(`${label} (${n})`, () => { choose(field, value); form.elements.q.value = rest; });
    });
    narrower.replaceChildren(...(ways.length ? [element("span", "", say.narrower), ...ways] : []));
    narrower.hidden = !ways.length;
  };

  const also = (name, text, n) => button(`${text} (${n})`, () => { form.elements[name].checked = true; });

  const showAll = (n) => button(fill(say.all_over, { n }), () => { form.elements.historic.checked = true; });

  // What else there is: behind a box that may be folded away.
  const paintOffers = ({ untold, over }, overIsShown) => {
    const made = untold ? [also("unsure", nameOf(form.elements.unsure), untold)] : [];
    if (over.length && !overIsShown) made.push(also("historic", say.also_over, over.length));
    offers.replaceChildren(...made);
    offers.hidden = !made.length;
  };

  const without = (facet, n) => {
    const fields = choices(form).filter(({ field }) => field.name === facet);
    const text = fill(say.without, { name: fields.map(({ label }) => label).join(", "), n });
    return button(text, () => fields.forEach(({ field }) => clear(field)));
  };

  const bare = (n) => button(fill(say.bare, { n }), () => choices(form).forEach(({ field }) => clear(field)));

  // Nothing fits: what would, with one filter less; and the need, which somebody may take up.
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

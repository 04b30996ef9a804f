// @ts-check
// Draws the maps of a page once the reader comes near them. The points stand in the page as data; whatever cannot be drawn
// leaves no hole, for the page says it in words too.
const script = /** @type {HTMLElement} */ (document.querySelector("script[data-site-root]"));
const root = new URL(script.dataset.siteRoot ?? "", location.href);

/** @type {(holder: HTMLElement) => Promise<void>} */
const draw = async (holder) => {
  const { createMap } = await import("./map.js");
  const { map, mapWords, mapHere } = holder.dataset;
  const drawn = await createMap(holder, { root, words: JSON.parse(mapWords ?? "") });
  drawn.show(JSON.parse(map ?? ""));
  if (mapHere) drawn.focus(mapHere);
};

/** @type {(holder: HTMLElement) => Promise<void>} */
const give = (holder) => draw(holder).catch((error) => { console.error(error); holder.hidden = true; });

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) { near.unobserve(target); give(/** @type {HTMLElement} */ (target)); }
  }
}, { rootMargin: "300px" });

for (const holder of document.querySelectorAll("[data-map]")) near.observe(holder);

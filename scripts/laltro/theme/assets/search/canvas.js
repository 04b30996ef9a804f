// @ts-check
// The results on a map, which is loaded when somebody first asks for it.
/** @typedef {{ paint(found: Found, visible: boolean, isWanted: () => boolean): Promise<number> }} Canvas */

/** @type {(row: Row & { point: Place }) => MapPoint} */
const pointOf = ({ point: [lat, lon, approximate], title, href, kind, area }) => ({
  lat, lon, title, href, kind, area: area[0] ?? "", approximate: Boolean(approximate),
});

/** @type {(place: HTMLElement, root: URL) => Canvas} */
export const makeMap = (place, root) => {
  const canvas = /** @type {HTMLElement} */ (place.querySelector("[data-map]"));
  const words = JSON.parse(place.dataset.mapWords ?? "");
  /** @type {Promise<DrawnMap> | undefined} */
  let map;
  /** @type {(found: Found, isWanted: () => boolean) => Promise<number>} */
  const draw = async ({ rows }, isWanted) => {
    map ??= import("../map.js").then(({ createMap }) => createMap(canvas, { root, words }));
    const shown = await map;
    if (!isWanted()) return 0;
    const drawn = rows.flatMap((row) => (row.point ? [{ ...row, point: row.point }] : []));
    shown.show(drawn.map(pointOf));
    return rows.length - drawn.length;
  };
  return {
    // Answers how many have no point. `isWanted`: whether these are still the results once the map is there.
    paint: async (found, visible, isWanted) => {
      canvas.hidden = !visible;
      if (!visible) return 0;
      return draw(found, isWanted).catch((error) => { canvas.hidden = true; throw error; });
    },
  };
};

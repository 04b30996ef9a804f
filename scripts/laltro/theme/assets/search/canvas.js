// The results on a map, which is loaded when somebody first asks for it.
const pointOf = ({ point: [lat, lon, approximate], title, href, kind, area }) => ({
  lat, lon, title, href, kind, area: area[0] ?? "", approximate: Boolean(approximate),
});

export const makeMap = (place, root, lang) => {
  const canvas = place.querySelector("[data-map]");
  const words = JSON.parse(place.dataset.mapWords);
  let map;
  const draw = async ({ rows }, isWanted) => {
    map ??= import("../map.js").then(({ createMap }) => createMap(canvas, { root, words, lang }));
    const shown = await map;
    if (!isWanted()) return 0;
    const drawn = rows.filter(({ point }) => point);
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

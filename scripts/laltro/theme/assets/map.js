// A map without streets: outlines of Municipi and quarters, markers in clusters. It orients; the list beside it guides.
// Nothing is asked of another site, and the library is loaded only when a map is made. Texts go in as text, never as HTML.
//
//   const map = await createMap(element, { root, words });   // an empty block; root: address of the site's root; words: JSON
//   map.show([{ lat, lon, title, href, kind, area, approximate }]);   // in place of those before; the element is visible
//   map.focus("nil-49");                                              // colour a Municipio or quarter and go there
const NAMES_FROM = 14; // from this zoom on the quarters are named, before it the Municipi
const CLOSEST = 14;
const CLEAR = { paddingTopLeft: [28, 28], paddingBottomRight: [56, 28] }; // of the edge, and of the buttons

const loaded = (element) => new Promise((done, failed) => {
  element.addEventListener("load", () => done());
  element.addEventListener("error", () => failed(new Error(element.src || element.href)));
  document.head.append(element);
});

const script = (src) => loaded(Object.assign(document.createElement("script"), { src }));
const sheet = (href) => loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));

const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
};

// Our sheet after the library's; the clusters need the library.
const fetchParts = async (root) => {
  const at = (name) => new URL(`assets/${name}`, root).href;
  const [outlines] = await Promise.all([
    fetched(at("outlines.json")), script(at("leaflet/leaflet.js")),
    sheet(at("leaflet/leaflet.css")), sheet(at("leaflet/MarkerCluster.css")),
  ]);
  await Promise.all([script(at("leaflet/leaflet.markercluster.js")), sheet(at("map.css"))]);
  return { L: window.L, outlines };
};

let parts;
const load = (root) => {
  parts ??= fetchParts(root).catch((error) => { parts = undefined; throw error; });
  return parts;
};

const element = (tag, className, text = "") => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
};

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const byTouch = () => matchMedia("(pointer: coarse)").matches;

const newMap = (L, canvas, words) => {
  const calm = still();
  const map = L.map(canvas, {
    attributionControl: false, zoomControl: false, scrollWheelZoom: false, dragging: !byTouch(), zoomSnap: .5,
    minZoom: 10, maxZoom: 17, fadeAnimation: !calm, zoomAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm,
  });
  L.control.zoom({ position: "bottomright", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", words.label);
  return map;
};

// A page is scrolled with the wheel or a finger over the map: it takes them only once the reader has chosen it.
const awaken = (map, canvas) => {
  canvas.addEventListener("focusin", () => { map.scrollWheelZoom.enable(); map.dragging.enable(); });
  canvas.addEventListener("focusout", ({ relatedTarget }) => {
    if (canvas.contains(relatedTarget)) return;
    map.scrollWheelZoom.disable();
    if (byTouch()) map.dragging.disable();
  });
};

const levelOf = ({ feature }) => feature.properties.level;

// Draws the outlines and begins with a view of our Municipi.
const outline = (L, map, outlines) => {
  const shapes = L.geoJSON(outlines, {
    interactive: false,
    style: ({ properties }) => ({ className: `outline outline--${properties.level}` }),
  });
  const home = L.featureGroup(shapes.getLayers().filter((shape) => levelOf(shape) === "home"));
  map.fitBounds(home.getBounds(), { ...CLEAR, animate: false });
  return shapes.addTo(map);
};

const nameAt = (L, { name, level, label: [lon, lat] }) => L.tooltip({
  pane: "names", permanent: true, direction: "center", className: `map__name map__name--${level}`, interactive: false,
}).setLatLng([lat, lon]).setContent(element("span", "", name));

// The names of the quarters where one has come near, else those of the Municipi; always below the markers.
const nameAll = (L, map, outlines) => {
  map.createPane("names").classList.add("map__names");
  const of = (level) => L.layerGroup(outlines.features.map(({ properties }) => properties)
    .filter((one) => one.level === level).map((one) => nameAt(L, one)));
  const [near, far] = [of("nil"), of("home")];
  const choose = () => {
    const close = map.getZoom() >= NAMES_FROM;
    (close ? far : near).remove();
    (close ? near : far).addTo(map);
  };
  map.on("zoomend", choose);
  choose();
};

const pin = (L, { area, approximate }, words) => {
  const drawing = words.icons[area];
  const html = element("span", drawing ? `icon icon--${drawing}` : "map__dot");
  html.setAttribute("aria-hidden", "true");
  const className = `map__pin${approximate ? " map__pin--near" : ""}`;
  return L.divIcon({ html, className, iconSize: [32, 32], popupAnchor: [0, -12] });
};

const bundle = (L, words) => (cluster) => {
  const html = element("span", "", cluster.getChildCount());
  html.append(element("span", "map__unseen", ` ${words.cluster}`));
  return L.divIcon({ html, className: "map__cluster", iconSize: [38, 38] });
};

// Only other pages of this site: whatever else might be handed over is no link.
const ownAddress = (href) => {
  const target = new URL(href, location.href);
  return target.origin === location.origin && target.pathname !== location.pathname ? target.href : "";
};

const card = ({ title, href, kind, approximate }, words) => {
  const made = element("div", "map__card");
  const name = element("p", "map__title");
  const link = element("a", "", title);
  if (ownAddress(href)) link.href = ownAddress(href);
  name.append(link);
  made.append(name);
  if (words.kinds[kind]) made.append(element("p", "", words.kinds[kind]));
  if (approximate) made.append(element("p", "", words.approximate));
  return made;
};

// Opened, the popup takes the focus; closed, the marker has it back where nothing else has taken it.
const wire = (marker, words) => {
  marker.on("popupopen", ({ popup }) => {
    const shown = popup.getElement();
    shown.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
    shown.querySelector("a[href]")?.focus({ preventScroll: true });
  });
  marker.on("popupclose", ({ popup }) => {
    const at = document.activeElement;
    if (at === document.body || popup.getElement()?.contains(at)) marker.getElement()?.focus({ preventScroll: true });
  });
  return marker;
};

const mark = (L, point, words) => {
  const title = point.approximate ? `${point.title} (${words.approximate})` : point.title;
  const marker = L.marker([point.lat, point.lon], { icon: pin(L, point, words), title, riseOnHover: true });
  return wire(marker.bindPopup(() => card(point, words), { minWidth: 140, maxWidth: 220 }), words);
};

// The library opens a cluster on a click only.
const openByKey = (group) => group.on("clusterkeypress", ({ layer, originalEvent }) => {
  if (originalEvent.key === "Enter") layer.fire("click", { originalEvent }, true);
});

const gather = (L, words) => openByKey(L.markerClusterGroup({
  animate: !still(), showCoverageOnHover: false, maxClusterRadius: 44, iconCreateFunction: bundle(L, words),
  spiderLegPolylineOptions: { className: "map__leg" },
}));

// Coloured, a Municipio lies below the lines of its quarters.
const focusOn = (map, shapes, id) => {
  const shape = shapes.getLayers().find(({ feature }) => feature.properties.id === id);
  if (!shape) return;
  shape.getElement()?.classList.add("outline--here");
  if (levelOf(shape) === "nil") shape.bringToFront();
  map.fitBounds(shape.getBounds(), { ...CLEAR, animate: false });
};

// Off the map while the view changes: else the clusters would first part before the reader's eyes.
const put = (L, map, group, points, words) => {
  map.invalidateSize({ animate: false });
  group.remove().clearLayers();
  const bounds = L.latLngBounds(points.map(({ lat, lon }) => [lat, lon]));
  if (points.length) map.fitBounds(bounds, { ...CLEAR, maxZoom: CLOSEST, animate: false });
  group.addLayers(points.map((point) => mark(L, point, words))).addTo(map);
};

// Makes the map in an empty element and answers how to fill it. Throws where a part of it cannot be loaded.
export const createMap = async (holder, { root, words }) => {
  const { L, outlines } = await load(root);
  const canvas = element("div", "map__canvas");
  holder.classList.add("map");
  const caption = element("p", "map__source", words.source);
  holder.replaceChildren(canvas, caption);
  const map = newMap(L, canvas, words);
  awaken(map, canvas);
  const shapes = outline(L, map, outlines);
  nameAll(L, map, outlines);
  const group = gather(L, words);
  canvas.addEventListener("keydown", ({ key }) => { if (key === "Escape") map.closePopup(); });
  return {
    show: (points) => {
      put(L, map, group, points, words);
      caption.textContent = points.some(({ approximate }) => approximate) ? `${words.legend} ${words.source}` : words.source;
    },
    focus: (id) => focusOn(map, shapes, id),
  };
};

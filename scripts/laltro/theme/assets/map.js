// @ts-check
// A map without streets: outlines of Municipi and quarters, markers in clusters. It orients; the list beside it guides.
// Nothing is asked of another site, and the library is loaded only when a map is made. Texts go in as text, never as HTML.
//
//   const map = await createMap(element, { root, words });   // an empty block; root: address of the site's root; words: JSON
//   map.show([{ lat, lon, title, href, kind, area, approximate }]);   // in place of those before; the element is visible
//   map.focus("nil-49");                                              // colour a Municipio or quarter and go there
/** @typedef {{ L: Leaflet, outlines: Outlines }} Parts */

const NAMES_FROM = 14; // from this zoom on the quarters are named, before it the Municipi
const CLOSEST = 14;
/** @type {{ paddingTopLeft: [number, number], paddingBottomRight: [number, number] }} */
const CLEAR = { paddingTopLeft: [28, 28], paddingBottomRight: [56, 28] }; // of the edge, and of the buttons

/** @type {(element: HTMLScriptElement | HTMLLinkElement) => Promise<void>} */
const loaded = (element) => new Promise((done, failed) => {
  element.addEventListener("load", () => done());
  element.addEventListener("error", () => failed(new Error("src" in element ? element.src : element.href)));
  document.head.append(element);
});

/** @type {(src: string) => Promise<void>} */
const script = (src) => loaded(Object.assign(document.createElement("script"), { src }));
/** @type {(href: string) => Promise<void>} */
const sheet = (href) => loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));

/** @type {(address: string) => Promise<any>} */
const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
};

// Our sheet after the library's; the clusters need the library.
/** @type {(root: URL) => Promise<Parts>} */
const fetchParts = async (root) => {
  /** @type {(name: string) => string} */
  const at = (name) => new URL(`assets/${name}`, root).href;
  const [outlines] = await Promise.all([
    fetched(at("outlines.json")), script(at("leaflet/leaflet.js")),
    sheet(at("leaflet/leaflet.css")), sheet(at("leaflet/MarkerCluster.css")),
  ]);
  await Promise.all([script(at("leaflet/leaflet.markercluster.js")), sheet(at("map.css"))]);
  return { L: window.L, outlines };
};

/** @type {Promise<Parts> | undefined} */
let parts;
/** @type {(root: URL) => Promise<Parts>} */
const load = (root) => {
  parts ??= fetchParts(root).catch((error) => { parts = undefined; throw error; });
  return parts;
};

/** @type {<T extends keyof HTMLElementTagNameMap>(tag: T, className: string, text?: string) => HTMLElementTagNameMap[T]} */
const element = (tag, className, text = "") => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
};

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const byTouch = () => matchMedia("(pointer: coarse)").matches;

/** @type {(L: Leaflet, canvas: HTMLElement, words: MapWords) => LeafletMap} */
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
/** @type {(map: LeafletMap, canvas: HTMLElement) => void} */
const awaken = (map, canvas) => {
  canvas.addEventListener("focusin", () => { map.scrollWheelZoom.enable(); map.dragging.enable(); });
  canvas.addEventListener("focusout", ({ relatedTarget }) => {
    if (canvas.contains(/** @type {Node | null} */ (relatedTarget))) return;
    map.scrollWheelZoom.disable();
    if (byTouch()) map.dragging.disable();
  });
};

/** @type {(shape: Shape) => string | undefined} */
const levelOf = ({ feature }) => feature?.properties.level;

/** @type {(shapes: Shapes) => Shape[]} */
const shapesOf = (shapes) => /** @type {Shape[]} */ (shapes.getLayers());

// Draws the outlines and begins with a view of our Municipi.
/** @type {(L: Leaflet, map: LeafletMap, outlines: Outlines) => Shapes} */
const outline = (L, map, outlines) => {
  const shapes = L.geoJSON(outlines, {
    interactive: false,
    style: (one) => ({ className: `outline outline--${one?.properties.level}` }),
  });
  const home = L.featureGroup(shapesOf(shapes).filter((shape) => levelOf(shape) === "home"));
  map.fitBounds(home.getBounds(), { ...CLEAR, animate: false });
  return shapes.addTo(map);
};

/** @type {(L: Leaflet, outline: Outline) => Tooltip} */
const nameAt = (L, { name, level, label: [lon, lat] }) => L.tooltip({
  pane: "names", permanent: true, direction: "center", className: `map__name map__name--${level}`, interactive: false,
}).setLatLng([lat, lon]).setContent(element("span", "", name));

// The names of the quarters where one has come near, else those of the Municipi; always below the markers.
/** @type {(L: Leaflet, map: LeafletMap, outlines: Outlines) => void} */
const nameAll = (L, map, outlines) => {
  map.createPane("names").classList.add("map__names");
  /** @type {(level: string) => LayerGroup} */
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

/** @type {(L: Leaflet, point: MapPoint, words: MapWords) => DivIcon} */
const pin = (L, { area, approximate }, words) => {
  const drawing = words.icons[area];
  const html = element("span", drawing ? `icon icon--${drawing}` : "map__dot");
  html.setAttribute("aria-hidden", "true");
  const className = `map__pin${approximate ? " map__pin--near" : ""}`;
  return L.divIcon({ html, className, iconSize: [32, 32], popupAnchor: [0, -12] });
};

/** @type {(L: Leaflet, words: MapWords) => (cluster: Cluster) => DivIcon} */
const bundle = (L, words) => (cluster) => {
  const html = element("span", "", String(cluster.getChildCount()));
  html.append(element("span", "map__unseen", ` ${words.cluster}`));
  return L.divIcon({ html, className: "map__cluster", iconSize: [38, 38] });
};

// Only other pages of this site: whatever else might be handed over is no link.
/** @type {(href: string) => string} */
const ownAddress = (href) => {
  const target = new URL(href, location.href);
  return target.origin === location.origin && target.pathname !== location.pathname ? target.href : "";
};

/** @type {(point: MapPoint, words: MapWords) => HTMLElement} */
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
/** @type {(marker: Marker, words: MapWords) => Marker} */
const wire = (marker, words) => {
  marker.on("popupopen", ({ popup }) => {
    const shown = popup.getElement();
    shown?.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
    /** @type {HTMLElement | null | undefined} */
    const link = shown?.querySelector("a[href]");
    link?.focus({ preventScroll: true });
  });
  marker.on("popupclose", ({ popup }) => {
    const at = document.activeElement;
    if (at === document.body || popup.getElement()?.contains(at)) marker.getElement()?.focus({ preventScroll: true });
  });
  return marker;
};

/** @type {(L: Leaflet, point: MapPoint, words: MapWords) => Marker} */
const mark = (L, point, words) => {
  const title = point.approximate ? `${point.title} (${words.approximate})` : point.title;
  const marker = L.marker([point.lat, point.lon], { icon: pin(L, point, words), title, riseOnHover: true });
  return wire(marker.bindPopup(() => card(point, words), { minWidth: 140, maxWidth: 220 }), words);
};

// The library opens a cluster on a click only.
/** @type {(group: Clusters) => Clusters} */
const openByKey = (group) => group.on("clusterkeypress", (event) => {
  const { layer, originalEvent } = /** @type {KeyOnCluster} */ (event);
  if (originalEvent.key === "Enter") layer.fire("click", { originalEvent }, true);
});

/** @type {(L: Leaflet, words: MapWords) => Clusters} */
const gather = (L, words) => openByKey(L.markerClusterGroup({
  animate: !still(), showCoverageOnHover: false, maxClusterRadius: 44, iconCreateFunction: bundle(L, words),
  spiderLegPolylineOptions: { className: "map__leg" },
}));

// Coloured, a Municipio lies below the lines of its quarters.
/** @type {(map: LeafletMap, shapes: Shapes, id: string) => void} */
const focusOn = (map, shapes, id) => {
  const shape = shapesOf(shapes).find(({ feature }) => feature?.properties.id === id);
  if (!shape) return;
  shape.getElement()?.classList.add("outline--here");
  if (levelOf(shape) === "nil") shape.bringToFront();
  map.fitBounds(shape.getBounds(), { ...CLEAR, animate: false });
};

// Off the map while the view changes: else the clusters would first part before the reader's eyes.
/** @type {(L: Leaflet, map: LeafletMap, group: Clusters, points: MapPoint[], words: MapWords) => void} */
const put = (L, map, group, points, words) => {
  map.invalidateSize({ animate: false });
  group.remove().clearLayers();
  const bounds = L.latLngBounds(points.map(({ lat, lon }) => [lat, lon]));
  if (points.length) map.fitBounds(bounds, { ...CLEAR, maxZoom: CLOSEST, animate: false });
  group.addLayers(points.map((point) => mark(L, point, words))).addTo(map);
};

// Makes the map in an empty element and answers how to fill it. Throws where a part of it cannot be loaded.
/** @type {(holder: HTMLElement, options: { root: URL, words: MapWords }) => Promise<DrawnMap>} */
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

// What the site's scripts are given: the build writes it into pages, facets.json and outlines.json.
// Only the compiler reads this file.

type Words = Record<string, string>;
/** What is said of a number: one sentence, or one a plural of the language (CLDR). */
type Forms = string | Record<string, string>;

// --- hours: scripts/laltro/insight/hours -------------------------------------------------------

/** ISO days; sure between `sure_from` and `sure_to`. */
interface Period { first: string; sure_from: string; sure_to: string; last: string }

/** Days count from Monday, 0. Minutes of the day, null where they are not documented. */
interface HoursRow {
  days: number[];
  nth: number;
  opens: number | null;
  closes: number | null;
  school: boolean;
  period: Period;
}

interface Hours { rows: HoursRow[]; closures: Period[]; confirmed: Period; noted: boolean }

interface DaysOff { years: number[]; holidays: string[]; lessons: [string, string][]; breaks: [string, string][] }

type Doubt = "" | "holiday" | "unknown";

/** Minutes from today's midnight. */
interface Opening { start: number; end: number; doubt: Doubt }

interface OpeningState {
  name: "open" | "closed" | "holiday" | "unknown" | "unverified";
  minutes: number | null;
  holiday: boolean;
}

// --- the search: scripts/laltro/publish/search/facets.py ----------------------------------------

/** Latitude, longitude, and 1 where the point is only near. */
type Place = [number, number, number];

/** A list is null where the kind has none to tell, and empty where the record does not tell it. */
interface Row {
  href: string;
  page: string;
  kind: string;
  kindName: string;
  title: string;
  summary: string;
  foreign: [string, string];
  facts: string[];
  named: string[];
  over: string;
  point: Place | null;
  area: string[];
  where: string[];
  age: (number | null)[] | null;
  hours: Hours | "" | null;
  order: number;
  /** By each of `fields`, the filters of the schemas: the values, or null where the kind has none. */
  [field: string]: unknown;
}

type Synonyms = Record<string, string[]>;
type FilterWords = Record<string, [string, string]>;

interface FacetsFile {
  days: DaysOff;
  opening: Words;
  kinds: Words;
  icons: Words;
  words: Synonyms;
  filters: FilterWords;
  timetables: Hours[];
  /** The names of the columns that the schemas make a filter of. */
  fields: string[];
  columns: Record<string, any[]>;
}

interface Catalogue extends FacetsFile { rows: Row[]; index: WordIndex }

type TextFacet = "age" | "day" | "time";

interface Chosen {
  q: string;
  age: string;
  day: string;
  time: string;
  now: boolean;
  near: boolean;
  historic: boolean;
  unsure: boolean;
  view: string;
  [name: string]: string | string[] | boolean;
}

type Options = Record<string, string[]>;
type Counts = Record<string, Map<string, number>>;
type Scores = Map<Row, number>;

/** What hours say at a moment, kept by what was asked. */
interface Moment { off: DaysOff; moment: Date; today: string; known: Map<Hours, Map<string, any>> }

interface Sieved {
  rows: Row[];
  doubtful: Set<Row>;
  over: Row[];
  untold: number;
  without: Record<string, number>;
  counts: Counts;
}

interface Ranked { scores: Scores; corrected: string; unused: string[] }

interface Found extends Sieved, Ranked { bare: number; pages: Pages | undefined; moment: Date }

interface Told { facet: string; value: string }
interface Wish extends Told { text: string; rest: string }
interface CountedWish extends Wish { n: number }

interface Alternative { text: string; weight: number; stems: string[] }
interface Group { text: string; alternatives: Alternative[] }

interface WordIndex {
  postings: Map<string, Scores>;
  vocabulary: Map<string, number>;
  pages: Map<string, Row>;
  size: number;
  words: Synonyms;
  lang: string;
}

/** Results by page id, by the text that was asked. */
type Pages = Map<string, Map<string, PagefindResult>>;

interface Shared extends Catalogue {
  say: Words;
  lang: string;
  areas: Words;
  moment: Date;
  distances: Map<Row, string>;
  parts: Words;
  showAll: (n: number) => HTMLElement;
}

interface FoundPart { name: string; rows: Row[]; list?: HTMLElement }

interface SearchForm extends HTMLFormElement {
  readonly elements: HTMLFormControlsCollection &
    Record<"q" | "now" | "near" | "historic" | "unsure", HTMLInputElement> & Record<"day" | "time", HTMLSelectElement>;
}

type Control = HTMLInputElement | HTMLSelectElement;
interface Choice { field: Control; label: string }

// --- Pagefind: what is used of pagefind/pagefind.js ----------------------------------------------

interface PagefindResult { id: string; data(): Promise<{ excerpt: string }> }

interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>;
  init(): Promise<void>;
  search(text: string): Promise<{ results: PagefindResult[] }>;
}

// --- the map: scripts/laltro/publish/edition/points.py, and Leaflet ------------------------------

interface MapPoint {
  lat: number;
  lon: number;
  title: string;
  href: string;
  kind: string;
  area: string;
  approximate: boolean;
}

interface MapWords {
  label: string;
  source: string;
  legend: string;
  approximate: string;
  cluster: string;
  close: string;
  zoom_in: string;
  zoom_out: string;
  kinds: Words;
  icons: Words;
}

interface Outline { id: string; name: string; level: string; label: [number, number] }

type Leaflet = typeof import("leaflet") & typeof import("leaflet.markercluster");
type LeafletMap = import("leaflet").Map;
type Shape = import("leaflet").Polygon<Outline>;
type Shapes = import("leaflet").GeoJSON<Outline>;
type Outlines = import("geojson").FeatureCollection<import("geojson").Geometry, Outline>;
type Clusters = import("leaflet").MarkerClusterGroup;
type Cluster = import("leaflet").MarkerCluster;
type Marker = import("leaflet").Marker;
type Tooltip = import("leaflet").Tooltip;
type LayerGroup = import("leaflet").LayerGroup;
type KeyOnCluster = import("leaflet").LeafletKeyboardEvent & { layer: Cluster };
type DivIcon = import("leaflet").DivIcon;

interface Window { L: Leaflet }

interface DrawnMap { show(points: MapPoint[]): void; focus(id: string): void }

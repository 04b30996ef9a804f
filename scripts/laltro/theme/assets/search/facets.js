// @ts-check
// What passes the chosen filters, and how many would pass with each other choice. Pure: rows in, numbers out.
import { held, milanTime, shift, state, weekday } from "../hours.js";

/** @typedef {{ no: string[], untold: string[] }} Failed */

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** @type {Record<string, [number, number]>} */
const TIMES = { morning: [0, 780], afternoon: [780, 1080], evening: [1080, 1440] };

// The facets of which several values may be chosen at once: what is chosen of each is a list.
/** @type {(chosen: Partial<Chosen>) => [string, string[]][]} */
export const listsIn = (chosen) => /** @type {[string, string[]][]} */ (
  Object.entries(chosen).filter(([, values]) => Array.isArray(values)));

/** @type {(text: string | null) => string[] | null} */
const list = (text) => (text === null ? null : text.split(" ").filter(Boolean));

// The columns of the file as rows; what is a text of ids there is a list here: of areas, territories, each of `fields`.
/** @type {(file: FacetsFile) => Row[]} */
export const readRows = ({ columns, timetables, kinds, fields }) => (columns.href ?? []).map((_, n) => {
  const row = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[n]]));
  for (const name of ["area", "where", ...fields]) row[name] = list(row[name]);
  const hours = typeof row.hours === "number" ? timetables[row.hours] : row.hours;
  return /** @type {Row} */ ({ ...row, hours, order: n, kindName: kinds[row.kind] ?? "" });
});

// The next such day from today on.
/** @type {(day: string, today: string) => string} */
const dateOf = (day, today) => {
  if (day === "today") return today;
  return day === "tomorrow" ? shift(today, 1) : shift(today, (DAYS.indexOf(day) - weekday(today) + 7) % 7);
};

// What hours say at a moment is worked out once: many rows keep the same ones.
/** @type {(off: DaysOff, moment: Date) => Moment} */
export const makeContext = (off, moment) => ({ off, moment, today: milanTime(moment)[0], known: new Map() });

/** @type {<T>(context: Moment, hours: Hours, key: string, find: () => T) => T} */
const once = ({ known }, hours, key, find) => {
  const own = known.get(hours) ?? new Map();
  known.set(hours, own);
  if (!own.has(key)) own.set(key, find());
  return own.get(key);
};

/** @type {(hours: Hours, day: string, context: Moment) => HoursRow[]} */
const onDay = (hours, day, context) => once(context, hours, day,
  () => hours.rows.filter((row) => held(row, hours, context.off, dateOf(day, context.today)) !== false));

/** @type {(row: HoursRow, part: [number, number]) => boolean} */
const lasts = ({ opens, closes }, [from, to]) => opens !== null && closes !== null
  && opens < to && (closes <= opens ? 1440 : closes) > from;

// Whether hours fit a day, a part of the day, or both; null where they do not say.
/** @type {(row: Row, day: string, time: string, context: Moment) => boolean | null} */
const fits = ({ hours }, day, time, context) => {
  if (!hours) return hours === "" ? null : false;
  const rows = day ? onDay(hours, day, context) : hours.rows;
  if (!time) return rows.length > 0;
  if (rows.some((row) => lasts(row, TIMES[time]))) return true;
  return rows.some((row) => row.opens === null) ? null : false;
};

/** @type {Record<string, boolean>} */
const NOW = { open: true, closed: false };
/** @type {(row: Row, context: Moment) => boolean | null} */
const isOpen = ({ hours }, context) => {
  if (!hours) return hours === "" ? null : false;
  return once(context, hours, "now", () => NOW[state(hours, context.off, context.moment).name] ?? null);
};

/** @type {(row: Row, months: number) => boolean | null} */
const fitsAge = ({ age }, months) => {
  if (!age?.length) return age ? null : false;
  return (age[0] ?? 0) <= months + 11 && months <= (age[1] ?? Infinity);
};

// The values of a row that the options of a facet are compared with; null where its kind has none.
/** @type {Record<string, (row: Row) => string[]>} */
const NAMED = { kind: (row) => [row.kind], municipio: (row) => row.where, nil: (row) => row.where };
/** @type {(facet: string, row: Row) => string[] | null} */
const valuesOf = (facet, row) => (
  facet in NAMED ? NAMED[facet](row) : /** @type {string[] | null} */ (row[facet]));
const EVERYBODY = "all";
const PLAIN = ["kind", "area", "municipio", "nil"];

/** @type {(facet: string, row: Row, wanted: string[]) => boolean | null} */
const holds = (facet, row, wanted) => {
  const values = valuesOf(facet, row);
  if (!values?.length) return values && !PLAIN.includes(facet) ? null : false;
  return values.includes(EVERYBODY) || wanted.some((one) => values.includes(one));
};

/** @type {Record<string, (row: Row, chosen: Chosen, context: Moment) => boolean | null>} */
const SINGLE = {
  age: (row, { age }) => fitsAge(row, Number(age)),
  day: (row, { day }, context) => fits(row, day, "", context),
  time: (row, { day, time }, context) => fits(row, day, time, context),
  now: (row, _, context) => isOpen(row, context),
  historic: (row) => !row.over,
};

// True, false, or null where the row does not tell. Options of one facet add up, facets narrow each other.
/** @type {(facet: string, row: Row, chosen: Chosen, context: Moment) => boolean | null} */
const answer = (facet, row, chosen, context) => (facet in SINGLE
  ? SINGLE[facet](row, chosen, context) : holds(facet, row, /** @type {string[]} */ (chosen[facet])));

// Whether a row is what one option of a facet says: true, false, or null where it does not tell.
/** @type {(row: Row, told: Told, context: Moment) => boolean | null} */
export const tells = (row, { facet, value }, context) => (
  answer(facet, row, /** @type {Chosen} */ ({ [facet]: facet in SINGLE ? value : [value] }), context));

// What is over stays away unless it is asked for: there the filter is the one that nobody chose.
/** @type {(chosen: Chosen) => string[]} */
const active = (chosen) => [
  ...listsIn(chosen).filter(([, values]) => values.length).map(([name]) => name),
  ...Object.keys(SINGLE).filter((name) => (name === "historic" ? !chosen.historic : chosen[name])),
];

/** @type {(row: Row, facets: string[], chosen: Chosen, context: Moment) => Failed} */
const failing = (row, facets, chosen, context) => {
  /** @type {Failed} */
  const failed = { no: [], untold: [] };
  for (const facet of facets) {
    const told = answer(facet, row, chosen, context);
    if (told === false) failed.no.push(facet);
    if (told === null) failed.untold.push(facet);
  }
  return failed;
};

/** @type {(facet: string, row: Row, options: string[], chosen: Chosen, context: Moment) => string[]} */
const matching = (facet, row, options, chosen, context) => {
  if (facet in SINGLE) {
    /** @type {(option: string) => boolean | null} */
    const fit = (option) => answer(facet, row, { ...chosen, [facet]: option }, context);
    return options.filter((option) => fit(option) ?? chosen.unsure);
  }
  const values = valuesOf(facet, row);
  if (!values) return [];
  if (values.includes(EVERYBODY) || (!values.length && chosen.unsure && !PLAIN.includes(facet))) return options;
  return values.filter((value) => options.includes(value));
};

/** @type {(numbers: Map<string, number>, values: string[]) => void} */
const count = (numbers, values) => {
  for (const value of values) numbers.set(value, (numbers.get(value) ?? 0) + 1);
};

// Whether anybody's hours tell what is open now.
/** @type {(rows: Row[], context: Moment) => boolean} */
export const tellsNow = (rows, context) => rows.some((row) => row.hours && isOpen(row, context) !== null);

// `options`: the values that may be chosen, by facet. Answers the rows that pass, and which of them only because they do
// not tell; those that are left out only because they are over; by facet how many rows each option would leave (the other
// facets applied, its own not); how many would come back without each filter; and how many are left out only because
// they do not tell.
/** @type {(rows: Row[], chosen: Chosen, options: Options, context: Moment) => Sieved} */
export const sieve = (rows, chosen, options, context) => {
  const facets = active(chosen);
  /** @type {Sieved} */
  const found = { rows: [], doubtful: new Set(), over: [], untold: 0, without: {}, counts: {} };
  for (const facet of Object.keys(options)) found.counts[facet] = new Map();
  for (const row of rows) {
    const { no, untold } = failing(row, facets, chosen, context);
    const failed = chosen.unsure ? no : [...no, ...untold];
    if (!failed.length) found.rows.push(row);
    if (!failed.length && untold.length) found.doubtful.add(row);
    if (failed.length === 1 && failed[0] === "historic") found.over.push(row);
    if (!no.length && failed.length) found.untold += 1;
    if (failed.length === 1) found.without[failed[0]] = (found.without[failed[0]] ?? 0) + 1;
    for (const facet of failed.length > 1 ? [] : Object.keys(options)) {
      if (failed.length && failed[0] !== facet) continue;
      count(found.counts[facet], matching(facet, row, options[facet], chosen, context));
    }
  }
  return found;
};

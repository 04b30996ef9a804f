// What passes the chosen filters, and how many would pass with each other choice. Pure: rows in, numbers out.
import { held, milanTime, shift, state, weekday } from "../opening.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const TIMES = { morning: [0, 780], afternoon: [780, 1080], evening: [1080, 1440] };

const list = (text) => (text === null ? null : text.split(" ").filter(Boolean));

// The columns of the file as rows; what is a text of ids there is a list here.
export const readRows = ({ columns, timetables, kinds }) => (columns.href ?? []).map((_, n) => {
  const row = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[n]]));
  for (const name of ["area", "where", "audience", "cost", "language", "access", "open_to", "origin"]) {
    row[name] = list(row[name]);
  }
  const hours = typeof row.hours === "number" ? timetables[row.hours] : row.hours;
  return { ...row, hours, order: n, kindName: kinds[row.kind] ?? "" };
});

// The next such day from today on.
const dateOf = (day, today) => {
  if (day === "today") return today;
  return day === "tomorrow" ? shift(today, 1) : shift(today, (DAYS.indexOf(day) - weekday(today) + 7) % 7);
};

// What hours say at a moment is worked out once: many rows keep the same ones.
export const makeContext = (off, moment) => ({ off, moment, today: milanTime(moment)[0], known: new Map() });

const once = ({ known }, hours, key, find) => {
  if (!known.has(hours)) known.set(hours, new Map());
  const own = known.get(hours);
  if (!own.has(key)) own.set(key, find());
  return own.get(key);
};

const onDay = (hours, day, context) => once(context, hours, day,
  () => hours.rows.filter((row) => held(row, hours, context.off, dateOf(day, context.today)) !== false));

const lasts = (row, [from, to]) => row.opens < to && (row.closes <= row.opens ? 1440 : row.closes) > from;

// Whether hours fit a day, a part of the day, or both; null where they do not say.
const fits = ({ hours }, day, time, context) => {
  if (!hours) return hours === "" ? null : false;
  const rows = day ? onDay(hours, day, context) : hours.rows;
  if (!time) return rows.length > 0;
  if (rows.some((row) => row.opens !== null && lasts(row, TIMES[time]))) return true;
  return rows.some((row) => row.opens === null) ? null : false;
};

const NOW = { open: true, closed: false };
const isOpen = ({ hours }, context) => {
  if (!hours) return hours === "" ? null : false;
  return once(context, hours, "now", () => NOW[state(hours, context.off, context.moment).name] ?? null);
};

const fitsAge = ({ age }, months) => {
  if (!age?.length) return age ? null : false;
  return (age[0] ?? 0) <= months + 11 && months <= (age[1] ?? Infinity);
};

// The values of a row that the options of a facet are compared with; null where its kind has none.
const VALUES = {
  kind: (row) => [row.kind], area: (row) => row.area, municipio: (row) => row.where, nil: (row) => row.where,
  audience: (row) => row.audience, cost: (row) => row.cost, language: (row) => row.language,
  access: (row) => row.access, open_to: (row) => row.open_to, origin: (row) => row.origin,
};
const EVERYBODY = "all";
const PLAIN = ["kind", "area", "municipio", "nil"];

const holds = (facet, row, wanted) => {
  const values = VALUES[facet](row);
  if (!values?.length) return values && !PLAIN.includes(facet) ? null : false;
  return values.includes(EVERYBODY) || wanted.some((one) => values.includes(one));
};

const SINGLE = {
  age: (row, { age }) => fitsAge(row, Number(age)),
  day: (row, { day }, context) => fits(row, day, "", context),
  time: (row, { day, time }, context) => fits(row, day, time, context),
  now: (row, _, context) => isOpen(row, context),
  historic: (row) => !row.over,
};

// True, false, or null where the row does not tell. Options of one facet add up, facets narrow each other.
const answer = (facet, row, chosen, context) => (facet in VALUES
  ? holds(facet, row, chosen[facet]) : SINGLE[facet](row, chosen, context));

// Whether a row is what one option of a facet says: true, false, or null where it does not tell.
export const tells = (row, { facet, value }, context) => (
  answer(facet, row, { [facet]: facet in VALUES ? [value] : value }, context));

// What is over stays away unless it is asked for: there the filter is the one that nobody chose.
const active = (chosen) => [...Object.keys(VALUES), ...Object.keys(SINGLE)]
  .filter((facet) => (facet === "historic" ? !chosen.historic : chosen[facet]?.length || chosen[facet] === true));

const failing = (row, facets, chosen, context) => {
  const failed = { no: [], untold: [] };
  for (const facet of facets) {
    const told = answer(facet, row, chosen, context);
    if (told === false) failed.no.push(facet);
    if (told === null) failed.untold.push(facet);
  }
  return failed;
};

const matching = (facet, row, options, chosen, context) => {
  if (facet in SINGLE) {
    const fit = (option) => answer(facet, row, { ...chosen, [facet]: option }, context);
    return options.filter((option) => fit(option) ?? chosen.unsure);
  }
  const values = VALUES[facet](row);
  if (!values) return [];
  if (values.includes(EVERYBODY) || (!values.length && chosen.unsure && !PLAIN.includes(facet))) return options;
  return values.filter((value) => options.includes(value));
};

const count = (numbers, values) => {
  for (const value of values) numbers.set(value, (numbers.get(value) ?? 0) + 1);
};

// Whether anybody's hours tell what is open now.
export const tellsNow = (rows, context) => rows.some((row) => row.hours && isOpen(row, context) !== null);

// `options`: the values that may be chosen, by facet. Answers the rows that pass, and which of them only because they do
// not tell; those that are left out only because they are over; by facet how many rows each option would leave (the other
// facets applied, its own not); how many would come back without each filter; and how many are left out only because
// they do not tell.
export const sieve = (rows, chosen, options, context) => {
  const facets = active(chosen);
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

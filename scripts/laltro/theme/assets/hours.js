// @ts-check
// Whether a service is open at a moment, and how that is said. Pure: hours as the build writes them in, words out.
// tests/publish/opening_oracle.py reckons the same a second time; a test holds the two to each other.
const DAY = 1440;
const HORIZON = 100;
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Rome", hourCycle: "h23",
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

/** @type {(moment: Date) => [string, number]} */
const read = (moment) => {
  const part = Object.fromEntries(CLOCK.formatToParts(moment).map(({ type, value }) => [type, value]));
  return [`${part.year}-${part.month}-${part.day}`, Number(part.hour) * 60 + Number(part.minute)];
};

// The day and its minute. In the hour that an October night repeats it is 03:00: time never runs back.
/** @type {(moment: Date) => [string, number]} */
export const milanTime = (moment) => {
  const [today, minute] = read(moment);
  const [day, before] = read(new Date(moment.getTime() - 3600000));
  return [today, day === today && before === minute ? 180 : minute];
};

/** @type {(day: string, days: number) => string} */
export const shift = (day, days) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

/** @type {(day: string) => number} */
export const weekday = (day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** @type {(period: Period, day: string) => boolean | null} */
const holds = (period, day) => {
  if (period.sure_from <= day && day <= period.sure_to) return true;
  return period.first <= day && day <= period.last ? null : false;
};

/** @type {(periods: [string, string][], day: string) => boolean} */
const within = (periods, day) => periods.some(([first, last]) => first <= day && day <= last);

/** @type {(nth: number, day: string) => boolean} */
const isNth = (nth, day) => (nth === -1 ? shift(day, 7).slice(0, 7) !== day.slice(0, 7)
  : Math.ceil(Number(day.slice(8)) / 7) === nth);

/** @type {(off: DaysOff, day: string) => boolean | null} */
const isSchoolDay = (off, day) => {
  if (off.holidays.includes(day) || within(off.breaks, day)) return false;
  return within(off.lessons, day) ? true : null;
};

/** @type {(row: HoursRow, hours: Hours, off: DaysOff, day: string) => boolean | null} */
export const held = (row, hours, off, day) => {
  if (!row.days.includes(weekday(day)) || (row.nth && !isNth(row.nth, day))) return false;
  const closed = hours.closures.map((closure) => holds(closure, day));
  const answers = [holds(row.period, day), row.school ? isSchoolDay(off, day) : true];
  if (answers.includes(false) || closed.includes(true)) return false;
  return answers.includes(null) || closed.includes(null) ? null : true;
};

/** @type {(row: HoursRow) => [number, number]} */
const times = (row) => (row.opens === null || row.closes === null ? [0, DAY] : [row.opens, row.closes + (row.closes <= row.opens ? DAY : 0)]);

/** @type {(off: DaysOff, days: string[]) => Doubt} */
const doubtOf = (off, days) => {
  if (days.some((day) => !off.years.includes(Number(day.slice(0, 4))))) return "unknown";
  return days.some((day) => off.holidays.includes(day)) ? "holiday" : "";
};

/** @type {(hours: Hours, off: DaysOff, today: string, offset: number) => Opening[]} */
const openings = (hours, off, today, offset) => {
  const day = shift(today, offset);
  return hours.rows.flatMap((row) => {
    const sure = held(row, hours, off, day);
    if (sure === false) return [];
    const [start, end] = times(row);
    const clear = sure && row.opens !== null;
    const doubt = clear ? doubtOf(off, end > DAY ? [day, shift(day, 1)] : [day]) : "unknown";
    return [{ start: offset * DAY + start, end: offset * DAY + end, doubt }];
  });
};

/** @type {(minute: number) => (opening: Opening) => boolean} */
const covers = (minute) => ({ start, end }) => start <= minute && minute < end;

/** @type {(near: Opening[], minute: number) => number} */
const until = (near, minute) => {
  const ends = near.filter(({ doubt }) => !doubt).filter(covers(minute)).map(({ end }) => end);
  return ends.length ? until(near, Math.max(...ends)) : minute;
};

/** @type {Doubt[]} */
const DOUBTS = ["", "holiday", "unknown"];

/** @type {(hours: Hours, off: DaysOff, today: string, minute: number) => OpeningState} */
const closed = (hours, off, today, minute) => {
  for (let offset = 0; offset <= HORIZON; offset += 1) {
    const later = openings(hours, off, today, offset).filter(({ start }) => start > minute);
    later.sort((one, two) => one.start - two.start || DOUBTS.indexOf(one.doubt) - DOUBTS.indexOf(two.doubt));
    if (later.length && later[0].doubt === "unknown") break;
    if (later.length) return { name: "closed", minutes: later[0].start, holiday: later[0].doubt === "holiday" };
  }
  return { name: "closed", minutes: null, holiday: false };
};

// `hours` and `off` as the build writes them into the page; `moment` is a Date.
/** @type {(hours: Hours, off: DaysOff, moment: Date) => OpeningState} */
export const state = (hours, off, moment) => {
  const [today, minute] = milanTime(moment);
  /** @type {(name: OpeningState["name"], minutes?: number | null) => OpeningState} */
  const answer = (name, minutes = null) => ({ name, minutes, holiday: false });
  if (!holds(hours.confirmed, today)) return answer("unverified");
  const near = [-1, 0, 1, 2].flatMap((offset) => openings(hours, off, today, offset));
  const doubts = near.filter(covers(minute)).map(({ doubt }) => doubt);
  if (doubts.includes("")) return answer("open", until(near, minute));
  if (doubts.length) return answer(doubts.includes("holiday") ? "holiday" : "unknown");
  return closed(hours, off, today, minute);
};

/** @type {(text: string, values?: Words) => string} */
const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** @type {(minutes: number) => string} */
const time = (minutes) => {
  const rest = minutes % DAY;
  return `${String(Math.floor(rest / 60)).padStart(2, "0")}:${String(rest % 60).padStart(2, "0")}`;
};

// Today, tomorrow, on Monday; with the date from a week away.
/** @type {(words: Words, lang: string, today: string, offset: number) => string} */
const dayName = (words, lang, today, offset) => {
  if (offset < 2) return words[offset ? "tomorrow" : "today"];
  /** @type {Intl.DateTimeFormatOptions} */
  const form = offset < 7 ? { weekday: "long" } : { weekday: "long", day: "numeric", month: "long" };
  const name = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...form, timeZone: "UTC" });
  return fill(words.on, { day: name.format(new Date(`${shift(today, offset)}T00:00:00Z`)) });
};

/** @type {(words: Words, minutes: number) => string} */
const openFor = (words, minutes) => {
  if (minutes >= 2 * DAY) return words.open_long;
  if (minutes === DAY) return words.open_midnight;
  return fill(minutes < DAY ? words.open : words.open_tomorrow, { time: time(minutes) });
};

/** @type {(words: Words, lang: string, today: string, found: OpeningState) => string} */
const closedFor = (words, lang, today, { minutes, holiday }) => {
  if (minutes === null) return words.closed;
  const when = dayName(words, lang, today, Math.floor(minutes / DAY));
  return fill(holiday ? words.opens_holiday : words.opens, { when, time: time(minutes) });
};

// What a reader is told; empty where nothing can be said.
/** @type {(hours: Hours, off: DaysOff, words: Words, lang: string, moment: Date) => string} */
export const sentence = (hours, off, words, lang, moment) => {
  const found = state(hours, off, moment);
  if (found.name === "unverified") return "";
  const said = { open: () => openFor(words, found.minutes ?? 0), holiday: () => words.holiday, unknown: () => words.unknown,
    closed: () => closedFor(words, lang, milanTime(moment)[0], found) }[found.name]();
  return hours.noted ? fill(words.noted, { sentence: said }) : said;
};

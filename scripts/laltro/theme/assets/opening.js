// Whether a service is open now, in words, each minute anew. Without scripts the table of hours stands alone.
// The rules are those of scripts/laltro/insight/hours/opening.py, function by function; a test holds the two to each other.
const DAY = 1440;
const HORIZON = 100;
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Rome", hourCycle: "h23",
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

const read = (moment) => {
  const part = Object.fromEntries(CLOCK.formatToParts(moment).map(({ type, value }) => [type, value]));
  return [`${part.year}-${part.month}-${part.day}`, Number(part.hour) * 60 + Number(part.minute)];
};

// The day and its minute. In the hour that an October night repeats it is 03:00: time never runs back.
export const milanTime = (moment) => {
  const [today, minute] = read(moment);
  const [day, before] = read(new Date(moment.getTime() - 3600000));
  return [today, day === today && before === minute ? 180 : minute];
};

export const shift = (day, days) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

export const weekday = (day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

const holds = (period, day) => {
  if (period.sure_from <= day && day <= period.sure_to) return true;
  return period.first <= day && day <= period.last ? null : false;
};

const within = (periods, day) => periods.some(([first, last]) => first <= day && day <= last);

const isNth = (nth, day) => (nth === -1 ? shift(day, 7).slice(0, 7) !== day.slice(0, 7)
  : Math.ceil(Number(day.slice(8)) / 7) === nth);

const isSchoolDay = (off, day) => {
  if (off.holidays.includes(day) || within(off.breaks, day)) return false;
  return within(off.lessons, day) ? true : null;
};

export const held = (row, hours, off, day) => {
  if (!row.days.includes(weekday(day)) || (row.nth && !isNth(row.nth, day))) return false;
  const closed = hours.closures.map((closure) => holds(closure, day));
  const answers = [holds(row.period, day), row.school ? isSchoolDay(off, day) : true];
  if (answers.includes(false) || closed.includes(true)) return false;
  return answers.includes(null) || closed.includes(null) ? null : true;
};

const times = (row) => (row.opens === null ? [0, DAY] : [row.opens, row.closes + (row.closes <= row.opens ? DAY : 0)]);

const doubtOf = (off, days) => {
  if (days.some((day) => !off.years.includes(Number(day.slice(0, 4))))) return "unknown";
  return days.some((day) => off.holidays.includes(day)) ? "holiday" : "";
};

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

const covers = (minute) => ({ start, end }) => start <= minute && minute < end;

const until = (near, minute) => {
  const ends = near.filter(({ doubt }) => !doubt).filter(covers(minute)).map(({ end }) => end);
  return ends.length ? until(near, Math.max(...ends)) : minute;
};

const DOUBTS = ["", "holiday", "unknown"];

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
export const state = (hours, off, moment) => {
  const [today, minute] = milanTime(moment);
  const answer = (name, minutes = null) => ({ name, minutes, holiday: false });
  if (!holds(hours.confirmed, today)) return answer("unverified");
  const near = [-1, 0, 1, 2].flatMap((offset) => openings(hours, off, today, offset));
  const doubts = near.filter(covers(minute)).map(({ doubt }) => doubt);
  if (doubts.includes("")) return answer("open", until(near, minute));
  if (doubts.length) return answer(doubts.includes("holiday") ? "holiday" : "unknown");
  return closed(hours, off, today, minute);
};

const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const time = (minutes) => {
  const rest = minutes % DAY;
  return `${String(Math.floor(rest / 60)).padStart(2, "0")}:${String(rest % 60).padStart(2, "0")}`;
};

// Today, tomorrow, on Monday; with the date from a week away.
const dayName = (words, lang, today, offset) => {
  if (offset < 2) return words[offset ? "tomorrow" : "today"];
  const form = offset < 7 ? { weekday: "long" } : { weekday: "long", day: "numeric", month: "long" };
  const name = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...form, timeZone: "UTC" });
  return fill(words.on, { day: name.format(new Date(`${shift(today, offset)}T00:00:00Z`)) });
};

const openFor = (words, minutes) => {
  if (minutes >= 2 * DAY) return words.open_long;
  if (minutes === DAY) return words.open_midnight;
  return fill(minutes < DAY ? words.open : words.open_tomorrow, { time: time(minutes) });
};

const closedFor = (words, lang, today, { minutes, holiday }) => {
  if (minutes === null) return words.closed;
  const when = dayName(words, lang, today, Math.floor(minutes / DAY));
  return fill(holiday ? words.opens_holiday : words.opens, { when, time: time(minutes) });
};

// What a reader is told; empty where nothing can be said.
export const sentence = (hours, off, words, lang, moment) => {
  const found = state(hours, off, moment);
  if (found.name === "unverified") return "";
  const said = { open: () => openFor(words, found.minutes), holiday: () => words.holiday, unknown: () => words.unknown,
    closed: () => closedFor(words, lang, milanTime(moment)[0], found) }[found.name]();
  return hours.noted ? fill(words.noted, { sentence: said }) : said;
};

const tell = (guide) => {
  const off = JSON.parse(guide.dataset.openingDays);
  const words = JSON.parse(guide.dataset.openingWords);
  const now = new Date();
  for (const element of document.querySelectorAll("[data-opening]")) {
    const said = sentence(JSON.parse(element.dataset.opening), off, words, document.documentElement.lang, now);
    if (element.textContent !== said) element.textContent = said;
    element.hidden = !said;
  }
  setTimeout(tell, 60000 - (now.getTime() % 60000), guide);
};

const guide = document.querySelector("[data-opening-days]");
if (guide) tell(guide);

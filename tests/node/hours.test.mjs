import assert from "node:assert/strict";
import test from "node:test";
import { milanTime, sentence, shift, state, weekday } from "../../scripts/laltro/theme/assets/hours.js";

const ALWAYS = { first: "", sure_from: "", sure_to: "9999", last: "9999" };
const row = (days, opens, closes, more = {}) => ({ days, nth: 0, opens, closes, school: false, period: ALWAYS, ...more });
const hours = (rows, more = {}) => ({ rows, closures: [], confirmed: ALWAYS, noted: false, ...more });
const day = (date) => ({ first: date, sure_from: date, sure_to: date, last: date });
const OFF = { years: [2026], holidays: ["2026-12-07", "2026-12-08"], lessons: [["2026-09-14", "2026-12-22"]], breaks: [] };
const MORNINGS = hours([row([0, 1, 2, 3, 4], 540, 720)]); // 9 to 12, Monday to Friday

for (const [at, today, minute] of [
  ["2026-11-23T09:30:00Z", "2026-11-23", 630], // winter: an hour ahead
  ["2026-07-01T22:30:00Z", "2026-07-02", 30], // summer: two, and the next day
  ["2026-10-25T00:30:00Z", "2026-10-25", 150], // 2:30, before the clocks go back
  ["2026-10-25T01:30:00Z", "2026-10-25", 180], // 2:30 again
]) test(`Milan's clocks at ${at}`, () => assert.deepEqual(milanTime(new Date(at)), [today, minute]));

test("days are counted across months and years", () => {
  assert.deepEqual([shift("2026-12-31", 1), shift("2028-03-01", -1), weekday("2026-11-23")], ["2027-01-01", "2028-02-29", 0]);
});

for (const [what, known, at, name, minutes, holiday = false] of [
  ["in the hours", MORNINGS, "2026-11-23T09:30:00Z", "open", 720],
  ["as they begin", MORNINGS, "2026-11-23T08:00:00Z", "open", 720],
  ["as they end", MORNINGS, "2026-11-23T11:00:00Z", "closed", 1440 + 540],
  ["before a week-end", MORNINGS, "2026-11-27T11:00:00Z", "closed", 3 * 1440 + 540],
  ["on a holiday", MORNINGS, "2026-12-07T09:00:00Z", "holiday", null],
  ["before a holiday", MORNINGS, "2026-12-05T09:00:00Z", "closed", 2 * 1440 + 540, true],
  ["in a year of unknown holidays", MORNINGS, "2027-01-04T09:00:00Z", "unknown", null],
  ["unconfirmed", { ...MORNINGS, confirmed: day("2026-01-01") }, "2026-11-23T09:30:00Z", "unverified", null],
  ["on a day of closure", { ...MORNINGS, closures: [day("2026-11-23")] }, "2026-11-23T09:30:00Z", "closed", 1440 + 540],
  ["where closures are vague", { ...MORNINGS, closures: [{ ...day("2026-11-23"), sure_from: "9999" }] }, "2026-11-23T09:30:00Z",
    "unknown", null],
  ["past midnight", hours([row([0], 1200, 60)]), "2026-11-23T23:30:00Z", "open", 60],
  ["hours that follow on each other", hours([row([0], 540, 720), row([0], 720, 780)]), "2026-11-23T09:00:00Z", "open", 780],
  ["without hours of the day", hours([row([0], null, null)]), "2026-11-23T09:00:00Z", "unknown", null],
  ["on the fourth Monday", hours([row([0], 540, 720, { nth: 4 })]), "2026-11-23T09:00:00Z", "open", 720],
  ["on the last Monday, a week early", hours([row([0], 540, 720, { nth: -1 })]), "2026-11-23T09:00:00Z", "closed", 7 * 1440 + 540],
  ["on a day of school", hours([row([0], 540, 720, { school: true })]), "2026-11-23T09:00:00Z", "open", 720],
  ["on a day outside lessons", hours([row([2], 540, 720, { school: true })]), "2026-12-23T09:00:00Z", "unknown", null],
]) {
  test(`${what}: ${name}`, () => assert.deepEqual(state(known, OFF, new Date(at)), { name, minutes, holiday }));
}

const WORDS = {
  today: "oggi", tomorrow: "domani", on: "{day}", open: "Aperto fino alle {time}.", closed: "Chiuso.", noted: "{sentence} Note.",
  opens: "Apre {when} alle {time}.",
};
for (const [known, at, said] of [
  [MORNINGS, "2026-11-23T09:30:00Z", "Aperto fino alle 12:00."],
  [MORNINGS, "2026-11-23T05:00:00Z", "Apre oggi alle 09:00."],
  [MORNINGS, "2026-11-23T12:00:00Z", "Apre domani alle 09:00."],
  [MORNINGS, "2026-11-27T12:00:00Z", "Apre lunedì alle 09:00."],
  [hours([]), "2026-11-27T12:00:00Z", "Chiuso."],
  [{ ...MORNINGS, noted: true }, "2026-11-23T09:30:00Z", "Aperto fino alle 12:00. Note."],
  [{ ...MORNINGS, confirmed: day("2026-01-01") }, "2026-11-23T09:30:00Z", ""],
]) test(`at ${at} a reader is told “${said}”`, () => assert.equal(sentence(known, OFF, WORDS, "it", new Date(at)), said));

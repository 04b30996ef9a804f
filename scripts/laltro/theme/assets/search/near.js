// @ts-check
// How far things are from here. The position is asked for only when somebody wants it, and never leaves this page.
const EARTH = 6371000;
/** @type {(degrees: number) => number} */
const radians = (degrees) => (degrees * Math.PI) / 180;

// Metres between two points of latitude and longitude (haversine).
/** @type {(one: number[], two: number[]) => number} */
const metres = (one, two) => {
  const [south, east] = [radians(two[0] - one[0]), radians(two[1] - one[1])];
  const half = Math.sin(south / 2) ** 2 + Math.cos(radians(one[0])) * Math.cos(radians(two[0])) * Math.sin(east / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(half));
};

// A point that is only near has no exact distance: tenths of a kilometre say enough of it.
/** @type {(distance: number, approximate: number, say: Words, lang: string) => string} */
const told = (distance, approximate, say, lang) => {
  /** @type {(value: number) => string} */
  const number = (value) => new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(value);
  const text = distance < 950 && !approximate
    ? say.metres.replace("{n}", number(Math.max(50, Math.round(distance / 50) * 50)))
    : say.kilometres.replace("{n}", number(Math.max(0.1, Math.round(distance / 100) / 10)));
  return approximate ? say.about.replace("{distance}", text) : text;
};

// Sorts rows by how far they are from here, those without a point last; answers how far in words.
/** @type {(rows: Row[], position: number[], say: Words, lang: string) => Map<Row, string>} */
export const byDistance = (rows, position, say, lang) => {
  const pointed = rows.flatMap((row) => (row.point ? [{ row, point: row.point }] : []));
  const distances = new Map(pointed.map(({ row, point }) => [row, metres(position, point)]));
  rows.sort((one, two) => (distances.get(one) ?? Infinity) - (distances.get(two) ?? Infinity) || one.order - two.order);
  return new Map(pointed.map(({ row, point }) => [row, told(distances.get(row) ?? 0, point[2], say, lang)]));
};

// Rejects with the name of a sentence.
/** @type {() => Promise<[number, number]>} */
export const whereAmI = () => new Promise((resolve, reject) => {
  if (!navigator.geolocation) { reject(new Error("near_unavailable")); return; }
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => resolve([coords.latitude, coords.longitude]),
    ({ code }) => reject(new Error(code === 1 ? "near_denied" : "near_unavailable")),
    { maximumAge: 60000, timeout: 15000 },
  );
});

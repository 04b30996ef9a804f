// @ts-check
// Pagefind: which pages hold a text. It is loaded when somebody first asks for words.
/** @typedef {{ known(texts: string[]): Pages | null, ask(texts: string[]): Promise<Pages> }} FullText */

const PATIENCE = 8000;

/** @type {(root: URL) => Promise<Pagefind>} */
const load = async (root) => {
  const engine = await import(new URL("pagefind/pagefind.js", root).href);
  await engine.options({ baseUrl: root.pathname });
  await engine.init();
  return engine;
};

/** @type {<T>(promise: Promise<T>) => Promise<T>} */
const within = (promise) => Promise.race([promise, new Promise((_, reject) => {
  setTimeout(reject, PATIENCE, new Error("the full text did not come"));
})]);

// Quoted, a word is not taken for the beginning of others: Pagefind's stems of Italian collide ("compiti", "compare").
// `ask` answers texts with the results of each by the page's id; `known` at once, where all were asked before, else null.
/** @type {(root: URL) => FullText} */
export const fullText = (root) => {
  /** @type {Promise<Pagefind> | undefined} */
  let engine;
  /** @type {Map<string, Map<string, PagefindResult>>} */
  const known = new Map();
  /** @type {(text: string) => Promise<void>} */
  const results = async (text) => {
    const { results: found } = await (await (engine ??= load(root))).search(`"${text}"`);
    known.set(text, new Map(found.map((result) => [result.id, result])));
  };
  /** @type {(texts: string[]) => Pages} */
  const all = (texts) => new Map(texts.map((text) => [text, known.get(text) ?? new Map()]));
  return {
    known: (texts) => (texts.every((text) => known.has(text)) ? all(texts) : null),
    ask: async (texts) => {
      await within(Promise.all(texts.filter((text) => !known.has(text)).map(results)));
      return all(texts);
    },
  };
};

// Pagefind marks the hits in an excerpt with <mark> and escapes the rest; it is taken apart as inert text.
/** @type {(result: PagefindResult) => Promise<{ text: string, hit: boolean }[]>} */
export const excerpt = async (result) => {
  const parsed = new DOMParser().parseFromString((await result.data()).excerpt, "text/html");
  return [...parsed.body.childNodes].map((node) => ({ text: node.textContent ?? "", hit: node.nodeName === "MARK" }));
};

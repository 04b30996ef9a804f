// Search over the built pages with Pagefind. The address holds the state; texts go in as text, never as HTML.
const PAGE = 20;
const script = document.querySelector("script[data-site-root]");
const root = new URL(script.dataset.siteRoot, location.href);
const form = document.querySelector("[data-search]");
const count = document.querySelector("[data-count]");
const list = document.querySelector("[data-results]");
const more = document.querySelector("[data-more]");
let pagefind;
let turn = 0;

const load = async () => {
  if (!pagefind) {
    pagefind = await import(new URL("pagefind/pagefind.js", root).href);
    await pagefind.options({ baseUrl: root.pathname, ranking: { termSimilarity: 8 } });
    await pagefind.init();
  }
  return pagefind;
};

const state = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));

const say = (name, n) => { count.textContent = form.dataset[name].replace("{n}", n); };

const filters = ({ kind, area, municipio, historic }) => ({
  ...(kind && { kind }), ...(area && { area }), ...(municipio && { municipio }), ...(historic ? {} : { time: "current" }),
});

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text ?? "";
  return made;
};

// Pagefind marks the hits in an excerpt with <mark> and escapes the rest; it is taken apart as inert text.
const excerpt = (html) => {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const paragraph = element("p");
  for (const node of parsed.body.childNodes) {
    paragraph.append(node.nodeName === "MARK" ? element("mark", "", node.textContent) : node.textContent);
  }
  return paragraph;
};

const card = (data) => {
  const item = element("li");
  const name = element("p", "name");
  const link = element("a", "", data.meta.title);
  const target = new URL(data.url, location.href);
  link.href = target.origin === location.origin ? target.href : "#";
  name.append(link);
  item.append(name, excerpt(data.excerpt));
  if (data.meta.kind) item.append(element("p", "facts", data.meta.kind));
  return item;
};

const show = async (results, from, mine) => {
  const cards = await Promise.all(results.slice(from, from + PAGE).map(async (result) => card(await result.data())));
  if (mine !== turn) return;
  list.append(...cards);
  more.hidden = from + PAGE >= results.length;
  more.onclick = async () => {
    const next = list.children.length;
    await show(results, next, mine);
    list.children[next]?.querySelector("a").focus();
  };
};

// Pagefind also matches beginnings of stems ("compiti" finds "complesso"): welcome while a word is half typed, noise
// once pages hold the very word. What holds it comes first; for a single word that occurs, the rest is left out.
const find = async (engine, wanted) => {
  const options = { filters: filters(wanted) };
  const broad = (await engine.search(wanted.q ?? null, options)).results;
  if (!wanted.q || wanted.q.includes('"')) return broad;
  const exact = new Set((await engine.search(`"${wanted.q}"`, options)).results.map(({ id }) => id));
  const first = broad.filter(({ id }) => exact.has(id));
  const single = !/\s/.test(wanted.q.trim());
  return first.length && single ? first : [...first, ...broad.filter(({ id }) => !exact.has(id))];
};

// How many, and how many more among the things that are over, which are left out unless asked for.
const tell = async (engine, wanted, results) => {
  const over = wanted.historic ? 0 : (await find(engine, { ...wanted, historic: "1" })).length - results.length;
  if (!results.length) { if (over > 0) say("historic", over); else say("none"); return; }
  if (results.length === 1) say("one"); else say("many", results.length);
  if (over > 0) count.textContent += ` ${form.dataset.also.replace("{n}", over)}`;
};

const search = async () => {
  const mine = ++turn;
  const wanted = state();
  list.replaceChildren();
  more.hidden = true;
  if (!(wanted.q || wanted.kind || wanted.area || wanted.municipio)) { count.textContent = ""; return; }
  say("working");
  try {
    const engine = await load();
    const results = await find(engine, wanted);
    if (mine !== turn) return;
    await tell(engine, wanted, results);
    await show(results, 0, mine);
  } catch (error) {
    console.error(error);
    say("failed");
  }
};

const restore = () => {
  const wanted = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = wanted.get(field.name) === field.value;
    else if (field.name) field.value = wanted.get(field.name) ?? "";
  }
};

const remember = (push) => {
  const query = new URLSearchParams(state()).toString();
  history[push ? "pushState" : "replaceState"](null, "", query ? `?${query}` : location.pathname);
};

form.addEventListener("submit", (event) => { event.preventDefault(); remember(true); search(); });
form.addEventListener("change", (event) => { if (event.target.name !== "q") { remember(false); search(); } });
addEventListener("popstate", () => { restore(); search(); });
restore();
document.querySelector(".search__narrow").open = ["kind", "area", "municipio", "historic"].some((name) => name in state());
search();

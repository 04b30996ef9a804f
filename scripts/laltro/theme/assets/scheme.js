// @ts-check
// Light or dark: the reader's choice, else the device's. Runs before anything is painted, so that nothing moves later:
// the style sheet shows what needs scripts, and folds the menu, below `.scripts`.
(() => {
  const KEY = "laltro-scheme";
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const device = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default");
  /** @type {(scheme: string) => void} */
  const apply = (scheme) => document.body.setAttribute("data-md-color-scheme", scheme);
  document.documentElement.classList.add("scripts");
  apply(stored() || device());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (!stored()) apply(device()); });
  document.addEventListener("DOMContentLoaded", () => {
    const button = /** @type {HTMLElement} */ (document.querySelector("[data-scheme-toggle]"));
    const dark = () => document.body.getAttribute("data-md-color-scheme") === "slate";
    const tell = () => button.setAttribute("aria-pressed", String(dark()));
    tell();
    button.addEventListener("click", () => {
      apply(dark() ? "default" : "slate");
      try { localStorage.setItem(KEY, dark() ? "slate" : "default"); } catch { /* private mode: for this page only */ }
      tell();
    });
  });
})();

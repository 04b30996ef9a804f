// @ts-check
// The menu on narrow screens: folded behind a button. Without scripts it simply stays open.
(() => {
  /** @type {HTMLElement | null} */
  const button = document.querySelector("[data-menu]");
  const menu = document.getElementById("menu");
  if (!button || !menu) return;
  /** @type {(yes: boolean) => void} */
  const open = (yes) => {
    button.setAttribute("aria-expanded", String(yes));
    menu.classList.toggle("masthead__nav--open", yes);
  };
  button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") { open(false); button.focus(); }
  });
})();
// The language switch keeps what was searched for.
/** @type {NodeListOf<HTMLAnchorElement>} */
const ways = document.querySelectorAll("[data-switch]");
for (const way of ways) way.addEventListener("click", () => {
  if (location.search) way.search = location.search;
});

// @ts-check
// Handing a page on: what only a script can do appears here, each where the device can do it. Nothing is sent or kept.
/** @type {HTMLElement | null} */
const share = document.querySelector("[data-share]");

/** @type {(share: HTMLElement, name: string, act: (button: HTMLElement) => void) => void} */
const offer = (share, name, act) => {
  /** @type {HTMLElement | null} */
  const button = share.querySelector(`[data-share-${name}]`);
  if (!button) return; // a kit is only printed
  button.hidden = false;
  button.addEventListener("click", () => act(button));
};

/** @type {(share: HTMLElement, button: HTMLElement) => Promise<void>} */
const copy = async (share, { dataset: { done = "", failed = "" } }) => {
  const said = /** @type {HTMLElement} */ (share.querySelector("[data-share-said]"));
  try { await navigator.clipboard.writeText(share.dataset.url ?? ""); said.textContent = done; } catch { said.textContent = failed; }
};

// Closing the device's own sheet is no error.
/** @type {(share: HTMLElement) => Promise<void>} */
const sheet = ({ dataset: { title, url } }) => navigator.share({ title, url }).catch(() => {});

/** @type {(share: HTMLElement) => void} */
const save = (share) => {
  const drawn = /** @type {SVGElement} */ (share.querySelector("[data-share-code] svg"));
  const code = /** @type {SVGElement} */ (drawn.cloneNode(true));
  code.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([code.outerHTML], { type: "image/svg+xml" }));
  link.download = "qr.svg";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

if (share) {
  if (navigator.clipboard) offer(share, "copy", (button) => copy(share, button));
  if (/** @type {Partial<Navigator>} */ (navigator).share) offer(share, "sheet", () => sheet(share));
  offer(share, "print", () => print());
  offer(share, "save", () => save(share));
}

// Handing a page on: what only a script can do appears here, each where the device can do it. Nothing is sent or kept.
const share = document.querySelector("[data-share]");

const offer = (name, act) => {
  const button = share.querySelector(`[data-share-${name}]`);
  if (!button) return; // a kit is only printed
  button.hidden = false;
  button.addEventListener("click", () => act(button));
};

const say = (text) => { share.querySelector("[data-share-said]").textContent = text; };

const copy = async ({ dataset }) => {
  try { await navigator.clipboard.writeText(share.dataset.url); say(dataset.done); } catch { say(dataset.failed); }
};

// Closing the device's own sheet is no error.
const sheet = () => navigator.share({ title: share.dataset.title, url: share.dataset.url }).catch(() => {});

const save = () => {
  const code = share.querySelector("[data-share-code] svg").cloneNode(true);
  code.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([code.outerHTML], { type: "image/svg+xml" }));
  link.download = "qr.svg";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

if (share) {
  if (navigator.clipboard) offer("copy", copy);
  if (navigator.share) offer("sheet", sheet);
  offer("print", () => print());
  offer("save", save);
}

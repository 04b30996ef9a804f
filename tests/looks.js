// What a page is looked at for, in the browser: each look answers what is wrong, in words. Used by looks.py.
// SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
// SPDX-License-Identifier: EUPL-1.2
globalThis.looks = {};

(() => {
  const told = (element) => element.outerHTML.slice(0, 100);
  // A map is a window onto something larger: it cuts, and its marks lie on each other, by its nature.
  const ours = (element) => element.checkVisibility() && !element.closest(".leaflet-container, svg");
  const closed = (overflow) => overflow !== "visible" && overflow !== "auto" && overflow !== "scroll";

  function cut(element) {
    const {overflowX, overflowY, clipPath} = getComputedStyle(element);
    if (clipPath !== "none" || !element.innerText?.trim()) return false; // for screen readers only, or empty
    return (closed(overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (closed(overflowY) && element.scrollHeight > element.clientHeight + 1);
  }

  looks.cut = () => [...document.querySelectorAll("body *")].filter((each) => ours(each) && cut(each))
    .map((each) => `cut: ${told(each)}`);

  const OWN_PLACE = "a, button, input, select, textarea, summary, h1, h2, h3";
  const shared = (one, other, from, to) => Math.min(one[to], other[to]) - Math.max(one[from], other[from]);
  const nested = (one, other) => one.contains(other) || other.contains(one);

  looks.covered = () => {
    const boxes = [...document.querySelectorAll(OWN_PLACE)].filter(ours)
      .flatMap((element) => [...element.getClientRects()].map((box) => ({element, box})));
    const lie = (one, other) => !nested(one.element, other.element)
      && shared(one.box, other.box, "left", "right") > 3 && shared(one.box, other.box, "top", "bottom") > 6;
    return boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => lie(one, other))
      .map((other) => `covered: ${told(one.element)} by ${told(other.element)}`));
  };

  const PARTS = [null, "::before", "::after"];
  const longest = (times) => Math.max(...times.split(",").map(parseFloat)); // computed times are in seconds

  function moves(style) {
    return (style.transitionProperty !== "none" && longest(style.transitionDuration) > 0.01)
      || (style.animationName !== "none" && longest(style.animationDuration) > 0.01) || style.scrollBehavior === "smooth";
  }

  looks.moving = () => [...document.querySelectorAll("*")]
    .flatMap((each) => PARTS.filter((part) => moves(getComputedStyle(each, part))).map((part) => `moves: ${told(each)} ${part ?? ""}`));

  looks.kept = async () => [
    ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
    ...(await indexedDB.databases()).map((base) => `indexedDB ${base.name}`),
    ...(await caches.keys()).map((key) => `cache ${key}`),
    ...(await navigator.serviceWorker.getRegistrations()).map((worker) => `worker ${worker.scope}`),
  ];
})();

// The rows and cards of a sheet that grow, are taken away and close up.

import { valueOf } from "./fields.js";
import { cellOf, link, root } from "./sheet_page.js";

const placesIn = (form) => form.querySelectorAll("[data-grows] [data-place]");
const pathOfPlace = (place) => (place.tagName === "TR" ? `${place.dataset.place}/` : place.dataset.place);

// Rows that were taken away leave the page, with the numbers of the rest closing up.
export const settleRows = (form, rows, { isBusy, remove }) => {
  for (const place of placesIn(form)) {
    const path = pathOfPlace(place);
    const held = rows[path];
    place.hidden = Boolean(held?.empty) && !isBusy(place);
    place.querySelector(".row-remove")?.remove();
    if (held && !held.empty && held.remove) {
      const button = link(root.dataset.remove, () => remove(form, path, held.revision));
      button.classList.add("row-remove");
      button.setAttribute("aria-label", `${root.dataset.remove}: ${firstText(place)}`);
      (place.querySelector("th") ?? place).append(button);
    }
  }
  for (const holder of form.querySelectorAll("[data-grows]")) closeUp(form, holder);
};

const firstText = (place) => [...place.querySelectorAll("[data-cell]")].map(valueOf).find((text) => typeof text === "string" && text) ?? "";

const closeUp = (form, holder) => {
  const shown = [...holder.querySelectorAll("[data-place]")].filter((place) => !place.hidden);
  shown.forEach((place, at) => {
    const number = place.querySelector("[data-number]");
    if (number) number.textContent = String(at + 1);
  });
  if (!shown.length) grow(form);
};

const grow = (form) => {
  const more = form.querySelector("[data-more]");
  const active = document.activeElement;
  more?.click();
  active?.focus?.({ preventScroll: true });
  return Boolean(more);
};

const numberIn = (path) => Number(path.split("/").find((part) => /^[0-9]+$/.test(part)) ?? -1);
const isPassed = (form, path) => {
  const area = /^[0-9]+\//.test(path) ? "" : `${path.split("/")[0]}/`;
  const places = [...placesIn(form)].map((place) => place.dataset.place).filter((place) => place.startsWith(area));
  return places.length > 0 && Math.max(...places.map(numberIn)) >= numberIn(path);
};

// A cell that is new to this page needs a row or card of its own; `passed` is called where one between
// others is needed, which only a new page brings.
export const fieldFor = (form, path, value, passed) => {
  const found = cellOf(form, path);
  if (found || value === "") return found;
  for (let tries = 0; tries < 60; tries += 1) {
    if (isPassed(form, path)) {
      passed();
      return null;
    }
    if (!grow(form)) return null;
    const made = cellOf(form, path);
    if (made) return made;
  }
  return null;
};

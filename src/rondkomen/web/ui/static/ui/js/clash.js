// Two wrote in one cell: both texts stand beside each other until their writer has chosen.

import { cellOf, root, say } from "./sheet_page.js";

const placeOf = (form, path) => (path ? cellOf(form, path)?.closest(".cell") : null) ?? form.querySelector("fieldset");
export const clashIn = (form, path) => placeOf(form, path).querySelector(".clash");

const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "utrecht-button utrecht-button--secondary-action";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
};

const quote = (label, value) => {
  const line = document.createElement("div");
  const head = document.createElement("p");
  head.textContent = label;
  const text = document.createElement("p");
  text.className = "clash__text";
  text.dir = "auto";
  text.textContent = typeof value === "string" ? value || root.dataset.nothing : JSON.stringify(value);
  line.append(head, text);
  return line;
};

// The text here and the one there, with a button for each; `choose` is told whether it is mine.
export const showClash = (form, path, cell, choose) => {
  const place = placeOf(form, path);
  place.querySelector(".clash")?.remove();
  const box = document.createElement("div");
  box.className = "clash";
  box.setAttribute("role", "alert");
  const choice = (mine) => () => {
    box.remove();
    choose(mine);
  };
  const yours = quote(root.dataset.yours, cell.mine);
  yours.querySelector(".clash__text").dataset.mine = "";
  box.append(
    quote(root.dataset.clash, cell.theirs),
    yours,
    button(root.dataset.keepMine, choice(true)),
    button(root.dataset.takeTheirs, choice(false)),
  );
  place.append(box);
  say(form, "wrong", root.dataset.clash);
};

// What is typed on beside a clash shows in it.
export const typedOn = (clash, text) => {
  clash.querySelector("[data-mine]").textContent = text || root.dataset.nothing;
};

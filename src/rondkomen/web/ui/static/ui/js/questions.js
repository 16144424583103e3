// Questions: what excludes what, words behind an option, rows that are added, places in an order.
// Everything here works without script too; the server judges every answer again.

const setChecked = (input, checked) => {
  if (input.checked === checked) return;
  input.checked = checked;
};

const onChoice = (input) => {
  const all = [...input.form.querySelectorAll(`input[name="${CSS.escape(input.name)}"]`)];
  if (input.type === "checkbox" && input.checked && input.name === "chosen") {
    const alone = input.hasAttribute("data-exclusive");
    for (const other of all) {
      if (other !== input && (alone || other.hasAttribute("data-exclusive"))) setChecked(other, false);
    }
  }
  showWords(input.form);
};

const onOnce = (tick) => {
  if (!tick.checked) return;
  for (const other of tick.closest("tr").querySelectorAll("[data-once]")) {
    if (other !== tick) setChecked(other, false);
  }
};

const showWords = (root) => {
  for (const words of root.querySelectorAll("[data-namely]")) {
    words.hidden = !document.getElementById(words.dataset.namely)?.checked;
  }
};

const joinRange = (spectrum) => {
  const range = spectrum.querySelector("[data-range]");
  const number = spectrum.querySelector("input[name=value]");
  range.hidden = false;
  range.addEventListener("input", () => {
    number.value = range.value;
    number.dispatchEvent(new Event("input", { bubbles: true }));
  });
  range.addEventListener("change", () => number.dispatchEvent(new Event("change", { bubbles: true })));
  number.addEventListener("input", () => (range.value = number.value));
};

const numberPlaces = (list) => {
  let place = 0;
  for (const input of list.querySelectorAll("input")) input.value = ++place;
  list.querySelector("input").dispatchEvent(new Event("change", { bubbles: true }));
};

const moveButton = (list, item, sign, label, step) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ranking__move";
  button.textContent = sign;
  button.setAttribute("aria-label", `${label}: ${item.querySelector("label").textContent}`);
  button.addEventListener("click", () => {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    numberPlaces(list);
    button.focus();
  });
  item.append(button);
};

const joinRanking = (list) => {
  for (const item of list.children) {
    moveButton(list, item, "↑", list.dataset.up ?? "Omhoog", -1);
    moveButton(list, item, "↓", list.dataset.down ?? "Omlaag", 1);
  }
};

// A new row is the last one again, with the next number in every name and id.
const renumber = (node, from, to) => {
  for (const element of node.querySelectorAll("[name], [id], [for], [data-cell]")) {
    for (const name of ["name", "data-cell"]) {
      const text = element.getAttribute(name);
      if (text) element.setAttribute(name, text.replace(from.path, to.path));
    }
    for (const name of ["id", "for"]) {
      const text = element.getAttribute(name);
      if (text) element.setAttribute(name, text.replace(from.id, to.id));
    }
    if (element.hasAttribute("data-revision")) element.dataset.revision = "0";
    if (element.type === "checkbox") element.checked = false;
    else if ("value" in element && element.tagName !== "LI") element.value = "";
  }
};

const addRow = (button) => {
  const question = button.closest("fieldset");
  for (const holder of question.querySelectorAll("[data-grows]")) {
    const rows = holder.querySelectorAll("[data-place]");
    const last = rows[rows.length - 1];
    const next = last.cloneNode(true);
    const n = Number(last.dataset.place.split("/").pop());
    const m = n + 1;
    next.hidden = false;
    next.dataset.place = last.dataset.place.replace(/[0-9]+$/, m);
    if (holder.tagName === "TABLE") {
      renumber(next, { path: new RegExp(`^(cell:)?${n}/`), id: new RegExp(`-${n}-(?=[^-]*$)`) }, { path: `$1${m}/`, id: `-${m}-` });
      next.querySelector("[data-number]").textContent = String([...rows].filter((row) => !row.hidden).length + 1);
    } else {
      renumber(next, { path: new RegExp(`/${n}$`), id: new RegExp(`-${n}$`) }, { path: `/${m}`, id: `-${m}` });
    }
    next.querySelectorAll(".cell__by, .clash, .row-remove").forEach((extra) => extra.remove());
    last.after(next);
    next.querySelector("textarea, input, select")?.focus();
  }
};

export const prepare = (root) => {
  showWords(root);
  root.querySelectorAll("[data-spectrum]").forEach(joinRange);
  root.querySelectorAll("[data-ranking]").forEach(joinRanking);
};

document.addEventListener("change", (event) => {
  if (event.target.matches(".pick__input")) onChoice(event.target);
  if (event.target.matches("[data-once]")) onOnce(event.target);
}, true);
document.addEventListener("click", (event) => {
  const more = event.target.closest("[data-more]");
  if (!more) return;
  event.preventDefault();
  addRow(more);
});
document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
prepare(document);

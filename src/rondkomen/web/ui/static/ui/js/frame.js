// Keys, menu, dialogs. Everything here has a way without script too.

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

// A key works on the element that names it: data-key="s". A field gets focus, the rest a click.
const press = (key) => {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (typing(target)) {
    target.focus();
    target.select?.();
  } else {
    target.click();
  }
  return true;
};

const showKeys = () => {
  const dialog = document.getElementById("keys");
  const list = dialog.querySelector("[data-key-list]");
  list.querySelectorAll("[data-added]").forEach((item) => item.remove());
  const added = [];
  for (const element of document.querySelectorAll("[data-key]")) {
    const item = document.createElement("div");
    item.className = "facts__item";
    item.dataset.added = "";
    const key = document.createElement("kbd");
    key.textContent = element.dataset.key;
    const term = document.createElement("dt");
    term.append(key);
    const meaning = document.createElement("dd");
    meaning.textContent = element.dataset.keyLabel ?? element.placeholder ?? element.textContent.trim();
    item.append(term, meaning);
    added.push(item);
  }
  list.prepend(...added);
  dialog.showModal();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    showKeys();
  } else if (press(event.key.toLowerCase())) {
    event.preventDefault();
  }
});

document.addEventListener("click", (event) => {
  const menuButton = event.target.closest("[data-menu]");
  if (menuButton) {
    const open = menuButton.getAttribute("aria-expanded") !== "true";
    menuButton.setAttribute("aria-expanded", String(open));
    document.getElementById(menuButton.getAttribute("aria-controls")).classList.toggle("menu--open", open);
  }
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog).showModal();
  }
  const printer = event.target.closest("[data-print]");
  if (printer) window.print();
  for (const open of document.querySelectorAll("details.account[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

document.addEventListener("keyup", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.account[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

// On a phone an unused filter starts folded: the list comes first.
if (matchMedia("(max-width: 47.99rem)").matches) {
  for (const fold of document.querySelectorAll("details[data-fold]")) fold.open = false;
}

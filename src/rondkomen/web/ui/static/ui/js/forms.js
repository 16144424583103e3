// Forms: focus the error summary, drop files, send once.

const focusErrors = (root) => root.querySelector("[data-focus]")?.focus();

const showChosen = (zone) => {
  const input = zone.querySelector("input[type=file]");
  const note = zone.querySelector("[data-chosen]");
  if (!note) return;
  const names = [...input.files].map((file) => `${file.name} (${Math.max(1, Math.round(file.size / 1024)).toLocaleString()} kB)`);
  note.textContent = names.join(", ");
};

const dropZone = (zone) => {
  const input = zone.querySelector("input[type=file]");
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("drop-zone--over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("drop-zone--over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("drop-zone--over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => showChosen(zone));
};

const prepare = (root) => {
  focusErrors(root);
  for (const zone of root.querySelectorAll("[data-drop]")) dropZone(zone);
};

// A second press on a slow connection must not send twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-again")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // A download leaves the page in place: after a while the button works again.
  setTimeout(() => delete form.dataset.sent, 4000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A choice that applies itself when made with a pointer: <select data-apply>. With the keyboard
// every step through the list is a change, so there the button beside it sends the form.
let byKey = false;
document.addEventListener("keydown", () => (byKey = true), true);
document.addEventListener("pointerdown", () => (byKey = false), true);
document.addEventListener("change", (event) => {
  if (!byKey && event.target.closest("[data-apply]")) event.target.form.requestSubmit();
});

prepare(document);
document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form) delete form.dataset.sent;
});

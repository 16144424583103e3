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

// A form that saves itself (hx-trigger on what is typed): a press waits for the save on its way,
// whose answer tells what is there now; sent beside it, it would be refused as a stranger's change.
const waitForOwnSave = (form, button) => {
  const again = () => {
    if (!form.isConnected) return;
    if (form.classList.contains("htmx-request")) waitForOwnSave(form, button);
    else form.requestSubmit(button?.isConnected ? button : null);
  };
  // A save that was queued leaves right after the answer to the one before it.
  form.addEventListener("htmx:afterRequest", () => setTimeout(again), { once: true });
};
const savesItself = (form) => form.hasAttribute("hx-trigger");

// A link followed right after typing waits for the save on its way and the one queued behind it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isElsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link?.target;
  if (!link || isElsewhere || event.defaultPrevented || link.origin !== location.origin || link.hasAttribute("hx-get")) return;
  const form = [...document.querySelectorAll("form.htmx-request")].find(savesItself);
  if (!form) return;
  event.preventDefault();
  form.addEventListener("htmx:afterRequest", () => setTimeout(() => link.click()), { once: true });
});

// A save or a round that ended at another page, such as the one to sign in: nothing of it belongs here.
const endedElsewhere = ({ xhr, pathInfo }) =>
  Boolean(xhr.responseURL) && new URL(xhr.responseURL).pathname !== new URL(pathInfo.requestPath, location.href).pathname;
const asksInRounds = (element) => Boolean(element.getAttribute("hx-trigger")?.startsWith("every"));
document.addEventListener("htmx:beforeSwap", (event) => {
  const element = event.detail.requestConfig.elt;
  if (!(asksInRounds(element) || (element.matches("form") && savesItself(element))) || !endedElsewhere(event.detail)) return;
  event.detail.shouldSwap = false;
  if (asksInRounds(element)) location.reload();
});

// A save that did not come in is told. A line or a server that comes back is tried again; a refusal is not.
const TRY_AGAIN = 4000;
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target;
  const place = form.querySelector("[data-saved]");
  if (!place || !savesItself(form) || (event.detail.successful && !endedElsewhere(event.detail))) return;
  const comesBack = !event.detail.xhr.status || event.detail.xhr.status >= 500;
  place.className = `saved saved--${comesBack ? "waits" : "wrong"}`;
  place.textContent = comesBack ? form.dataset.waiting : form.dataset.stopped;
  if (comesBack) setTimeout(() => form.isConnected && form.dispatchEvent(new Event("change")), TRY_AGAIN);
});
// What is being typed is not saved yet, whatever was saved before.
document.addEventListener("input", (event) => {
  const form = event.target.closest("form");
  if (form && savesItself(form)) form.querySelector("[data-saved]")?.replaceChildren();
});

// A second press on a slow connection must not send twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-again")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  if (savesItself(form) && form.classList.contains("htmx-request")) {
    event.preventDefault();
    waitForOwnSave(form, event.submitter);
    return;
  }
  // A download leaves the page in place: after a while the button works again.
  setTimeout(() => delete form.dataset.sent, 4000);
});
// What was typed goes along with the press: the save that was still to come would only meet it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target;
  if (form.dataset.sent && savesItself(form)) event.preventDefault();
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

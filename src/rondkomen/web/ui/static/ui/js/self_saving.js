// Forms that save or show by themselves what is typed (an hx-trigger of their own), and places that ask
// in rounds. Comes before forms.js: a press that has to wait is not sent yet.

const savesItself = (form) => form.hasAttribute("hx-trigger");

// A press waits for the save on its way, whose answer tells what is there now; sent beside it, it would
// be refused as a stranger's change.
const waitForOwnSave = (form, button) => {
  const again = () => {
    if (!form.isConnected) return;
    if (form.classList.contains("htmx-request")) waitForOwnSave(form, button);
    else form.requestSubmit(button?.isConnected ? button : null);
  };
  // A save that was queued leaves right after the answer to the one before it. Without a line nobody
  // leaves the page: the words stand on it, and are sent again.
  const answered = ({ detail }) => detail.xhr.status && setTimeout(again);
  form.addEventListener("htmx:afterRequest", answered, { once: true });
};

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!savesItself(form) || form.hasAttribute("data-again") || !form.classList.contains("htmx-request")) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    waitForOwnSave(form, event.submitter);
  },
  true,
);
// What was typed goes along with the press: the save that was still to come would only meet it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target;
  if (form.dataset.sent && savesItself(form)) event.preventDefault();
});

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

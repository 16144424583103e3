// Forms that survive a bad connection: what was filled in stays, and is sent when the line is back.
// The form carries a token, so that sending twice logs once; `data-steady` is where to go afterwards,
// or `data-after` of the button that was pressed.

// A button with a value is an answer: kept in the form, so that a later try sends it too.
const keepAnswer = (form, button) => {
  form.querySelector("[data-steady-answer]")?.remove();
  form.dataset.after = button?.dataset.after ?? "";
  if (!button?.name) return;
  const answer = document.createElement("input");
  answer.type = "hidden";
  answer.name = button.name;
  answer.value = button.value;
  answer.dataset.steadyAnswer = "";
  form.append(answer);
};

const AGAIN = 4000;
const onTheirWay = new WeakSet();

// A second press while the first is on its way adds nothing: it carries the same token.
const send = async (form) => {
  if (onTheirWay.has(form)) return;
  onTheirWay.add(form);
  const note = form.querySelector("[data-steady-note]");
  delete form.dataset.waits;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      window.location.assign(form.dataset.after || form.dataset.steady);
    } else {
      HTMLFormElement.prototype.submit.call(form); // the server has something to say: show it as a page
    }
  } catch {
    note.hidden = false;
    form.dataset.waits = "1";
  } finally {
    onTheirWay.delete(form);
  }
};

for (const form of document.querySelectorAll("form[data-steady]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepAnswer(form, event.submitter);
    send(form);
  });
}

const sendAgain = () => document.querySelectorAll("form[data-waits]").forEach(send);
window.addEventListener("online", sendAgain);
// A line may be there while the server is not: a browser tells of the first only.
setInterval(() => navigator.onLine && sendAgain(), AGAIN);

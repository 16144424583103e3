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

const send = async (form) => {
  const note = form.querySelector("[data-steady-note]");
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
  }
};

for (const form of document.querySelectorAll("form[data-steady]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepAnswer(form, event.submitter);
    send(form);
  });
}

window.addEventListener("online", () => {
  for (const form of document.querySelectorAll("form[data-waits]")) {
    delete form.dataset.waits;
    send(form);
  }
});

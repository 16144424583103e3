// One tick for all ticks of a form.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-pick-all]")) return;
  for (const tick of event.target.form.querySelectorAll("input[name=case]")) tick.checked = event.target.checked;
});

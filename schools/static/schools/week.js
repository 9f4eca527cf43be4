// «Como siempre» and «igual que ayer» without asking the UGEL, so that they work where there is no line. Without this
// file the same buttons post the page, which comes back filled in.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-fill]");
  if (!button) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const cells = [...button.form.querySelectorAll("fieldset[data-day]")];
  const said = (cell) => cell.querySelector("input[type=radio]:checked")?.value ?? "";
  const before = (cell) => {
    const earlier = cells.filter((one) => one.dataset.line === cell.dataset.line && one.dataset.day < cell.dataset.day);
    const value = earlier.map(said).filter(Boolean).at(-1) || cell.dataset.before;
    return cell.dataset.repeats.split(" ").includes(value) ? value : "";
  };
  for (const cell of cells) {
    const isWeek = button.value === "usual";
    if (said(cell) || (!isWeek && cell.dataset.day !== button.value)) continue;
    const value = isWeek ? cell.dataset.usual : before(cell);
    const choice = value && cell.querySelector(`input[value="${CSS.escape(value)}"][type=radio]`);
    if (!choice) continue;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }
  // A part with fields of its own says its usual in each of them.
  for (const field of button.value === "usual" ? button.form.querySelectorAll(".week-own [data-usual]") : []) {
    if (field.value) continue;
    field.value = field.dataset.usual;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}, true);

// What is written in a form, as [name, value] pairs, and back into it.
const OURS = new Set(["csrfmiddlewaretoken", "submission", "submission_sender"]);

// Not form.action: a control of that name stands in its place.
export const addressOf = (form) => new URL(form.getAttribute("action") || location.href, location.href);

export const idField = (form) => form.querySelector("input[name=submission]");

function isKept(form, name, value) {
  if (OURS.has(name) || typeof value !== "string" || value.startsWith("upload:")) return false;
  const field = form.elements[name];
  return !(field instanceof HTMLInputElement && field.type === "password");
}

export function read(form) {
  return [...new FormData(form)].filter(([name, value]) => isKept(form, name, value));
}

// Everything that is sent: files of other fields too, which the device can keep as they are. A file without a name is
// a field nobody filled in; an empty file has one, and the UGEL says what is wrong with it.
export function readAll(form, submitter) {
  const entries = [...new FormData(form)].filter(([name, value]) => {
    if (name === "csrfmiddlewaretoken") return false;
    return typeof value === "string" || (value.name && !form.elements[name].dataset?.kind);
  });
  if (submitter?.name) entries.push([submitter.name, submitter.value]);
  return entries;
}

function textOf(element) {
  const copy = element?.cloneNode(true);
  copy?.querySelectorAll(".optional").forEach((part) => part.remove());
  return copy?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

// The same in the words of the page, for the list of what waits: [question, answer].
export function describe(form) {
  const said = new Map();
  for (const field of form.elements) {
    if (!isKept(form, field.name, field.value) || !field.value || ["hidden", "submit", "button", "file"].includes(field.type)) continue;
    const isChoice = ["checkbox", "radio"].includes(field.type);
    if (isChoice && !field.checked) continue;
    const label = textOf(field.labels?.[0]);
    const question = (isChoice && textOf(field.closest("fieldset")?.querySelector("legend"))) || label;
    const answer = isChoice ? label : textOf(field.selectedOptions?.[0]) || field.value;
    said.set(question, said.has(question) ? `${said.get(question)}, ${answer}` : answer);
  }
  return [...said];
}

const valuesOf = (entries, name) => entries.filter(([key]) => key === name).map(([, value]) => value);

// Writes back what the person changed; what the page itself brings newer stays, and what was `typed` into it already.
export function restore(form, draft, typed = new Set()) {
  const now = read(form);
  const names = new Set([...draft.fields, ...draft.initial].map(([name]) => name));
  let restored = 0;
  for (const name of names) {
    if (typed.has(name)) continue;
    const [wanted, before, current] = [draft.fields, draft.initial, now].map((entries) => valuesOf(entries, name));
    const same = (one, other) => one.join("\n") === other.join("\n");
    if (same(wanted, before) || same(wanted, current)) continue;
    setValues(form, name, wanted);
    restored += 1;
  }
  return restored;
}

function setValues(form, name, values) {
  const rest = [...values];
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else if (field.type !== "file") field.value = rest.shift() ?? "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

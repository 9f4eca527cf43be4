// What is written in a form, as [name, value] pairs, and back into it.
const OURS = new Set(["csrfmiddlewaretoken", "submission", "submission_sender"]);

export const idField = (form) => form.querySelector("input[name=submission]");

function isKept(form, name, value) {
  if (OURS.has(name) || typeof value !== "string" || value.startsWith("upload:")) return false;
  const field = form.elements[name];
  return !(field instanceof HTMLInputElement && field.type === "password");
}

export function read(form) {
  return [...new FormData(form)].filter(([name, value]) => isKept(form, name, value));
}

// Everything that is sent: files of other fields too, which the device can keep as they are.
export function readAll(form, submitter) {
  const entries = [...new FormData(form)].filter(([name, value]) => {
    if (name === "csrfmiddlewaretoken") return false;
    return typeof value === "string" || (value.size > 0 && !form.elements[name].dataset?.kind);
  });
  if (submitter?.name) entries.push([submitter.name, submitter.value]);
  return entries;
}

const valuesOf = (entries, name) => entries.filter(([key]) => key === name).map(([, value]) => value);

// Writes back what the person changed; what the page itself brings newer stays.
export function restore(form, draft) {
  const now = read(form);
  const names = new Set([...draft.fields, ...draft.initial].map(([name]) => name));
  let restored = 0;
  for (const name of names) {
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

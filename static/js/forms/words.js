// All words stand in the page, translated there; scripts only copy them.
export const device = () => document.getElementById("device");

export function words(name) {
  return document.getElementById(`say-${name}`).content.firstElementChild.cloneNode(true);
}

export function fill(element, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const place of element.querySelectorAll(`[data-put="${name}"]`)) place.textContent = value;
  }
  return element;
}

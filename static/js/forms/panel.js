// What the person sees of the outbox, at the top of every page. The two states never look alike.
import * as outbox from "./outbox.js";
import * as store from "./store.js";
import { device, fill, words } from "./words.js";

let place;
let drawn = "";
const told = new Map(); // numbers said on this page stay until the person leaves it
let nextPages = ""; // the form whose number the next page will say

export const leaveToNextPage = (id) => { nextPages = id; };

export function begin() {
  place = document.createElement("section");
  place.id = "outbox";
  place.tabIndex = -1;
  place.setAttribute("aria-label", device().dataset.outbox);
  place.setAttribute("aria-live", "polite");
  document.getElementById("flash")?.after(place);
  document.addEventListener("outbox:changed", show);
}

export async function show() {
  if (!place.isConnected) document.getElementById("flash")?.after(place);
  const items = (await outbox.mine()).filter((item) => item.id !== nextPages);
  const more = (await Promise.all(items.filter((item) => item.state === "received").map(received))).flat();
  const parts = [
    ...[...told.values()].map((number) => fill(words("received"), { number })),
    ...(await kept(items.filter((item) => item.state === "kept"))),
    ...items.filter((item) => item.state === "returned" && !isOnScreen(item)).map(returned),
    ...more,
    ...(await others()),
  ];
  replace(parts);
}

// Only what changed is drawn and read aloud again; focus and what was unfolded stay.
function replace(parts) {
  const wanted = parts.map((part) => part.outerHTML).join("");
  if (wanted === drawn) return;
  drawn = wanted;
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.keep : "";
  const unfolded = [...place.querySelectorAll("details[open]")].map((part) => part.dataset.keep);
  place.replaceChildren(...parts);
  const find = (name) => place.querySelector(`[data-keep="${CSS.escape(name)}"]`);
  for (const name of unfolded) find(name)?.setAttribute("open", "");
  if (focused) (find(focused) || place).focus();
}

async function kept(items) {
  if (!items.length) return [];
  const part = words("kept");
  const list = part.querySelector("ul");
  list.append(...(await Promise.all(items.map(keptItem))));
  for (const sentence of part.querySelectorAll("[data-when]")) {
    sentence.hidden = sentence.dataset.when !== (outbox.trouble || "sending");
  }
  const link = part.querySelector("[data-sign-in]");
  link.href += `?next=${encodeURIComponent(location.pathname + location.search)}`;
  const all = part.querySelector("[data-send-all]");
  all.hidden = items.length < 2;
  all.addEventListener("click", () => outbox.now());
  return [part];
}

// One form that waits: what it says, and what can be done with it alone.
async function keptItem(item) {
  const pictures = await store.photosOf(item.id);
  const part = fill(words("kept-item"), { title: item.title, when: clock(item.created), photos: pictures.length });
  part.querySelector("[data-photos]").hidden = !pictures.length;
  for (const [question, answer] of item.said ?? []) {
    const [term, text] = [document.createElement("dt"), document.createElement("dd")];
    [term.textContent, text.textContent] = [question, answer];
    part.querySelector("dl").append(term, text);
  }
  for (const kept of part.querySelectorAll("[data-keep]")) kept.dataset.keep += `-${item.id}`;
  part.querySelector("[data-send]").addEventListener("click", () => outbox.now(item.id));
  part.querySelector("[data-discard]").addEventListener("click", () => outbox.discard(item.id));
  return part;
}

// Its own page says already what is wrong with it, beside the field.
const isOnScreen = (item) => document.querySelector(`input[name=submission][value="${CSS.escape(item.id)}"]`);

function returned(item) {
  const part = fill(words("returned"), { title: item.title });
  part.querySelector("a").href = item.page;
  part.querySelector("button").addEventListener("click", () => outbox.discard(item.id));
  return part;
}

async function received(item) {
  const pictures = await store.photosOf(item.id);
  const waiting = pictures.filter(outbox.isWaiting);
  const refused = pictures.filter((photo) => photo.refused);
  if (!item.shown) {
    told.set(item.id, item.number);
    await store.update("outbox", item.id, { shown: true });
  }
  if (!waiting.length && !refused.length) await outbox.forget(item.id);
  const parts = refused.map((photo) => lost(photo, item));
  if (waiting.length) parts.push(fill(words("photos-kept"), { count: waiting.length, number: item.number }));
  return parts;
}

function lost(photo, item) {
  const part = fill(words("photo-refused"), { number: item.number, reason: photo.refused });
  part.querySelector("button").addEventListener("click", async () => {
    await store.remove("photos", photo.id);
    show();
  });
  return part;
}

async function others() {
  const count = await outbox.ofOthers();
  return count ? [fill(words("others"), { count })] : [];
}

export function focus() {
  place.focus();
  place.scrollIntoView({ block: "center" });
}

const clock = (moment) =>
  new Date(moment).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

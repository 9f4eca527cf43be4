// What the person sees of the outbox, at the top of every page. The two states never look alike.
import * as outbox from "./outbox.js";
import * as store from "./store.js";
import { fill, words } from "./words.js";

let place;
const told = new Map(); // numbers said on this page stay until the person leaves it
let nextPages = ""; // the form whose number the next page will say

export const leaveToNextPage = (id) => { nextPages = id; };

export function begin() {
  place = document.createElement("section");
  place.id = "outbox";
  place.tabIndex = -1;
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
    ...items.filter((item) => item.state === "returned").map(returned),
    ...more,
    ...(await others()),
  ];
  place.replaceChildren(...parts);
}

async function kept(items) {
  if (!items.length) return [];
  const part = words("kept");
  const list = part.querySelector("ul");
  for (const item of items) list.append(fill(words("kept-item"), { title: item.title, when: clock(item.created) }));
  for (const sentence of part.querySelectorAll("[data-when]")) {
    sentence.hidden = sentence.dataset.when !== (outbox.trouble || "sending");
  }
  const link = part.querySelector("[data-sign-in]");
  link.href += `?next=${encodeURIComponent(location.pathname + location.search)}`;
  part.querySelector("button").addEventListener("click", () => outbox.now());
  return [part];
}

function returned(item) {
  const part = fill(words("returned"), { title: item.title });
  part.querySelector("a").href = item.page;
  part.querySelector("button").addEventListener("click", async () => {
    await outbox.forget(item.id);
    show();
  });
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

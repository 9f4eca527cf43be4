// A form is kept on the device as it is typed, and comes back after a reload, the camera or a dead battery.
import * as fields from "./fields.js";
import * as store from "./store.js";
import { words } from "./words.js";

const PAUSE = 400;
const FORGET_AFTER = 60 * 24 * 3600 * 1000;
const watched = new Set();

// What is written in any form of the page goes to the disk at once: another form of it is sent, or the page goes away.
export const flushAll = () => Promise.all([...watched].map((draft) => draft.flush()));
document.addEventListener("visibilitychange", flushAll);
addEventListener("pagehide", flushAll);
// A form without a draft, or a link, leads away as well.
document.addEventListener("submit", flushAll, true);
document.addEventListener("click", (event) => { if (event.target.closest("a[href]")) flushAll(); }, true);

export class Draft {
  constructor(form, sender) {
    const id = fields.idField(form);
    this.form = form;
    this.sender = sender;
    this.name = id.dataset.form;
    this.wanted = id.dataset.draft !== "no";
    this.key = [sender, this.name, fields.addressOf(form).pathname].join("|");
    this.initial = fields.read(form);
    this.timer = 0;
    this.typed = new Set(); // since the page was opened: what is brought back never stands in its place
  }

  get id() { return fields.idField(this.form).value; }
  set id(id) { fields.idField(this.form).value = id; }

  watch() {
    if (!this.wanted) return;
    watched.add(this);
    const later = (event) => {
      if (this.isRestoring) return;
      if (event.target.name) this.typed.add(event.target.name);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    };
    this.form.addEventListener("input", later);
    this.form.addEventListener("change", later);
    // The camera may kill the page: what is typed goes to the disk before it opens.
    this.form.addEventListener("click", (event) => { if (event.target.type === "file") this.save(); }, true);
  }

  async flush() {
    if (this.timer) await this.save();
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.form.isConnected) watched.delete(this);
    if (!this.isRestored) return; // what was kept before is not written over; it is saved together with it
    if (!this.wanted || this.left || !this.form.isConnected) return;
    await store.putAtOnce("drafts", {
      key: this.key, id: this.id, sender: this.sender, fields: fields.read(this.form), initial: this.initial,
      saved: Date.now(),
    });
  }

  // Brings back what was kept, also a form that came back from the UGEL to be corrected.
  async restore() {
    await this.bringBack();
    this.isRestored = true;
    if (this.typed.size) await this.save();
  }

  async bringBack() {
    const kept = (await this.returned()) || (await store.get("drafts", this.key));
    if (!kept) return;
    if (Date.now() - kept.saved > FORGET_AFTER) {
      await this.discard(kept.id);
      return;
    }
    const photos = await store.photosOf(kept.id);
    const hadSame = this.id === kept.id;
    this.id = kept.id;
    this.isRestoring = true;
    const restored = fields.restore(this.form, kept, this.typed);
    this.isRestoring = false;
    if ((restored || photos.length) && !hadSame) this.say(kept);
  }

  async returned() {
    const items = (await store.all("outbox")).filter((item) => item.draft === this.key && item.state === "returned");
    const item = items.at(-1);
    if (!item) return null;
    // An id the UGEL has numbered already is spent.
    const id = item.spent ? store.newId() : item.id;
    const kept = {
      key: this.key, id, sender: this.sender, initial: [], saved: Date.now(),
      fields: item.entries.filter(([, value]) => typeof value === "string" && !value.startsWith("upload:")),
    };
    kept.fields = kept.fields.filter(([name]) => !["submission", "submission_sender"].includes(name));
    const photos = await store.photosOf(item.id);
    await store.change(["drafts", "outbox", "photos"], (stores) => {
      stores.drafts.put(kept);
      stores.outbox.delete(item.id);
      for (const photo of photos) stores.photos.put({ ...photo, submission: id });
    });
    return kept;
  }

  say(kept) {
    const note = words("draft-restored");
    note.querySelector("time").textContent = new Date(kept.saved).toLocaleString(document.documentElement.lang, {
      dateStyle: "medium", timeStyle: "short",
    });
    note.querySelector("button").addEventListener("click", async () => {
      this.left = true;
      await this.discard(kept.id);
      location.reload();
    });
    this.form.prepend(note);
  }

  async discard(id) {
    const photos = await store.photosOf(id);
    await store.change(["drafts", "photos"], (stores) => {
      stores.drafts.delete(this.key);
      for (const photo of photos) stores.photos.delete(photo.id);
    });
  }
}

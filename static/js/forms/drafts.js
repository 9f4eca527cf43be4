// A form is kept on the device as it is typed, and comes back after a reload, the camera or a dead battery.
import * as fields from "./fields.js";
import * as store from "./store.js";
import { words } from "./words.js";

const PAUSE = 400;
const FORGET_AFTER = 60 * 24 * 3600 * 1000;

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
  }

  get id() { return fields.idField(this.form).value; }
  set id(id) { fields.idField(this.form).value = id; }

  watch() {
    if (!this.wanted) return;
    const later = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    };
    this.form.addEventListener("input", later);
    this.form.addEventListener("change", later);
    // The camera may kill the page: what is typed goes to the disk before it opens.
    this.form.addEventListener("click", (event) => { if (event.target.type === "file") this.save(); }, true);
    document.addEventListener("visibilitychange", () => this.flush());
    addEventListener("pagehide", () => this.flush());
  }

  flush() {
    if (this.timer) this.save();
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.wanted || this.left || !this.form.isConnected) return;
    await store.put("drafts", {
      key: this.key, id: this.id, sender: this.sender, fields: fields.read(this.form), initial: this.initial,
      saved: Date.now(),
    });
  }

  // Brings back what was kept, also a form that came back from the UGEL to be corrected.
  async restore() {
    const kept = (await this.returned()) || (await store.get("drafts", this.key));
    if (!kept || this.timer) return;
    if (Date.now() - kept.saved > FORGET_AFTER) {
      await this.discard(kept.id);
      return;
    }
    const photos = await store.photosOf(kept.id);
    const hadSame = this.id === kept.id;
    this.id = kept.id;
    if ((fields.restore(this.form, kept) || photos.length) && !hadSame) this.say(kept);
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

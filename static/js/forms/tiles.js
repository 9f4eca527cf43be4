// The photos picked in a form, as tiles with a hidden field each; the file input itself stays empty.
import * as photos from "./photos.js";
import * as store from "./store.js";
import { words } from "./words.js";

export class Tiles {
  constructor(draft, changed) {
    this.draft = draft;
    this.form = draft.form;
    this.changed = changed;
    this.adding = Promise.resolve();
    this.inputs = [...this.form.querySelectorAll("input[type=file][data-kind]")];
    for (const input of this.inputs) {
      input.dataset.required = input.required ? "yes" : "";
      input.addEventListener("change", () => { this.adding = this.adding.then(() => this.take(input)); });
    }
    document.addEventListener("photo:settled", (event) => this.settle(event.detail));
  }

  listOf(field) { return this.form.querySelector(`[data-uploads="${CSS.escape(field)}"]`); }

  // Tiles of what was picked before a reload; the page may bring some of them itself, as plain lines.
  async restore() {
    for (const photo of await store.photosOf(this.draft.id)) {
      if (!this.inputs.some((input) => input.name === photo.field)) continue;
      this.listOf(photo.field).querySelector(`input[value="upload:${photo.id}"]`)?.closest("li").remove();
      this.show(photo);
    }
    this.inputs.forEach((input) => this.ask(input));
  }

  async take(input) {
    const files = [...input.files];
    const room = Number(input.dataset.most) - this.listOf(input.name).children.length;
    this.say(input, files.length > room ? input.dataset.tooMany : "");
    for (const file of files.slice(0, Math.max(0, room))) {
      const blob = input.dataset.kind === "image" ? await photos.shrink(file) : file;
      const photo = {
        id: store.newId(), submission: this.draft.id, sender: this.draft.sender, field: input.name, name: file.name,
        kind: input.dataset.kind, blob, taken: Date.now(),
      };
      await store.put("photos", photo);
      this.show(photo);
    }
    input.value = "";
    await this.draft.save();
    this.ask(input);
    this.changed();
  }

  // A required photo is asked for by the browser until there is one.
  ask(input) {
    input.required = Boolean(input.dataset.required) && !this.listOf(input.name).children.length;
  }

  say(input, text) {
    const place = input.closest(".uploads").querySelector("[data-says]");
    place.textContent = text;
    place.hidden = !text;
  }

  show(photo) {
    const tile = words("photo");
    tile.id = `photo-${photo.id}`;
    const field = tile.querySelector("input");
    field.name = photo.field;
    field.value = `upload:${photo.id}`;
    this.listOf(photo.field).append(tile);
    draw(tile.querySelector("canvas"), photo);
    tile.querySelector("button").addEventListener("click", () => this.drop(photo, tile));
    this.settle(photo);
  }

  settle(photo) {
    const tile = document.getElementById(`photo-${photo.id}`);
    if (!tile) return;
    const state = photo.refused ? "refused" : photo.done ? "done" : "kept";
    tile.dataset.state = state;
    const place = tile.querySelector("[data-put=state]");
    place.textContent = photo.refused || tile.dataset[state];
    // A photo that cannot be read must not hold its form back.
    if (photo.refused) tile.querySelector("input").disabled = true;
  }

  async drop(photo, tile) {
    tile.remove();
    await store.remove("photos", photo.id);
    this.inputs.forEach((input) => this.ask(input));
    await this.draft.save();
    photos.takeBack(photo).catch(() => {});
  }
}

// A canvas, because the content policy lets no blob: address be shown.
async function draw(canvas, photo) {
  if (photo.kind !== "image") return;
  try {
    const picture = await createImageBitmap(photo.blob, { resizeWidth: canvas.width, resizeQuality: "medium" });
    const height = Math.min(picture.height, canvas.height);
    canvas.getContext("2d").drawImage(picture, 0, (canvas.height - height) / 2);
    canvas.hidden = false;
    picture.close();
  } catch {
    canvas.hidden = true;
  }
}

// What this device keeps until the UGEL has it: drafts, forms waiting to leave, photos. One database for everybody
// who uses the device; every entry says whose it is.
const NAME = "comuset";
let opening;

export function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore("drafts", { keyPath: "key" });
      db.createObjectStore("outbox", { keyPath: "id" });
      db.createObjectStore("photos", { keyPath: "id" }).createIndex("submission", "submission");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

// Runs `work(stores)` in one transaction and gives its answer once the disk has it.
export async function change(names, work) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(names, "readwrite", { durability: "strict" });
    const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
    const answer = work(stores);
    transaction.oncomplete = () => resolve(answer && "result" in answer ? answer.result : undefined);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export async function ask(name, question) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const request = question(db.transaction(name).objectStore(name));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export const get = (name, key) => ask(name, (store) => store.get(key));
export const all = (name) => ask(name, (store) => store.getAll());
export const put = (name, value) => change([name], (stores) => { stores[name].put(value); });
// The same, told to the disk as final at once: a page that goes away does not take it back.
export const putAtOnce = (name, value) => change([name], (stores) => {
  stores[name].put(value);
  stores[name].transaction.commit?.();
});
export const remove = (name, key) => change([name], (stores) => { stores[name].delete(key); });
export const photosOf = (submission) => ask("photos", (store) => store.index("submission").getAll(submission));

// Changes an entry that is still there; another tab may have dealt with it.
export function update(name, key, facts) {
  return change([name], (stores) => {
    const request = stores[name].get(key);
    request.onsuccess = () => { if (request.result) stores[name].put({ ...request.result, ...facts }); };
  });
}

// crypto.randomUUID asks for https; these names only have to be new.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

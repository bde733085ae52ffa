// Nothing typed is lost: texts are stored in localStorage after every change, and the files of the
// report in IndexedDB. Nothing leaves this machine, and no access token is stored.

import { NOTHING } from './model.js';
import { say } from './status.js';

const BASE = 'chengbao';
const KEY = `${BASE}.report`;
const STORE = 'kept';

/** Whether another window's changes are being taken over: it keeps them itself, and may be further on by now. */
let taking = false;

/** Keeps the texts. */
export function keepValues(values, form) {
  if (taking) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: 1, form, values }));
  } catch {
    say('notSaved', {}, 'bad');
  }
}

/** What was kept: `{form, values}`, or null. */
export function keptValues() {
  try {
    const kept = localStorage.getItem(KEY);
    return { form: String(JSON.parse(kept).form), values: textsOf(kept) };
  } catch {
    return null;
  }
}

/** The texts in what was kept; none where it cannot be read. */
function textsOf(kept) {
  try {
    const texts = Object.entries(JSON.parse(kept).values).filter(([, text]) => typeof text === 'string');
    return Object.fromEntries(texts);
  } catch {
    return {};
  }
}

/** The form of the kept report. */
function formIn(kept) {
  try {
    return JSON.parse(kept).form;
  } catch {
    return null;
  }
}

/** Takes over what another window of this browser is given, so that neither writes over the other's;
 * `useForm` draws the given form. */
export function watchOthers(model, useForm) {
  addEventListener('storage', (event) => {
    if (event.key !== KEY) return;
    const [before, after] = [textsOf(event.oldValue), textsOf(event.newValue)];
    const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
    const changes = [...paths].map((path) => [path, after[path] ?? '']).filter(([path, text]) => text !== (before[path] ?? ''));
    const isOtherForm = formIn(event.newValue) !== formIn(event.oldValue);
    if (changes.length === 0 && !isOtherForm) return;
    taking = true;
    model.change(changes);
    taking = false;
    if (isOtherForm || after.year !== before.year) useForm(keptValues()?.form);
    say('otherWindow');
  });
}

function open() {
  return new Promise((done, fail) => {
    const request = indexedDB.open(BASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

async function within(mode, act) {
  const base = await open();
  try {
    return await new Promise((done, fail) => {
      const change = base.transaction(STORE, mode);
      const request = act(change.objectStore(STORE));
      change.oncomplete = () => done(request.result);
      change.onerror = () => fail(change.error);
      change.onabort = () => fail(change.error);
    });
  } finally {
    base.close();
  }
}

/** Deletes everything that this page stores in the browser. Fails while another window holds the files. */
export async function forgetAll() {
  taking = true;
  try {
    await new Promise((done, fail) => {
      const request = indexedDB.deleteDatabase(BASE);
      request.onsuccess = done;
      request.onerror = () => fail(request.error);
      request.onblocked = () => fail(new Error('blocked'));
    });
    for (const store of [localStorage, sessionStorage]) {
      const own = Object.keys(store).filter((key) => key.startsWith(`${BASE}.`));
      for (const key of own) store.removeItem(key);
    }
  } catch (error) {
    taking = false;
    throw error;
  }
}

/** Keeps what the report came with. */
export async function keepKept(kept) {
  try {
    await within('readwrite', (store) => store.put(kept, 'now'));
  } catch {
    say('notSaved', {}, 'bad');
  }
}

/** What the report came with. */
export async function keptKept() {
  try {
    const kept = await within('readonly', (store) => store.get('now'));
    return kept ? { ...NOTHING, ...kept } : NOTHING;
  } catch {
    return NOTHING;
  }
}

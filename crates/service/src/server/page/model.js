// The report being filled in: texts by path, as typed, with undo and redo. It knows no path by name
// and sends nothing to the server.
//
// Besides the values it holds the files of the report (`kept`): the file it was opened from, its
// pictures, its sign-off, last year's report. Undo covers both.

/** What a report comes with when it is new. */
export const NOTHING = Object.freeze({ yaml: null, files: {}, signoff: null, previous: null });

/** Changes to one path within this time are one step of undo. */
const ONE_STEP = 1500;
const MAX_STEPS = 500;

export class Model extends EventTarget {
  #values = new Map();
  #done = [];
  #undone = [];
  #typed = { path: null, at: 0 };

  constructor() {
    super();
    this.kept = NOTHING;
  }

  /** The text at a path; empty where there is none. */
  get(path) {
    return this.#values.get(path) ?? '';
  }

  /** All texts that are not empty, by path. */
  values() {
    return Object.fromEntries([...this.#values].filter(([, text]) => text !== ''));
  }

  /** All texts there are or were, by path, empty ones too. */
  all() {
    return Object.fromEntries(this.#values);
  }

  get canUndo() { return this.#done.length > 0; }
  get canRedo() { return this.#undone.length > 0; }

  /** A person types: steps of undo are whole stretches of typing. */
  type(path, text) {
    const now = performance.now();
    const goesOn = this.#typed.path === path && now - this.#typed.at < ONE_STEP;
    this.#typed = { path, at: now };
    this.#apply([[path, text]], this.kept, goesOn && this.#undone.length === 0);
  }

  /** Changes several texts in one step: `[path, text]` each. */
  change(changes, kept = this.kept) {
    this.endTyping();
    this.#apply(changes, kept, false);
  }

  /** What is typed next is a step of its own. */
  endTyping() {
    this.#typed = { path: null, at: 0 };
  }

  /** Puts another report in the place of this one, in one step. */
  replace(values, kept = NOTHING) {
    const all = new Set([...this.#values.keys(), ...Object.keys(values)]);
    this.change([...all].map((path) => [path, values[path] ?? '']), kept);
  }

  /** Starts from what was kept: no step of undo. */
  restore(values, kept) {
    this.#values = new Map(Object.entries(values));
    this.kept = kept;
  }

  #apply(changes, kept, goesOn) {
    const real = changes.filter(([path, text]) => this.get(path) !== text);
    if (real.length === 0 && kept === this.kept) return;
    const before = real.map(([path]) => [path, this.get(path)]);
    const last = this.#done.at(-1);
    if (goesOn && last) last.after = real;
    else this.#done.push({ before, after: real, keptBefore: this.kept, keptAfter: kept });
    if (this.#done.length > MAX_STEPS) this.#done.shift();
    this.#undone = [];
    this.#put(real, kept);
  }

  #put(changes, kept) {
    for (const [path, text] of changes) this.#values.set(path, text);
    const carried = kept !== this.kept;
    this.kept = kept;
    const paths = changes.map(([path]) => path);
    this.dispatchEvent(new CustomEvent('changed', { detail: { paths, carried } }));
  }

  /** Takes the last step back; tells which path to look at. */
  undo() {
    this.endTyping();
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    this.#put(step.before, step.keptBefore);
    return step.before[0]?.[0] ?? null;
  }

  /** Takes the last undo back. */
  redo() {
    this.endTyping();
    const step = this.#undone.pop();
    if (!step) return null;
    this.#done.push(step);
    this.#put(step.after, step.keptAfter);
    return step.after[0]?.[0] ?? null;
  }
}

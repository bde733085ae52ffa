// Has the report checked while the user types: a moment after the last change, the last answer wins, and
// without a connection to the server it tries again until there is one.

import { ask } from './api.js';
import { settled } from './dom.js';
import { bodyOf, written } from './report.js';
import { say, working } from './status.js';

/** After the last key; typing goes faster than this only in bursts. */
const MOMENT = 50;
/** A broken connection is tried again soon, a server that stays away less often. */
const AGAIN = [300, 1000, 2000];

export class Checker extends EventTarget {
  #model;
  #form = null;
  #running = null;
  #again = 0;
  #failures = 0;
  #later = settled(MOMENT, () => this.#check());

  constructor(model) {
    super();
    this.#model = model;
    /** The newest answer: `findings`, `report` they are about, `signoff`; null before there is one. */
    this.answer = null;
    /** Whether the answer is about the report as it is now. */
    this.fresh = false;
  }

  /** Checks against this form from now on. */
  set form(form) {
    this.#form = form;
    this.now();
  }

  /** Checks a moment from now. */
  soon() {
    this.fresh = false;
    this.#later();
  }

  /** Checks at once. */
  now() {
    this.fresh = false;
    this.#later.now();
  }

  /** Takes findings that came with another answer. */
  take(findings, report) {
    this.answer = { findings, report, signoff: this.answer?.signoff ?? 'none' };
    this.dispatchEvent(new Event('checked'));
  }

  async #check() {
    if (!this.#form) return;
    clearTimeout(this.#again);
    this.#running?.abort();
    const own = new AbortController();
    this.#running = own;
    const kept = this.#model.kept;
    const report = written(this.#form, this.#model.values(), { previous: Boolean(kept.previous) });
    try {
      const sent = bodyOf(report, kept);
      const asked = ask('/v1/check?stage=filling', { method: 'POST', ...sent, signal: own.signal });
      const response = await working(null, asked);
      const told = await response.json();
      if (this.#running !== own) return;
      this.#failures = 0;
      const signoff = response.headers.get('sign-off') ?? 'none';
      this.answer = { findings: told.files[0].findings, report, signoff };
      this.fresh = true;
      this.dispatchEvent(new Event('checked'));
    } catch (error) {
      if (this.#running !== own || error.name === 'AbortError') return;
      const passing = error.away || [408, 429].includes(error.status) || error.status >= 500;
      if (passing || error.status === undefined) {
        const after = AGAIN[Math.min(this.#failures, AGAIN.length - 1)];
        this.#failures += 1;
        this.#again = setTimeout(() => this.#check(), after);
      }
      if (!error.away) say('failed', { detail: error.message }, 'bad');
    }
  }
}

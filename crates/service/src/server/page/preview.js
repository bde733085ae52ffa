// The real pages next to the form: one at a time, drawn by the server from the PDF a moment after the
// last change that left no error.

import { ask } from './api.js';
import { at, make, settled } from './dom.js';
import { bodyOf } from './report.js';
import { working } from './status.js';
import { word } from './words.js';

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const MOMENT = 600;

/** The preview of what a checker has passed. */
export class Preview {
  #checker;
  #model;
  #page = 1;
  #pages = 0;
  #zoom = ZOOMS.indexOf(1);
  #running = null;
  #drawn = '';
  #url = null;
  #later = settled(MOMENT, () => this.draw());

  constructor(checker, model) {
    this.#checker = checker;
    this.#model = model;
    checker.addEventListener('checked', () => this.#follow());
    at('page-back').addEventListener('click', () => this.#turn(-1));
    at('page-next').addEventListener('click', () => this.#turn(1));
    at('zoom-out').addEventListener('click', () => this.#scale(-1));
    at('zoom-in').addEventListener('click', () => this.#scale(1));
    this.restate();
  }

  /** Whether somebody can see it. */
  get #isSeen() {
    return at('preview').offsetParent !== null;
  }

  get #hasErrors() {
    return this.#checker.answer?.findings.some((it) => it.severity === 'error') ?? false;
  }

  /** What the note says of it. */
  get #reason() {
    const isWrong = this.#checker.answer?.findings.some((it) => it.level === 'wrong');
    return isWrong ? 'oldPreview' : 'unfinishedPreview';
  }

  #follow() {
    this.#mark();
    if (this.#hasErrors) this.#later.stop();
    else this.#later();
  }

  /** Says whether the picture is of an earlier report. */
  #mark() {
    at('preview').classList.toggle('old', this.#hasErrors);
    this.#note(this.#hasErrors ? this.#reason : null);
  }

  #note(key) {
    at('preview-note').textContent = key ? word(key) : '';
  }

  #turn(by) {
    this.#page = Math.min(Math.max(1, this.#page + by), Math.max(1, this.#pages));
    this.draw();
  }

  #scale(by) {
    this.#zoom = Math.min(Math.max(0, this.#zoom + by), ZOOMS.length - 1);
    this.#fit();
    this.draw();
  }

  /** The picture at its zoom: 100% is the width there is. */
  #fit() {
    const zoom = ZOOMS[this.#zoom];
    const image = at('pages').querySelector('img');
    if (image) image.style.width = `${zoom * 100}%`;
    at('zoom-now').textContent = `${zoom * 100}%`;
    at('zoom-out').disabled = this.#zoom === 0;
    at('zoom-in').disabled = this.#zoom === ZOOMS.length - 1;
  }

  /** The words again, in the language of now. */
  restate() {
    if (this.#checker.answer) this.#mark();
    at('page-number').textContent = this.#pages ? word('pageOf', { page: this.#page, pages: this.#pages }) : '–';
    at('page-back').disabled = this.#page <= 1;
    at('page-next').disabled = this.#page >= this.#pages;
    this.#fit();
    const image = at('pages').querySelector('img');
    if (image) image.alt = at('page-number').textContent;
  }

  /** Draws the page, if it is seen and not drawn already. */
  async draw() {
    const { answer, fresh } = this.#checker;
    if (!answer || !fresh || !this.#isSeen) return;
    if (this.#hasErrors) return;
    const width = at('pages').clientWidth * ZOOMS[this.#zoom] * devicePixelRatio;
    const scale = Math.min(4, Math.max(0.5, Math.ceil((width / 595) * 4) / 4));
    const key = JSON.stringify([answer.report.text, answer.signoff, this.#page, scale]);
    if (key === this.#drawn) return;
    this.#running?.abort();
    const own = new AbortController();
    this.#running = own;
    try {
      const sent = bodyOf(answer.report, this.#model.kept);
      const asked = ask(`/v1/reports?page=${this.#page}&scale=${scale}`,
        { method: 'POST', ...sent, accept: 'image/png', signal: own.signal });
      const response = await working(null, asked);
      const picture = await response.blob();
      if (this.#running !== own) return;
      if (picture.type && !picture.type.startsWith('image/')) throw new Error(picture.type);
      this.#pages = Number(response.headers.get('page-count')) || 1;
      this.#drawn = key;
      await this.#put(picture);
      if (this.#page > this.#pages) this.#turn(0);
    } catch (error) {
      if (this.#running !== own || error.name === 'AbortError') return;
      if (this.#page > 1 && error.status === 404) return this.#first();
      if (!error.away) this.#note('noPreview');
    }
  }

  #first() {
    this.#page = 1;
    return this.draw();
  }

  async #put(picture) {
    const url = URL.createObjectURL(picture);
    const image = make('img', { src: url, alt: '' });
    try {
      await image.decode();
    } catch {
      URL.revokeObjectURL(url);
      throw new Error('no picture');
    }
    at('pages').replaceChildren(image);
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = url;
    this.#mark();
    this.restate();
  }
}

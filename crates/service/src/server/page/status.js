// Messages outside the form: the status line, and that work is in progress.

import { at } from './dom.js';
import { word } from './words.js';

let away = false;
let said = null;
let timer = 0;
let works = 0;

function show() {
  const node = at('status');
  const [key, values] = away ? ['away', {}] : said ?? ['saved', {}];
  const text = said && away ? `${word(said[0], said[1])} ${word('away')}` : word(key, values);
  if (node.textContent !== text) node.textContent = text;
  node.dataset.kind = away ? 'away' : said?.[2] ?? 'calm';
}

/** Says something for a while; `kind` is `calm`, `good`, `warn` or `bad`. What is to be read stays longer. */
export function say(key, values = {}, kind = 'calm') {
  said = [key, values, kind];
  clearTimeout(timer);
  timer = setTimeout(() => { said = null; show(); }, ['warn', 'bad'].includes(kind) ? 20000 : 8000);
  show();
}

/** Takes back what was said last, where it is that. */
export function unsay(key) {
  if (said?.[0] === key) calm();
}

/** Takes back what was said last. */
export function calm() {
  clearTimeout(timer);
  said = null;
  show();
}

/** Tells whether the server can be reached. */
export function serverAway(is) {
  if (away === is) return;
  away = is;
  if (!is) say('back', {}, 'good');
  show();
}

/** Whether the server cannot be reached. */
export const isAway = () => away;

/** The line again, in the language of now. */
export const restate = show;

/** Shows progress while `work` lasts, if that is longer than 200 ms. */
export async function working(key, work) {
  works += 1;
  const late = setTimeout(() => {
    at('busy').hidden = false;
    if (key) say(key);
  }, 200);
  try {
    return await work;
  } finally {
    clearTimeout(late);
    works -= 1;
    if (works === 0) at('busy').hidden = true;
  }
}

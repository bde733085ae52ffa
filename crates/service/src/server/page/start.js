// Starts the page and joins its parts: the model, what draws it, what checks it, what stores it.

import { askJson } from './api.js';
import { Checker } from './checker.js';
import { at, field } from './dom.js';
import { wireDownloads } from './downloads.js';
import { wireCharts } from './figures.js';
import { wireFiles } from './files.js';
import { follow, jumpTo, showFindings } from './findings.js';
import { drawForm, drawHead, dress, isInForce, offerForms, set, show, showPrinted } from './form.js';
import { keepKept, keepValues, keptKept, keptValues, watchOthers } from './keep.js';
import { wireLocal } from './local.js';
import { Model } from './model.js';
import { Preview } from './preview.js';
import { calm, restate, say, working } from './status.js';
import { showSums, takeSums } from './sums.js';
import { wireViews } from './views.js';
import { language, speak } from './words.js';

const LANG = 'chengbao.lang';
const STATES = { none: 'stateNone', incomplete: 'stateIncomplete', complete: 'stateComplete', broken: 'stateBroken' };
const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });

const model = new Model();
const checker = new Checker(model);
const page = { model, checker, form: null, forms: [], start, useYear, look: wireViews() };
const drawings = new Map();
let chosen = null;
let bringing = null;
let drawCharts = () => {};
let preview = null;

/** From the server, however long it is away. */
async function fetched(path) {
  for (;;) {
    try {
      return await working('loading', askJson(path));
    } catch (error) {
      if (!error.away) say('failed', { detail: error.message }, 'bad');
      if (error.status === 404) throw error;
      await wait(error.away ? 1000 : 3000);
    }
  }
}

/** The years a form can be chosen for, newest first. */
function years() {
  const last = Math.max(new Date().getFullYear(), ...page.forms.map((form) => form.from));
  const first = Math.min(...page.forms.map((form) => form.from));
  return Array.from({ length: last - first + 1 }, (_, index) => last - index);
}

/**
 * The form for a year: of the current form's family the edition in force then, preferably the current form.
 * If the family has none for that year, its newest; if there is no current form, the newest in force.
 */
function formOf(year, family = page.form?.family) {
  const own = page.forms.filter((form) => form.family === family);
  const all = own.length > 0 ? own : page.forms;
  const now = all.filter((form) => isInForce(form, year));
  return now.find((form) => form.id === page.form?.id) ?? newest(now) ?? newest(all);
}

const newest = (forms) => [...forms].sort((one, other) => one.from - other.from).at(-1);

/**
 * Draws the form of that id with the content of the model, or with the report that `bring` puts into it once
 * the form has arrived: until then the page does not change.
 */
async function useForm(id, { year = model.get('year'), bring = null } = {}) {
  const known = page.forms.some((form) => form.id === id) ? id : formOf(Number(year)).id;
  const own = {};
  chosen = own;
  bringing = bring ?? bringing;
  if (!bringing) at('form').value = known;
  const key = `${known} ${language()}`;
  const form = drawings.get(key) ?? await fetched(`/v1/forms/${encodeURIComponent(known)}`);
  drawings.set(key, form);
  // Another form may have been chosen while this one was loading; it then gets the report.
  if (chosen !== own) return;
  const isOther = page.form !== form;
  page.form = form;
  at('form').value = known;
  const put = bringing;
  bringing = null;
  put?.();
  if (isOther) drawForm(form, model);
  checker.form = page.form;
  refresh();
}

/** The form for a year, of the current family or another. */
async function useYear(year, { silently = false, family } = {}) {
  if (!silently) model.change([['year', year]]);
  const form = formOf(Number(year), family);
  if (form && form.id !== page.form?.id) await useForm(form.id);
}

/** Another report in the place of this one. */
async function start(values, kept, form) {
  await useForm(form, { year: values.year, bring: () => model.replace(values, kept) });
}

function refresh() {
  offerForms(page.forms, Number(model.get('year')));
  showPrinted(page.form, model);
  showSums(page.form, model);
  keepValues(model.values(), page.form.id);
  at('undo').disabled = !model.canUndo;
  at('redo').disabled = !model.canRedo;
  drawCharts();
  restate();
}

function wireModel() {
  model.addEventListener('changed', ({ detail }) => {
    for (const path of detail.paths) {
      const node = field(path);
      if (node) set(node, model.get(path));
    }
    if (detail.carried) keepKept(model.kept);
    if (!page.form) return;
    refresh();
    checker.soon();
  });
  checker.addEventListener('checked', () => {
    showFindings(checker.answer, model);
    at('state').dataset.state = checker.answer.signoff;
    at('state').dataset.word = STATES[checker.answer.signoff] ?? STATES.none;
    speakState();
  });
}

function speakState() {
  speak(language());
  restate();
}

function wireTyping() {
  const typed = ({ target }) => {
    if (!target.dataset?.path) return;
    model.type(target.dataset.path, target.value);
    dress(target);
  };
  document.addEventListener('input', typed);
  at('sheet').addEventListener('focusin', follow);
  at('head').addEventListener('input', ({ target }) => {
    if (target.id === 'year') useYear(target.value);
    if (target.id === 'form') useForm(target.value);
  });
  at('head').addEventListener('submit', (event) => event.preventDefault());
  const step = (act) => {
    const path = act();
    const node = path && field(path);
    const isElsewhere = node && document.activeElement !== node;
    if (isElsewhere && !document.activeElement.closest('#top')) jumpTo(path);
  };
  at('undo').addEventListener('click', () => step(() => model.undo()));
  at('redo').addEventListener('click', () => step(() => model.redo()));
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('dialog[open]')) return;
    const name = event.key.toLowerCase();
    const isUndo = name === 'z' && !event.shiftKey;
    if (!isUndo && name !== 'y' && !(name === 'z' && event.shiftKey)) return;
    event.preventDefault();
    step(() => (isUndo ? model.undo() : model.redo()));
  });
}

function drawAll() {
  drawHead(page.forms, years(), model);
}

async function changeLanguage() {
  speak(language() === 'en' ? 'zh' : 'en');
  try { localStorage.setItem(LANG, language()); } catch { /* asked again next time */ }
  calm();
  preview.restate();
  page.forms = await fetched('/v1/forms');
  drawAll();
  await useForm(page.form.id);
}

async function run() {
  speak(localStorage.getItem(LANG) ?? 'zh');
  const kept = keptValues();
  const lastYear = String(new Date().getFullYear() - 1);
  model.restore({ year: lastYear, ...kept?.values }, await keptKept());
  preview = new Preview(checker, model);
  wireModel();
  wireTyping();
  wireFiles(page);
  wireLocal();
  takeSums(at('paper'), model);
  watchOthers(model, useForm);
  at('lang').addEventListener('click', changeLanguage);
  document.addEventListener('view', ({ detail }) => { if (detail === 'preview') preview.draw(); });
  const formats = fetched('/v1/formats');
  page.forms = await fetched('/v1/forms');
  drawAll();
  wireDownloads(page, await formats);
  await useForm(kept?.form);
  drawCharts = await wireCharts(page);
  drawCharts();
}

run();

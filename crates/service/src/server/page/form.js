// Draws a report's form: its head, its title, its sections in the order they are
// printed. The sections come from `/v1/forms/{id}`, the fields before them from the table of keys.

import { at, make } from './dom.js';
import { attachGrid } from './grid.js';
import { HEAD, LEVELS } from './head.js';
import { say } from './status.js';
import { drawTable } from './table.js';
import { pick, word } from './words.js';

/** Draws the line of fields above the paper. */
export function drawHead(forms, years, model) {
  at('head').replaceChildren(...fieldsOf('bar').map(({ path, shape, field }) => {
    const node = input(path, shape, field, years);
    const label = make('label', { for: node.id }, pick(field.label));
    return make('p', { class: `field ${path}` }, label, node, tip(node.id));
  }));
  offerForms(forms, Number(model.get('year')));
  show(at('head'), model);
  set(at('year'), model.get('year'));
}

/** The keys of an area that have a field there, in order. */
const fieldsOf = (area) => HEAD.filter((key) => key.field?.area === area)
  .sort((one, other) => one.field.order - other.field.order);

/** What a value of that shape is chosen or typed with. */
function input(path, shape, { hint }, years) {
  const option = (value, text) => make('option', { value }, text);
  // What these two change is more than a value of the report.
  if (shape === 'form') return make('select', { id: path });
  if (shape === 'year') return make('select', { id: path }, ...years.map((one) => option(one, String(one))));
  const own = { id: `field-${path}`, 'data-path': path };
  if (shape === 'level') {
    const levels = LEVELS.map(({ id, label }) => option(id, pick(label)));
    return make('select', own, option('', pick(hint)), ...levels);
  }
  const placeholder = hint && pick(hint);
  return make('input', { type: 'text', ...own, autocomplete: 'off', placeholder, spellcheck: 'false' });
}

/** Whether a form is in force for a year. */
export const isInForce = (form, year) => form.from <= year && year <= (form.to ?? Infinity);

/** Offers the forms to choose from, those in force for the year first. */
export function offerForms(forms, year) {
  const select = at('form');
  const key = `${year} ${document.documentElement.lang}`;
  if (select.dataset.offered === key) return;
  select.dataset.offered = key;
  const chosen = select.value;
  const groups = [
    [word('formsNow', { year }), forms.filter((form) => isInForce(form, year))],
    [word('formsOther'), forms.filter((form) => !isInForce(form, year))],
  ];
  const options = ([, some]) => some.map((form) => make('option', { value: form.id }, editionFirst(form.name)));
  const filled = groups.filter(([, some]) => some.length > 0);
  select.replaceChildren(...(filled.length > 1
    ? filled.map((group) => make('optgroup', { label: group[0] }, ...options(group)))
    : filled.flatMap(options)));
  if (chosen) select.value = chosen;
}

/** A form's name with what tells its editions apart in front, where no narrow field cuts it off. */
function editionFirst(name) {
  const parts = /^(.+?)\s*[（(]([^（()）]+)[）)]$/.exec(name);
  return parts ? `${parts[2]} · ${parts[1]}` : name;
}

/** Draws the paper; gives back the tables' grids. */
export function drawForm(form, model) {
  const paper = at('paper');
  const head = make('header', { class: 'heading' });
  head.append(make('div', { class: 'printed-title', role: 'heading', 'aria-level': '2' }));
  const optional = fieldsOf('paper').map(({ path, field: { label, hint } }) =>
    textField(path, pick(label), { hint: hint && pick(hint), rows: 1 }));
  const preface = make('div', { class: 'optional' }, ...optional);
  const sections = form.sections.map((section) => drawSection(section, model));
  const foot = make('footer', { class: 'signature' }, make('p', { 'data-print': 'issuer' }), make('p', { 'data-print': 'date' }));
  paper.replaceChildren(head, preface, ...sections, foot);
  show(paper, model);
  showPrinted(form, model);
}

function drawSection(section, model) {
  const id = `section-${section.id}`;
  const node = make('section', { class: 'section', 'aria-labelledby': id });
  const head = make('h3', { id, tabindex: '-1', 'data-section': section.id }, section.label);
  node.append(head);
  if (section.text) {
    const rules = section.text;
    const hint = [rules.placeholder, ...(rules.topics ?? [])].filter(Boolean).join('　');
    node.append(textField(section.id, section.label, { hint, rows: 8, max: rules.max_characters, labelled: id }));
    return node;
  }
  const { node: table, grid } = drawTable(section, { label: section.label });
  const copy = make('button', { type: 'button', class: 'quiet', lang: document.documentElement.lang }, word('copyTable'));
  const zeros = make('button', { type: 'button', class: 'quiet', lang: document.documentElement.lang }, word('fillZeros'));
  zeros.addEventListener('click', () => fillZeros(section.table, model));
  head.after(make('p', { class: 'table-tools' }, zeros, copy));
  const box = make('div', { class: 'scroll', role: 'group', 'aria-labelledby': id, tabindex: '-1' }, table);
  node.append(box);
  attachGrid(section, table, grid, model, copy);
  return node;
}

/** Sets the blank cells of a table to 0: counted ones, not those that are the sum of others. */
function fillZeros(table, model) {
  const totals = new Set(table.sums.filter((sum) => sum.right.length === 1).map((sum) => sum.right[0]));
  const blank = table.cells.filter((cell) =>
    cell.kind === 'count' && !totals.has(cell.path) && model.get(cell.path).trim() === '');
  model.change(blank.map((cell) => [cell.path, '0']));
  say('filledZeros', { n: blank.length }, 'good');
}

/** A text with its count of characters below. */
function textField(path, label, { hint, rows, max, labelled }) {
  const id = `field-${path}`;
  const attributes = { id, 'data-path': path, rows, placeholder: hint, 'data-max': max };
  const area = make('textarea', labelled ? { ...attributes, 'aria-labelledby': labelled } : attributes);
  const count = make('span', { class: 'count', 'data-count': path });
  const parts = [area, make('p', { class: 'under' }, tip(id), count)];
  if (!labelled) parts.unshift(make('label', { for: id }, label));
  return make('div', { class: 'text' }, ...parts);
}

/** Where the findings on a field are told. */
const tip = (id) => make('span', { class: 'tip', id: `${id}-tip` });

/** Sets every field within `node` to what the model says. */
export function show(node, model) {
  for (const field of node.querySelectorAll('[data-path]')) {
    if (field.matches('input, textarea, select')) set(field, model.get(field.dataset.path));
  }
}

/** Sets one field, without moving the caret of one that says so already. */
export function set(field, text) {
  const isKnown = field.tagName !== 'SELECT' || [...field.options].some((option) => option.value === text);
  if (!isKnown) field.append(make('option', { value: text }, text));
  if (field.value !== text) field.value = text;
  dress(field);
}

/** What depends on a field's text alone: its count, its height, its size. */
export function dress(field) {
  if (field.tagName === 'TEXTAREA') {
    const count = document.querySelector(`[data-count="${CSS.escape(field.dataset.path)}"]`);
    const n = [...field.value.replace(/\s/g, '')].length;
    const max = Number(field.dataset.max) || 0;
    count.textContent = n === 0 && !max ? '' : max ? word('charactersOf', { n, max }) : word('characters', { n });
    count.classList.toggle('over', max > 0 && n > max);
  } else if (field.dataset.kind) {
    field.classList.toggle('long', field.value.length > 6);
    field.title = field.value.length > 9 ? field.value.slice(0, 200) : '';
  }
}

/** What is printed from the fields of the head: title, signature. */
export function showPrinted(form, model) {
  const filled = (line) => line
    .replaceAll('{issuer}', model.get('issuer') || '××××')
    .replaceAll('{year}', model.get('year') || '××××');
  const own = model.get('title').split('\n').map((line) => line.trim()).filter(Boolean);
  const lines = own.length ? own : form.title.map(filled);
  const title = document.querySelector('.printed-title');
  title.replaceChildren(...lines.map((line) => make('span', { class: 'line' }, line)));
  for (const node of document.querySelectorAll('[data-print]')) {
    node.textContent = node.dataset.print === 'date' ? dateText(model.get('date')) : model.get(node.dataset.print);
  }
}

function dateText(text) {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  return parts ? `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日` : text;
}

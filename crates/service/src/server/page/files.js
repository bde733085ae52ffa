// Opens reports: a data file or a published one, by picker or by drop; last year's to start from.

import { askJson } from './api.js';
import { at } from './dom.js';
import { HEAD } from './head.js';
import { NOTHING } from './model.js';
import { isAway, say, working } from './status.js';

/** Wires what opens files. `start` makes a report the one that is filled in: `(values, kept, form)`. */
export function wireFiles(page) {
  at('open').addEventListener('input', (event) => take(event.target, (files) => open(files, page)));
  at('previous').addEventListener('input', (event) => take(event.target, ([file]) => openPrevious(file, page)));
  at('new').addEventListener('click', () => {
    page.start({ year: page.model.get('year') }, NOTHING, page.form.id);
    say('newMade', {}, 'good');
  });
  addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) document.body.classList.remove('dropping');
  });
  addEventListener('drop', (event) => {
    document.body.classList.remove('dropping');
    const files = [...event.dataTransfer?.files ?? []];
    if (files.length === 0) return;
    event.preventDefault();
    const isPrevious = event.target.closest?.('.file')?.contains(at('previous'));
    if (isPrevious) openPrevious(files[0], page);
    else open(files, page);
  });
}

async function take(input, act) {
  const files = [...input.files];
  if (files.length > 0) await act(files);
  // The same file may be picked again after it has been changed.
  input.value = '';
}

/** What the server reads out of a file; null where it does not. */
async function read(file) {
  try {
    const type = 'application/octet-stream';
    const asked = askJson('/v1/import', { method: 'POST', body: file, type });
    return await working('reading', asked);
  } catch (error) {
    if (error.away || isAway()) say('needsServer', {}, 'bad');
    else {
      const why = error.problem?.findings?.files?.[0]?.findings?.[0]?.message ?? error.message;
      say('notRead', { name: file.name, detail: why }, 'bad');
    }
    return null;
  }
}

/** A report, and what came along: its pictures, its sign-off. Without a report they join the one that is open. */
async function open(all, page) {
  const isPicture = (file) => file.type.startsWith('image/');
  const isSignoff = (file) => /\.signoff\.ya?ml$/.test(file.name);
  const along = { files: {} };
  for (const file of all) {
    if (isPicture(file)) along.files[file.name] = await base64(file);
    else if (isSignoff(file)) along.signoff = await file.text();
  }
  const file = all.find((it) => !isPicture(it) && !isSignoff(it));
  const { kept: now } = page.model;
  if (!file) {
    page.model.change([], { ...now, ...along, files: { ...now.files, ...along.files } });
    say('opened', { name: all.map((it) => it.name).join('、') }, 'good');
    return;
  }
  const told = await read(file);
  if (!told) return;
  const { form, ...values } = told.values;
  const kept = {
    yaml: told.yaml ?? null,
    files: { ...told.files, ...along.files },
    signoff: along.signoff ?? told.signoff ?? null,
    previous: now.previous,
  };
  await page.start(values, kept, told.form ?? form);
  const notes = (told.notes ?? []).join(' ');
  say('opened', { name: notes ? `${file.name}。${notes}` : file.name }, 'good');
}

function base64(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
}

async function openPrevious(file, page) {
  const told = await read(file);
  if (!told) return;
  const previous = { name: file.name, yaml: told.yaml, values: told.values, form: told.form };
  const { model } = page;
  const kept = { ...model.kept, previous };
  const year = Number(told.values.year) + 1;
  const isNew = Object.keys(model.values()).every((path) => path === 'year');
  const family = page.forms.find((form) => form.id === (told.form ?? told.values.form))?.family;
  if (isNew && Number.isInteger(year)) await page.useYear(String(year), { silently: true, family });
  const changes = carried(page.form, told.values).filter(([path]) => model.get(path) === '');
  if (isNew && Number.isInteger(year)) changes.push(['year', String(year)]);
  changes.push(['previous', file.name]);
  model.change(changes, kept);
  const n = changes.length - 1;
  say(n > 0 ? 'carried' : 'compared', { name: file.name, n }, 'good');
}

/** What this year's report begins with where last year's ended: values of the head, cells carried over. */
function carried(form, last) {
  const head = HEAD.filter((key) => key.carried && last[key.path]).map((key) => key.path);
  const changes = head.map((path) => [path, last[path]]);
  for (const section of form.sections) {
    for (const carry of section.table?.carries ?? []) {
      const text = last[carry.last] ?? '';
      if (/^\d+$/.test(text)) changes.push([carry.this, text]);
    }
  }
  return changes;
}

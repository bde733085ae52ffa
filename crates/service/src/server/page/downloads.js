// Downloads the documents and the data file, named by the title that the form gives its reports.

import { ask } from './api.js';
import { at, handOver, make } from './dom.js';
import { bodyOf, fitting, written } from './report.js';
import { isAway, say, working } from './status.js';
import { word } from './words.js';
import { yamlOf } from './yaml.js';

/** A comment in a report file; in a text of it the like may stand, too. */
const COMMENT = /(^|\s)#/m;

/** Draws and wires the buttons of the downloads: one for each format the server offers. */
export function wireDownloads(page, formats) {
  for (const [index, { id, media_type: type }] of formats.entries()) {
    const button = make('button', { type: 'button', id: `download-${id}`, class: index === 0 && 'main' });
    if (index === 0) button.append(make('span', { 'data-word': 'take' }, word('take')), ' ');
    button.append(id.toUpperCase());
    button.addEventListener('click', () => once(button, () => makeDocument(page, id, type)));
    at('downloads').append(button);
  }
  at('download-yaml').addEventListener('click', (event) => once(event.currentTarget, () => data(page)));
}

/** One click, one file. */
async function once(button, act) {
  if (button.getAttribute('aria-busy') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  try {
    await act();
  } finally {
    button.removeAttribute('aria-busy');
  }
}

async function makeDocument(page, extension, accept) {
  const { model, form, checker } = page;
  const report = written(form, model.values(), { previous: Boolean(model.kept.previous) });
  try {
    const asked = ask('/v1/reports', { method: 'POST', ...bodyOf(report, model.kept), accept });
    const response = await working('making', asked);
    const isDraft = (response.headers.get('content-disposition') ?? '').includes('.draft.');
    const blob = await response.blob();
    const name = `${base(page)}${isDraft ? `（${word('draft')}）` : ''}.${extension}`;
    handOver(blob, name);
    say(isDraft ? 'draftMade' : 'fileMade', { name }, 'good');
  } catch (error) {
    const findings = error.problem?.findings?.files?.[0]?.findings;
    if (findings) {
      checker.take(findings, report);
      say('hasErrors', {}, 'bad');
      page.look('findings');
    } else if (error.away) say('needsServer', {}, 'bad');
    else say('failed', { detail: error.message }, 'bad');
  }
}

async function data(page) {
  const { model, form } = page;
  const name = `${base(page)}.yaml`;
  const values = fitting(form, model.all());
  let text = null;
  let isNew = true;
  if (!isAway()) {
    try {
      const body = JSON.stringify({ form: form.id, yaml: model.kept.yaml, values });
      const asked = ask('/v1/write', { method: 'POST', body, type: 'application/json' });
      const response = await working('making', asked);
      isNew = response.headers.get('layout') !== 'kept';
      text = await response.text();
    } catch { /* the page writes it itself, without the comments */ }
  }
  const lost = isNew && COMMENT.test(model.kept.yaml ?? '');
  handOver(new Blob([text ?? yamlOf(form, values)], { type: 'application/yaml' }), name);
  if (!lost) say('fileMade', { name }, 'good');
  else say(isAway() ? 'fileAnewAway' : 'fileAnew', { name }, 'warn');
}

/**
 * A file name made of the form's own title, or of issuing body, year and family, without characters
 * that a file system or a reader cannot handle.
 */
function base({ model, form }) {
  const plain = (text) => text.replace(/[\p{C}\p{Z}\\/:*?"<>|]+/gu, '');
  const issuer = plain(model.get('issuer')).slice(0, 60);
  const year = plain(model.get('year'));
  const title = plain(form.title.join('')).replaceAll('{issuer}', () => issuer).replaceAll('{year}', () => year);
  return word('fileName', { title, issuer, year, family: form.family });
}

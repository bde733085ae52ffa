// The report as a JSON file for the checker, written from texts by path, and the fixes it returns
// mapped back to the paths. Every cell is sent as typed: the checker decides
// what is a number.

/** Paths of the form's own parts, and whether they are cells. */
export function pathsOf(form) {
  const paths = new Map();
  for (const section of form.sections) {
    if (section.text) paths.set(section.id, 'text');
    for (const cell of section.table?.cells ?? []) if (cell.path) paths.set(cell.path, 'cell');
  }
  return paths;
}

/** The report as JSON text, with where in it each value stands (`spans`, in UTF-16 units). */
export function written(form, values, { previous = false } = {}) {
  const tree = new Map();
  const put = (path, text) => {
    const ids = path.split('.');
    const last = ids.pop();
    let node = tree;
    for (const id of ids) {
      if (!(node.get(id) instanceof Map)) node.set(id, new Map());
      node = node.get(id);
    }
    node.set(last, text);
  };
  const own = pathsOf(form);
  for (const [path, text] of Object.entries(fitting(form, values))) {
    const isLink = path === 'previous' && !previous;
    if (!own.has(path) && text.trim() !== '' && !isLink) put(path, whole(text));
  }
  put('form', form.id);
  for (const path of own.keys()) {
    const text = values[path] ?? '';
    put(path, text.trim() === '' ? null : whole(text));
  }
  const spans = [];
  let out = '';
  const write = (node, path) => {
    if (!(node instanceof Map)) {
      const start = out.length;
      out += JSON.stringify(node);
      spans.push({ path, start, end: out.length });
      return;
    }
    out += '{';
    let first = true;
    for (const [id, child] of node) {
      if (!first) out += ',';
      first = false;
      out += `${JSON.stringify(id)}:`;
      write(child, path === '' ? id : `${path}.${id}`);
    }
    out += '}';
  };
  write(tree, '');
  return { text: out, spans };
}

/** Half a character, as a broken paste leaves it, can stand in no file. */
export const whole = (text) => text.replace(/[\ud800-\udfff]/gu, '\ufffd');

/** The values a form has a place for: cells of another form are kept, but not sent with this one. */
export function fitting(form, values) {
  const own = pathsOf(form);
  const sections = new Set(form.sections.map((section) => section.id));
  const fits = ([path]) => own.has(path) || !sections.has(path.split('.')[0]);
  return Object.fromEntries(Object.entries(values).filter(fits));
}

/** What a finding's fix makes of the values: `[path, text]` for each, or null where it cannot be told. */
export function fixesOf(finding, body) {
  const fix = finding.fix;
  if (!fix) return null;
  const edits = fix.edits ?? [fix.line ? fix : { ...finding, replacement: fix.replacement }];
  const changes = edits.map((edit) => changeOf(edit, body));
  return changes.includes(null) ? null : changes;
}

/** What one edit of the text makes of the value it is in. */
function changeOf(at, body) {
  if (at.line !== 1) return null;
  const start = unit(body.text, at.column - 1);
  const end = unit(body.text, at.column - 1 + at.length);
  const span = body.spans.find((it) => it.start <= start && end <= it.end);
  if (!span) return null;
  const token = body.text.slice(span.start, span.end);
  if (start === span.start && end === span.end) return [span.path, plain(at.replacement)];
  if (!token.startsWith('"')) return [span.path, plain(at.replacement)];
  const inside = JSON.stringify(at.replacement).slice(1, -1);
  const fixed = token.slice(0, start - span.start) + inside + token.slice(end - span.start);
  try {
    return [span.path, JSON.parse(fixed)];
  } catch {
    return null;
  }
}

/** A replacement that stands for a whole value: quoted or not. */
function plain(replacement) {
  const text = replacement.trim();
  if (!text.startsWith('"')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** UTF-16 units before the `count`th character. */
function unit(text, count) {
  let units = 0;
  for (let left = count; left > 0 && units < text.length; left -= 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

/** The body of a request about the report: JSON alone, or parts where something comes along. */
export function bodyOf(report, kept) {
  const files = Object.entries(kept.files ?? {});
  if (files.length === 0 && !kept.signoff && !kept.previous) {
    return { body: report.text, type: 'application/json' };
  }
  const parts = new FormData();
  parts.append('report', new Blob([report.text], { type: 'application/json' }), 'report.json');
  if (kept.previous) parts.append('previous', new Blob([kept.previous.yaml]), 'previous.yaml');
  if (kept.signoff) parts.append('signoff', new Blob([kept.signoff]), 'signoff.yaml');
  for (const [name, base64] of files) parts.append('file', new Blob([bytesOf(base64)]), name);
  return { body: parts };
}

function bytesOf(base64) {
  const text = atob(base64);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

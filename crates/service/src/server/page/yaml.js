// Writes a report as YAML without the server: everything typed, in the order of the form. Texts are
// blocks where possible, everything else is plain or in JSON's quotes, which YAML reads.

import { HEAD } from './head.js';
import { pathsOf, whole } from './report.js';

const HEAD_PATHS = HEAD.map((key) => key.path);

/** A line a block can hold: it begins with no space and has nothing YAML would escape. */
const PLAIN_LINE = /^(?:[^\s\p{C}\u2028\u2029](?:[^\p{C}\u2028\u2029])*)?$/u;

/** The report file. */
export function yamlOf(form, values) {
  const own = pathsOf(form);
  const all = { ...values, form: form.id };
  const paths = [
    ...HEAD_PATHS.filter((path) => all[path]),
    ...Object.keys(all).filter((path) => !own.has(path) && !HEAD_PATHS.includes(path) && all[path] && !isOther(path, form)),
    ...own.keys(),
  ];
  const tree = new Map();
  for (const path of paths) {
    const ids = path.split('.');
    const last = ids.pop();
    let node = tree;
    for (const id of ids) {
      if (!(node.get(id) instanceof Map)) node.set(id, new Map());
      node = node.get(id);
    }
    node.set(last, whole(all[path] ?? ''));
  }
  return lines(tree, '').join('\n').concat('\n');
}

function isOther(path, form) {
  return form.sections.some((section) => section.id === path.split('.')[0]);
}

function lines(node, indent) {
  const out = [];
  for (const [key, value] of node) {
    if (!(value instanceof Map)) out.push(...entry(key, value, indent));
    else if ([...value.values()].some((child) => child instanceof Map)) {
      out.push(`${indent}${key}:`, ...lines(value, `${indent}  `));
    } else {
      const cells = [...value].map(([id, text]) => `${id}: ${scalar(text)}`);
      out.push(`${indent}${key}: {${cells.join(', ')}}`);
    }
  }
  return out;
}

function entry(key, text, indent) {
  const isBlock = text.includes('\n') || text.length > 60;
  const fits = text.trim() !== '' && text.split('\n').every((line) => PLAIN_LINE.test(line));
  if (!isBlock || !fits) return [`${indent}${key}: ${scalar(text)}`];
  const body = text.replace(/\n+$/, '').split('\n').map((line) => (line ? `${indent}  ${line}` : ''));
  return [`${indent}${key}: |`, ...body];
}

/** A value on one line; a blank is `~`. */
function scalar(text) {
  if (text.trim() === '') return '~';
  if (/^(0|[1-9]\d{0,14})$/.test(text) || /^\d{4}-\d\d-\d\d$/.test(text)) return text;
  if (/^[\p{Script=Han}a-z][\p{Script=Han}\w-]*$/u.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)) return text;
  return JSON.stringify(text);
}

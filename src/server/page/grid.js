// Moves about a table as in a spreadsheet, and takes in and gives out blocks of cells. Tab is the
// browser's own: it goes from cell to cell and, past the last, on to what follows the table.

import { blockText, parseBlock, placeBlock } from './block.js';
import { say } from './status.js';

/** Gives a table its keys, its pasting and its copying. `grid` holds the fields by row and column. */
export function attachGrid(section, table, grid, model, copyButton) {
  const where = new Map();
  grid.forEach((row, r) => row.forEach((place, c) => {
    if (place?.corner) where.set(place.field, { row: r, column: c });
  }));
  const fields = [...where.keys()];
  const before = new WeakMap();

  const move = (field, down, across) => {
    const from = where.get(field);
    let row = from.row + down;
    let column = from.column + across;
    while (row >= 0 && row < grid.length && column >= 0 && column < grid[0].length) {
      const next = grid[row][column]?.field;
      if (next && next !== field) return go(next);
      row += down;
      column += across;
    }
    return false;
  };

  const key = (event, field) => {
    if (event.isComposing || event.altKey || event.metaKey) return false;
    const { key: name, ctrlKey, shiftKey } = event;
    if (ctrlKey) {
      if (name === 'Home') return go(fields[0]);
      if (name === 'End') return go(fields.at(-1));
      return false;
    }
    if (name === 'Enter') return move(field, shiftKey ? -1 : 1, 0) || true;
    if (name === 'F2') return edit(field);
    if (name === 'Escape') return giveBack(field);
    if (shiftKey) return false;
    if (name === 'ArrowUp') return move(field, -1, 0) || true;
    if (name === 'ArrowDown') return move(field, 1, 0) || true;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const caret = field.selectionStart === field.selectionEnd;
    if (name === 'ArrowLeft' && (whole || (caret && field.selectionStart === 0))) return move(field, 0, -1);
    if (name === 'ArrowRight' && (whole || (caret && field.selectionEnd === field.value.length))) return move(field, 0, 1);
    return false;
  };

  const giveBack = (field) => {
    const text = before.get(field);
    if (text === undefined || text === field.value) return false;
    model.change([[field.dataset.path, text]]);
    field.select();
    return true;
  };

  table.addEventListener('keydown', (event) => {
    if (where.has(event.target) && key(event, event.target)) event.preventDefault();
  });
  table.addEventListener('focusin', (event) => {
    if (!where.has(event.target)) return;
    before.set(event.target, event.target.value);
    intoView(event.target);
    if (!table.matches(':active')) event.target.select();
  });
  table.addEventListener('focusout', () => model.endTyping());
  table.addEventListener('paste', (event) => {
    const field = event.target;
    if (!where.has(field)) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\t\n]/.test(text.replace(/\r?\n$/, ''))) {
      if (!/[\r\n]/.test(text)) return;
      event.preventDefault();
      model.change([[field.dataset.path, text.trim()]]);
      return;
    }
    event.preventDefault();
    const block = parseBlock(text);
    const { changes, left } = placeBlock(block, grid, where.get(field));
    model.change(changes);
    const columns = Math.max(...block.map((row) => row.length));
    if (left.length === 0) say('pasted', { n: changes.length }, 'good');
    else {
      const first = left.slice(0, 3).map((it) => it.slice(0, 20)).join(' / ');
      say('notFit', { rows: block.length, columns, n: changes.length, left: left.length, first }, 'bad');
    }
  });
  copyButton.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(blockText(section.table, (path) => model.get(path)));
      say('copied', {}, 'good');
    } catch {
      say('notCopied', {}, 'bad');
    }
  });
}

function go(field) {
  field.focus();
  field.select();
  return true;
}

function edit(field) {
  field.setSelectionRange(field.value.length, field.value.length);
  return true;
}

/** Brings a field out from under the heads that stick to the left of a scrolled table. */
function intoView(field) {
  const box = field.closest('.scroll');
  const head = field.closest('table').querySelectorAll('.sticks');
  if (!box || box.scrollWidth <= box.clientWidth) return;
  const edge = Math.max(box.getBoundingClientRect().left,
    ...[...head].filter((it) => getComputedStyle(it).position === 'sticky').map((it) => it.getBoundingClientRect().right));
  const short = edge - field.getBoundingClientRect().left;
  if (short > 0) box.scrollLeft -= short + 4;
}

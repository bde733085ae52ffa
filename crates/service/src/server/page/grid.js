// Moves about a table as in a spreadsheet, selects ranges in it, and copies and pastes blocks of cells. Tab is the
// browser's own: it goes from cell to cell and, past the last, on to what follows the table.

import { blockText, parseBlock, placeBlock, rangeText } from './block.js';
import { Ranges } from './range.js';
import { say } from './status.js';

/** Rows down and columns across. */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Gives a table its keys, its pasting and its copying. `grid` holds the fields by row and column. */
export function attachGrid(section, table, grid, model, copyButton) {
  const where = new Map();
  grid.forEach((row, r) => row.forEach((place, c) => {
    if (place?.corner) where.set(place.field, { row: r, column: c });
  }));
  const fields = [...where.keys()];
  const before = new WeakMap();
  const ranges = new Ranges(grid);

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
    // Actions on one cell end the range.
    if (['Enter', 'F2', 'Home', 'End'].includes(name)) leave();
    if (name === 'Enter') return move(field, shiftKey ? -1 : 1, 0) || true;
    if (name === 'F2') return edit(field);
    if (name === 'Escape') return leave() || giveBack(field);
    if (name === 'Delete' && ranges.isOpen && !shiftKey) return clear('cleared');
    const [down, across] = ARROWS[name] ?? [0, 0];
    if (down === 0 && across === 0) return false;
    if (shiftKey && ranges.isOpen) return extend(field, down, across);
    leave();
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const caret = field.selectionStart === field.selectionEnd;
    const edge = across < 0 ? 0 : field.value.length;
    // Left and right move within the text up to its edge.
    if (across !== 0 && !whole && !(caret && field.selectionStart === edge)) return false;
    if (shiftKey) return extend(field, down, across);
    return move(field, down, across) || down !== 0;
  };

  const extend = (field, down, across) => {
    ranges.extend(field, down, across);
    return true;
  };

  const leave = () => {
    const wasOpen = ranges.isOpen;
    ranges.close();
    return wasOpen;
  };

  const clear = (told) => {
    const { fields: picked } = ranges;
    model.change(picked.map((field) => [field.dataset.path, '']));
    say(told, { n: picked.length }, 'good');
    return true;
  };

  /** Gives the range to the clipboard; not by `navigator.clipboard`, which plain HTTP does not have. */
  const give = (event, told) => {
    if (!ranges.isOpen || !where.has(event.target)) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', rangeText(grid, ranges.box, (path) => model.get(path)));
    if (told === 'cutCells') clear(told);
    else say(told, { n: ranges.fields.length }, 'good');
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
    if (event.target !== ranges.anchor) ranges.close();
    before.set(event.target, event.target.value);
    intoView(event.target);
    if (!table.matches(':active')) event.target.select();
  });
  table.addEventListener('focusout', () => {
    model.endTyping();
    // It survives a switch to another window, as when copying between windows.
    if (document.hasFocus()) ranges.close();
  });
  table.addEventListener('input', () => ranges.close());
  table.addEventListener('mousedown', (event) => {
    const anchor = document.activeElement;
    const cell = event.target.closest('td.value')?.querySelector('input');
    const isOther = cell && !event.target.closest('button') && (cell !== anchor || ranges.isOpen);
    if (event.button !== 0) return;
    if (!event.shiftKey) ranges.close();
    else if (where.has(anchor) && isOther) {
      event.preventDefault();
      ranges.reach(anchor, cell);
    }
  });
  table.addEventListener('copy', (event) => give(event, 'copiedCells'));
  table.addEventListener('cut', (event) => give(event, 'cutCells'));
  table.addEventListener('paste', (event) => {
    const field = event.target;
    if (!where.has(field)) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text === '') return;
    if (!ranges.isOpen && !/[\t\n]/.test(text.replace(/\r?\n$/, ''))) {
      if (!/[\r\n]/.test(text)) return;
      event.preventDefault();
      model.change([[field.dataset.path, text.trim()]]);
      return;
    }
    event.preventDefault();
    const block = parseBlock(text);
    const { changes, left } = placeBlock(block, grid, ranges.isOpen ? ranges.corner : where.get(field));
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

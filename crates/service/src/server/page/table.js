// Draws a table of the form as it is printed: merged heads, column widths, a field in every value
// cell. It only knows the given grid.

import { make } from './dom.js';

/** Width of the heads of a row on a narrow screen, in em, however many columns they take. */
const NARROW_HEADS = 11;
const NARROW_CELL = 4.4;

/** A table and the fields in it, by row and column: `{node, grid}`. */
export function drawTable(section, { label }) {
  const table = section.table;
  const heads = headColumns(table);
  // A grid: arrow keys move from cell to cell, and cells can be selected.
  const node = make('table', { class: 'form-table', role: 'grid', 'aria-multiselectable': 'true', 'aria-label': label });
  node.append(columns(table, heads));
  const body = make('tbody');
  const rows = Array.from({ length: table.rows }, () => make('tr'));
  const grid = Array.from({ length: table.rows }, () => Array(table.columns).fill(null));
  const lefts = leftsOf(table, heads);
  for (const cell of table.cells) {
    const drawn = cell.path ? valueCell(cell) : headCell(cell, table.columns);
    if (cell.rowspan > 1) drawn.rowSpan = cell.rowspan;
    if (cell.colspan > 1) drawn.colSpan = cell.colspan;
    const sticks = heads > 0 && cell.column + cell.colspan <= heads && !cell.path;
    if (sticks) {
      drawn.classList.add('sticks');
      drawn.style.setProperty('--left', `${lefts[cell.column]}em`);
    }
    rows[cell.row]?.append(drawn);
    if (cell.path) fill(grid, cell, drawn.querySelector('input'));
  }
  body.append(...rows);
  node.append(body);
  node.style.setProperty('--narrow', `${total(narrow(table, heads))}em`);
  return { node, grid };
}

/** How many columns at the left are heads of rows. */
function headColumns(table) {
  const ends = table.cells.filter((cell) => cell.kind === 'row-head').map((cell) => cell.column + cell.colspan);
  return ends.length === 0 ? 0 : Math.max(...ends);
}

const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** Widths on a narrow screen, in em. */
function narrow(table, heads) {
  const whole = total(table.widths.slice(0, heads)) || 1;
  const share = heads === 1 ? 7 : NARROW_HEADS;
  return table.widths.map((width, index) =>
    index < heads ? Math.max(1.9, (width / whole) * share) : NARROW_CELL);
}

function leftsOf(table, heads) {
  const widths = narrow(table, heads);
  return widths.map((_, index) => total(widths.slice(0, index)));
}

function columns(table, heads) {
  const group = make('colgroup');
  const whole = total(table.widths) || 1;
  const small = narrow(table, heads);
  table.widths.forEach((width, index) => {
    const column = make('col');
    column.style.setProperty('--wide', `${(width / whole) * 100}%`);
    column.style.setProperty('--small', `${small[index]}em`);
    group.append(column);
  });
  return group;
}

function headCell(cell, columns) {
  const isRow = cell.kind === 'row-head';
  const isGroup = isRow ? cell.rowspan > 1 : cell.colspan > 1;
  const scope = `${isRow ? 'row' : 'col'}${isGroup ? 'group' : ''}`;
  const whole = cell.kind === 'banner' && cell.colspan === columns;
  const node = cell.kind === 'corner' ? make('td') : make('th', { scope });
  node.className = `${cell.kind}${whole ? ' whole' : ''}`;
  if (cell.vertical) {
    node.append(make('span', { class: 'vertical' }, cell.label));
    return node;
  }
  const lines = cell.lines?.length ? cell.lines : [cell.label];
  lines.forEach((line, index) => {
    if (index > 0) node.append(make('wbr'), make('br'));
    node.append(line);
  });
  return node;
}

function valueCell(cell) {
  const node = make('td', { class: `value ${cell.kind}` });
  const isNumber = cell.kind !== 'text';
  node.append(make('input', {
    type: 'text',
    'data-path': cell.path,
    'data-kind': cell.kind,
    'aria-label': cell.label,
    inputmode: !isNumber ? null : cell.kind === 'count' ? 'numeric' : 'decimal',
    autocomplete: 'off',
    spellcheck: 'false',
    enterkeyhint: 'next',
  }));
  return node;
}

function fill(grid, cell, field) {
  for (let row = cell.row; row < cell.row + cell.rowspan; row += 1) {
    for (let column = cell.column; column < cell.column + cell.colspan; column += 1) {
      if (grid[row]) grid[row][column] = { field, corner: row === cell.row && column === cell.column };
    }
  }
}

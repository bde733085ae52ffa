// Blocks of cells as spreadsheets put them on the clipboard: tab-separated, quoted where a cell contains
// a tab, a line break or a quote.

/** Rows of cells, trimmed. */
export function parseBlock(text) {
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const rows = [[]];
  let at = 0;
  while (at <= source.length) {
    let cell = '';
    if (source[at] === '"' && isQuoted(source, at)) {
      at += 1;
      while (at < source.length && !(source[at] === '"' && source[at + 1] !== '"')) {
        if (source[at] === '"') at += 1;
        cell += source[at];
        at += 1;
      }
      at += 1;
    } else {
      const end = source.slice(at).search(/[\t\n]/);
      cell = end < 0 ? source.slice(at) : source.slice(at, at + end);
      at += cell.length;
    }
    rows.at(-1).push(cell.replace(/\s+/g, ' ').trim());
    if (source[at] === '\n') rows.push([]);
    else if (source[at] !== '\t') break;
    at += 1;
  }
  return rows;
}

/** Whether the quote at `at` closes before its cell ends; a lone quote is text. */
function isQuoted(source, at) {
  return /^"(?:[^"]|"")*"(?=[\t\n]|$)/.test(source.slice(at));
}

/** Whether a row holds figures, not the words of a head. */
const hasFigures = (row) => row.some((cell) => /^[-/]?[\d０-９]/.test(cell) || cell === '/');

/**
 * Places a block on the grid, starting at a cell, by row and column. Heads accept nothing; a row
 * of figures passes over a row of heads. Returns the changes, and the texts without a cell.
 */
export function placeBlock(block, grid, from) {
  const changes = [];
  const left = [];
  let row = from.row;
  for (const cells of block) {
    while (row < grid.length && hasFigures(cells) && !grid[row].some(Boolean)) row += 1;
    cells.forEach((text, index) => {
      const place = grid[row]?.[from.column + index];
      if (place?.corner) changes.push([place.field.dataset.path, text]);
      else if (text !== '') left.push(text);
    });
    row += 1;
  }
  return { changes, left };
}

/** The values of a rectangle of the grid as a block; where heads are it is blank. */
export function rangeText(grid, { top, left, bottom, right }, valueOf) {
  const text = (place) => (place?.corner ? valueOf(place.field.dataset.path) : '');
  return lines(grid.slice(top, bottom + 1).map((row) => row.slice(left, right + 1).map(text)));
}

/** A whole table as a block, heads and values. */
export function blockText(table, valueOf) {
  const rows = Array.from({ length: table.rows }, () => Array(table.columns).fill(''));
  for (const cell of table.cells) {
    if (rows[cell.row]) rows[cell.row][cell.column] = cell.path ? valueOf(cell.path) : cell.label;
  }
  return lines(rows);
}

function lines(rows) {
  const quoted = (text) => (/["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${rows.map((row) => row.map(quoted).join('\t')).join('\r\n')}\r\n`;
}

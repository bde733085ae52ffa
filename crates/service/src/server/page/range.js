// A range of cells of one table, from the cell that has the focus to another, as in spreadsheets:
// a rectangle, widened until no merged cell is cut. The focus stays where the range started. It
// changes no value.

import { say, unsay } from './status.js';

/** Ranges of a table. `grid` holds the fields by row and column, null where a head is. */
export class Ranges {
  #grid;
  #boxes;
  #anchor = null;
  #head = null;

  constructor(grid) {
    this.#grid = grid;
    this.#boxes = boxes(grid);
  }

  /** Whether more than one cell is in the range. */
  get isOpen() {
    return this.#head !== null;
  }

  /** Where the range began; null where there is none. */
  get anchor() {
    return this.#anchor;
  }

  /** Its upper left end, `{row, column}`. */
  get corner() {
    return topLeft(this.box);
  }

  /** The cells of the range: `{top, left, bottom, right}`. */
  get box() {
    const end = this.#boxes.get(this.#grid[this.#head.row][this.#head.column].field);
    return this.#whole(around(this.#boxes.get(this.#anchor), end));
  }

  /** The fields of the range, that where it began first. */
  get fields() {
    return [...new Set([this.#anchor, ...this.#inside(this.box)])];
  }

  /** Moves the end of the range that began in `field` by rows or columns, over heads. */
  extend(field, down, across) {
    const from = this.isOpen ? this.#head : topLeft(this.#boxes.get(field));
    const here = this.#grid[from.row][from.column].field;
    let { row, column } = from;
    for (;;) {
      row += down;
      column += across;
      const place = this.#grid[row]?.[column];
      if (place === undefined) return;
      if (place && place.field !== here) break;
    }
    this.#end(field, { row, column });
  }

  /** Ends the range that began in `field` at another. */
  reach(field, end) {
    this.#end(field, topLeft(this.#boxes.get(end)));
  }

  #end(field, head) {
    this.#anchor = field;
    const end = this.#grid[head.row][head.column].field;
    this.#head = end === field ? null : head;
    const picked = new Set(this.isOpen ? this.fields : []);
    for (const one of this.#boxes.keys()) mark(one, picked.has(one));
    // The next input replaces the whole text.
    field.select();
    end.closest('td').scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (!this.isOpen) say('pickedOne');
    else say('picked', { ...this.#size(), n: picked.size });
  }

  /** Leaves the range. */
  close() {
    if (!this.isOpen) return;
    for (const field of this.#boxes.keys()) mark(field, false);
    this.#anchor = null;
    this.#head = null;
    unsay('picked');
  }

  /** Rows and columns that have values in the range. */
  #size() {
    const { top, left, bottom, right } = this.box;
    const rows = this.#grid.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
    const columns = Array.from({ length: right - left + 1 }, (_, index) => rows.map((row) => row[index]));
    const filled = (lines) => lines.filter((line) => line.some(Boolean)).length;
    return { rows: filled(rows), columns: filled(columns) };
  }

  #inside({ top, left, bottom, right }) {
    const rows = this.#grid.slice(top, bottom + 1);
    return rows.flatMap((row) => row.slice(left, right + 1)).filter(Boolean).map((place) => place.field);
  }

  /** The smallest rectangle around one that cuts no cell. */
  #whole(box) {
    const wider = this.#inside(box).reduce((all, field) => around(all, this.#boxes.get(field)), box);
    const isSame = Object.keys(box).every((side) => box[side] === wider[side]);
    return isSame ? box : this.#whole(wider);
  }
}

const topLeft = ({ top, left }) => ({ row: top, column: left });

const around = (one, two) => ({
  top: Math.min(one.top, two.top),
  left: Math.min(one.left, two.left),
  bottom: Math.max(one.bottom, two.bottom),
  right: Math.max(one.right, two.right),
});

/** Where each field is, with all the places it is merged of. */
function boxes(grid) {
  const all = new Map();
  grid.forEach((row, r) => row.forEach((place, c) => {
    if (!place) return;
    const own = { top: r, left: c, bottom: r, right: c };
    all.set(place.field, around(all.get(place.field) ?? own, own));
  }));
  return all;
}

/** For the eye and for those who cannot see it; a cell that is not marked says nothing of it. */
function mark(field, isPicked) {
  const cell = field.closest('td');
  if (isPicked) cell.setAttribute('aria-selected', 'true');
  else cell.removeAttribute('aria-selected');
}

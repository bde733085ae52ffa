// Running totals: next to a total that differs, the sum of its terms. It counts as the checker
// does (a blank and `/` are 0; a text that is not a plain number has no sum) and judges nothing.

import { field, make } from './dom.js';
import { word } from './words.js';

/** The number of a cell for a sum; null where it has none. */
function number(text) {
  const plain = text.trim();
  if (plain === '' || plain === '/') return 0;
  return /^-?(0|[1-9]\d{0,14})$/.test(plain) ? Number(plain) : null;
}

function add(paths, model) {
  let sum = 0;
  for (const path of paths) {
    const one = number(model.get(path));
    if (one === null) return null;
    sum += one;
  }
  return sum;
}

/** What is to be shown at which path, for the sums that do not hold. */
function differences(form, model) {
  const shown = new Map();
  for (const section of form.sections) {
    for (const sum of section.table?.sums ?? []) {
      const terms = [...sum.left, ...sum.right];
      if (terms.every((path) => model.get(path).trim() === '')) continue;
      const left = add(sum.left, model);
      const right = add(sum.right, model);
      const total = sum.right.at(-1);
      if (left === null || shown.has(total)) continue;
      if (sum.right.length === 1) {
        const stated = model.get(total).trim();
        if (stated === '' || right !== left) shown.set(total, { sum: left });
      } else if (right !== null && right !== left && terms.every((path) => model.get(path).trim() !== '')) {
        shown.set(total, { left, right });
      }
    }
  }
  return shown;
}

/** Shows the running totals of the form. */
export function showSums(form, model) {
  const shown = differences(form, model);
  for (const old of document.querySelectorAll('.sum')) {
    const path = old.dataset.of;
    if (!shown.has(path)) old.remove();
  }
  for (const [path, it] of shown) {
    const cell = field(path)?.parentElement;
    if (!cell) continue;
    const isTotal = it.sum !== undefined;
    const text = isTotal ? `Σ ${it.sum}` : `${it.left}≠${it.right}`;
    let node = cell.querySelector('.sum');
    if (node?.tagName !== (isTotal ? 'BUTTON' : 'SPAN')) {
      node?.remove();
      node = isTotal ? make('button', { type: 'button', class: 'sum', tabindex: '-1' }) : make('span', { class: 'sum' });
      node.dataset.of = path;
      node.id = `sum-${path}`;
      cell.append(node);
    }
    if (node.textContent === text) continue;
    node.textContent = text;
    const label = isTotal
      ? word('sum', { n: it.sum })
      : word('difference', { ...it, n: Math.abs(it.left - it.right) });
    node.title = isTotal ? `${label}\n${word('sumTake')}` : label;
    if (isTotal) node.value = String(it.sum);
  }
}

/** Lets a total be taken by a click, or by Alt+= in its cell. */
export function takeSums(paper, model) {
  const take = (node) => {
    if (node?.value) model.change([[node.dataset.of, node.value]]);
  };
  paper.addEventListener('click', (event) => {
    if (event.target.matches?.('button.sum')) take(event.target);
  });
  paper.addEventListener('keydown', (event) => {
    if (!event.altKey || event.key !== '=') return;
    event.preventDefault();
    take(event.target.parentElement?.querySelector('button.sum'));
  });
}

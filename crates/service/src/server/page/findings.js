// The list of findings, and the marks on their cells. Its texts come from the server
// and are set as text.

import { at, field, FIELDS, make } from './dom.js';
import { fixesOf } from './report.js';
import { say } from './status.js';
import { word } from './words.js';

/** How many findings of one rule are listed before the rest waits behind a button. */
const SHOWN = 4;

const opened = new Set();
let last = '';

/** Shows an answer of the checker. */
export function showFindings(answer, model) {
  const { findings } = answer;
  tell(findings);
  offerAll(answer, model);
  mark(findings);
  const now = JSON.stringify([findings, document.documentElement.lang, [...opened]]);
  if (now === last) return;
  last = now;
  const list = at('findings');
  const inside = list.contains(document.activeElement);
  const focused = inside ? document.activeElement.closest('li')?.dataset.path : null;
  const scrolled = list.scrollTop;
  const seen = new Map();
  const items = [];
  for (const finding of [...findings].sort((a, b) => rank(a) - rank(b))) {
    const n = (seen.get(finding.rule) ?? 0) + 1;
    seen.set(finding.rule, n);
    const item = draw(finding, answer, model);
    item.hidden = n > SHOWN && finding.level !== 'wrong' && !opened.has(finding.rule);
    if (item.hidden && n === SHOWN + 1) items.push(more(finding.rule, answer, model));
    items.push(item);
  }
  for (const node of items) {
    if (node.dataset.more) node.firstChild.textContent = `+ ${seen.get(node.dataset.more) - SHOWN}`;
  }
  list.replaceChildren(...items);
  list.scrollTop = scrolled;
  follow();
  if (inside) (list.querySelector(`li[data-path="${CSS.escape(focused ?? '')}"] button`) ?? list).focus();
}

/** The levels, the worst first. */
const LEVELS = ['wrong', 'review', 'not-yet'];

const rank = (finding) => LEVELS.indexOf(finding.level);

function tell(findings) {
  const counts = LEVELS.map((level) => [level, findings.filter((it) => it.level === level).length]);
  const some = counts.filter(([, n]) => n > 0);
  const text = some.map(([level, n]) => word(`${level}-${n === 1 ? 'one' : 'many'}`, { n })).join(' · ');
  const worst = some[0]?.[0] ?? 'none';
  const shown = text || word('noFindings');
  if (at('counts').textContent !== shown) at('counts').textContent = shown;
  at('counts').dataset.worst = worst;
  at('counts-short').textContent = findings.length ? String(findings.length) : '✓';
  at('counts-short').dataset.worst = worst;
}

/** What a fix rests on: a word's key. Findings on sums name the terms they are about. */
function groundOf(finding) {
  if (!finding.fix.safe) return finding.fix.edits ? 'isZero' : 'isSuggested';
  return finding.terms?.length > 0 ? 'isRecomputed' : 'isRespelt';
}

/** All fixes that need no judgement, in one step. */
function offerAll(answer, model) {
  const fixable = answer.findings.filter((it) => it.fix?.safe && fixesOf(it, answer.report));
  const safe = fixable.flatMap((it) => fixesOf(it, answer.report));
  const recomputes = fixable.every((it) => groundOf(it) === 'isRecomputed');
  // Two fixes within one text would conflict.
  const fixes = [...new Map(safe.map((fix) => [fix[0], fix])).values()];
  const button = at('fix-all');
  button.hidden = fixes.length < 2;
  button.textContent = word(recomputes ? 'fixAll' : 'fixAllMixed', { n: fixes.length });
  button.onclick = () => {
    model.change(fixes);
    say('fixed', {}, 'good');
    at('findings').focus();
  };
}

function draw(finding, answer, model) {
  const item = make('li', { 'data-path': finding.path, 'data-rule': finding.rule, class: finding.level });
  const what = make('p', { class: 'message' });
  what.append(make('strong', {}, word(finding.level)), ' ', finding.message);
  item.append(what);
  // Help that mentions a key of the report file does not help someone who fills in a form.
  if (finding.help && !/[“`][^”`]+:[ …]*[”`]/.test(finding.help)) item.append(make('p', { class: 'help' }, finding.help));
  const buttons = make('p', { class: 'buttons' });
  const target = placeOf(finding.path);
  const name = `${word('jump')}：${finding.message.slice(0, 60)}`;
  const jump = make('button', { type: 'button', class: 'jump', 'aria-label': name }, word('jump'));
  jump.disabled = !target;
  jump.addEventListener('click', () => jumpTo(finding.path));
  buttons.append(jump);
  const fixes = fixesOf(finding, answer.report);
  if (fixes) {
    const label = labelOf(finding.fix, fixes.length);
    const button = make('button', { type: 'button', class: `fix ${finding.fix.safe ? 'safe' : 'suggested'}` }, label);
    button.addEventListener('click', () => {
      model.change(fixes);
      say('fixed', {}, 'good');
    });
    buttons.append(button);
    item.append(buttons, make('p', { class: 'surety' }, word(groundOf(finding))));
  } else {
    item.append(buttons);
  }
  return item;
}

function labelOf(fix, count) {
  const shown = (fix.replacement ?? '').trim();
  if (count > 1) return word('fixSeveral', { n: count, text: shown });
  return shown === '' ? word('fixEmpty') : word('fixSafe', { text: shown.slice(0, 40) });
}

function more(rule, answer, model) {
  const button = make('button', { type: 'button', class: 'quiet' });
  button.addEventListener('click', () => {
    opened.add(rule);
    showFindings(answer, model);
  });
  return make('li', { class: 'more', 'data-more': rule }, button);
}

/** Where a path is on the page: its field, the first field below it, or its section. */
function placeOf(path) {
  if (!path) return null;
  return field(path)
    ?? document.querySelector(`:is(input, textarea)[data-path^="${CSS.escape(`${path}.`)}"]`)
    ?? document.querySelector(`[data-section="${CSS.escape(path.split('.')[0])}"]`)
    ?? at(path);
}

/** Goes to a path, whatever hides it. */
export function jumpTo(path) {
  const node = placeOf(path);
  if (!node) return;
  if (at('sheet').offsetParent === null) document.dispatchEvent(new CustomEvent('view', { detail: 'form' }));
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: 'center', inline: 'nearest' });
  node.select?.();
}

/** Shows in the list what is said of the field that has the focus. */
export function follow() {
  const path = document.activeElement?.dataset?.path;
  const list = at('findings');
  for (const item of list.querySelectorAll('.current')) item.classList.remove('current');
  if (!path || list.contains(document.activeElement)) return;
  const item = list.querySelector(`li[data-path="${CSS.escape(path)}"]:not([hidden])`);
  if (!item) return;
  item.classList.add('current');
  const [box, own] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
  if (own.top < box.top || own.bottom > box.bottom) list.scrollTop += own.top - box.top;
}

/** Marks the cells of findings, and more softly the terms of their sums. */
function mark(findings) {
  const told = new Map();
  const terms = new Set();
  for (const finding of findings) {
    const node = field(finding.path);
    if (node) told.set(node, [...(told.get(node) ?? []), finding]);
    if (finding.level === 'wrong') for (const path of finding.terms ?? []) terms.add(path);
  }
  for (const node of document.querySelectorAll(FIELDS)) {
    const found = told.get(node);
    const isWrong = found?.some((it) => it.level === 'wrong') ?? false;
    const isReview = !isWrong && (found?.some((it) => it.level === 'review') ?? false);
    if (isWrong) node.setAttribute('aria-invalid', 'true');
    else node.removeAttribute('aria-invalid');
    node.classList.toggle('wrong', isWrong);
    node.classList.toggle('warned', isReview);
    node.classList.toggle('blank', Boolean(found) && !isWrong && !isReview);
    node.classList.toggle('term', terms.has(node.dataset.path));
    describe(node, found);
  }
}

function describe(node, found) {
  const cell = node.closest('td');
  let tip = cell ? cell.querySelector('.tip') : at(`${node.id}-tip`);
  if (!found) {
    if (tip) tip.textContent = '';
    node.removeAttribute('aria-describedby');
    return;
  }
  if (!tip && cell) {
    tip = make('span', { class: 'tip', id: `tip-${node.dataset.path}` });
    cell.append(tip);
  }
  if (!tip) return;
  const text = found.map((it) => it.message).join(' ');
  if (tip.textContent !== text) tip.textContent = text;
  node.setAttribute('aria-describedby', tip.id);
}

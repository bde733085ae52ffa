// Charts of a report, drawn from its figures by the form's data: which charts there are, what they
// are called and which cells make them up. No row or column is known here. Every chart stands alone:
// its appearance is in its own attributes.

const NS = 'http://www.w3.org/2000/svg';
const WIDTH = 640;
const EDGE = 16;
const FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif';
const INK = '#1c2733';
const FAINT = '#4d5966';
const NOW = '#1f5a94';
const BEFORE = '#6a7480';
const LABEL = 14;
const SMALL = 13;
const LINE = 18;
const BAR = 18;
const MAX_LABEL = 196;

const WORDS = {
  zh: {
    now: (year) => (year ? `${year}年` : '本年'),
    before: (year) => (year ? `${year}年` : '上年'),
    share: (text) => `（${text}）`,
    none: '不是数字',
    blank: '未填',
    between: '；',
    colon: '：',
  },
  en: {
    now: (year) => year || 'This year',
    before: (year) => year || 'Last year',
    share: (text) => ` (${text})`,
    none: 'no number',
    blank: 'blank',
    between: '; ',
    colon: ': ',
  },
};

/**
 * The charts of a form, with a report's values.
 * @param {object} form the form as returned by `/v1/forms/{id}`
 * @param {object|Map} values texts by path
 * @param {object|Map|null} previousValues last year's, if given
 * @param {string} lang `zh` or `en`
 * @returns {SVGElement[]} one for each chart with a figure
 */
export function charts(form, values, previousValues, lang) {
  const word = WORDS[lang] ?? WORDS.zh;
  const years = [word.now(text(values, 'year')), word.before(text(previousValues, 'year'))];
  const tables = form.sections.filter((section) => section.table?.charts);
  const all = tables.flatMap((section) =>
    section.table.charts.map((chart, index) => ({ ...chart, id: `chart-${section.id}-${index + 1}` })));
  return all.flatMap((chart) => {
    const now = chart.bars.map((bar) => sum(values, bar.paths));
    let before = previousValues ? chart.bars.map((bar) => sum(previousValues, bar.paths)) : null;
    // Another edition may have other cells: last year is left out if it has none of the figures.
    if (before?.every((number) => number === null)) before = null;
    if (now.every((number) => !number) && !before?.some((number) => number)) return [];
    return [draw(chart, now, before, years, word)];
  });
}

/**
 * Charts one below another, as one picture; they are removed from the page.
 * @param {SVGElement[]} all as returned by `charts`
 * @param {string} name the name of the picture
 * @returns {SVGElement}
 */
export function sheet(all, name) {
  const heights = all.map((chart) => Number(chart.getAttribute('height')));
  const height = heights.reduce((total, one) => total + one, 0);
  const svg = make('svg', {
    width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: 'group', 'aria-labelledby': 'charts-title', 'font-family': FONT,
  });
  svg.append(make('title', { id: 'charts-title' }, name));
  let y = 0;
  all.forEach((chart, index) => {
    // Groups, not pictures within a picture: word processors support them better.
    const group = make('g', {
      transform: `translate(0 ${y})`, role: 'img', 'aria-labelledby': chart.getAttribute('aria-labelledby'),
    });
    group.append(...chart.childNodes);
    svg.append(group);
    y += heights[index];
  });
  return svg;
}

/** A chart as the text of a file of its own. */
export function svgText(svg) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
}

function text(values, path) {
  const value = values instanceof Map ? values.get(path) : values?.[path];
  return value === undefined || value === null ? '' : String(value).trim();
}

/** What cells add up to; a blank counts as 0 beside others. Null where all are, NaN where one is no number. */
function sum(values, paths) {
  let total = null;
  for (const path of paths) {
    const typed = text(values, path);
    if (typed === '' || typed === '/') continue;
    if (!/^\d{1,15}$/.test(typed)) return NaN;
    total = (total ?? 0) + Number(typed);
  }
  return total;
}

function make(name, attributes, content) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (content !== undefined) element.textContent = content;
  return element;
}

/** About how wide a text is: Chinese takes the whole square, other letters a little more than half. */
function width(content, size) {
  let wide = 0;
  for (const letter of content) wide += letter.codePointAt(0) > 0x2e7f ? 1 : 0.58;
  return wide * size;
}

/** A label broken where it is too wide; three lines at most. */
function lines(label) {
  const out = [''];
  for (const letter of label) {
    const last = out[out.length - 1] + letter;
    if (width(last, LABEL) <= MAX_LABEL) out[out.length - 1] = last;
    else if (out.length < 3) out.push(letter);
    else {
      out[2] = `${out[2].slice(0, -1)}…`;
      break;
    }
  }
  return out;
}

/** A figure with its share of the whole, where that is known. */
function figure(number, whole, word) {
  if (number === null) return word.blank;
  if (Number.isNaN(number)) return word.none;
  const share = whole > 0 ? word.share(`${(number / whole * 100).toFixed(1)}%`) : '';
  return `${number}${share}`;
}

function draw(chart, now, before, years, word) {
  const series = [{ name: years[0], numbers: now, fill: NOW }];
  if (before) series.push({ name: years[1], numbers: before, fill: `url(#${chart.id}-last)` });
  for (const one of series) one.whole = one.numbers.reduce((total, number) => total + (number ?? 0), 0);
  const most = Math.max(1, ...series.flatMap((one) => one.numbers.map((number) => number || 0)));
  const labels = chart.bars.map((bar) => lines(bar.label));
  const left = EDGE + Math.max(...labels.flat().map((line) => width(line, LABEL))) + 12;
  const texts = series.map((one) => one.numbers.map((number) => figure(number, one.whole, word)));
  const right = EDGE + 8 + Math.max(...texts.flat().map((one) => width(one, SMALL)));
  const room = WIDTH - left - right;
  const title = titleLines(chart.title, WIDTH - 2 * EDGE);
  const top = EDGE + title.length * 24 + 42;
  const steps = labels.map((label) => Math.max(series.length * (BAR + 2), label.length * LINE) + 12);
  const height = top + steps.reduce((total, step) => total + step, 0) + EDGE;

  const svg = make('svg', {
    width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: 'img',
    'aria-labelledby': `${chart.id}-title ${chart.id}-desc`, 'font-family': FONT,
  });
  const told = series.map((one, at) => one.name + word.colon + chart.bars
    .map((bar, index) => `${bar.label} ${texts[at][index]}`).join(word.between));
  svg.append(make('title', { id: `${chart.id}-title` }, chart.title));
  svg.append(make('desc', { id: `${chart.id}-desc` }, told.join(word.between)));
  if (before) svg.append(hatch(chart.id));
  svg.append(make('rect', { width: WIDTH, height, fill: '#ffffff' }));
  title.forEach((line, index) => svg.append(make('text', {
    x: EDGE, y: EDGE + 17 + index * 24, 'font-size': 17, 'font-weight': 'bold', fill: INK,
  }, line)));
  key(svg, series, EDGE + title.length * 24 + 6);

  let y = top;
  svg.append(make('line', { x1: left, x2: left, y1: y - 4, y2: height - EDGE, stroke: FAINT, 'stroke-width': 1 }));
  labels.forEach((label, index) => {
    const middle = y + (steps[index] - 12) / 2;
    label.forEach((line, at) => svg.append(make('text', {
      x: left - 10, y: middle + 5 + (at - (label.length - 1) / 2) * LINE,
      'text-anchor': 'end', 'font-size': LABEL, fill: INK,
    }, line)));
    series.forEach((one, at) => {
      const number = one.numbers[index];
      const long = number ? Math.max(1.5, number / most * room) : 0;
      const from = middle + (at - series.length / 2) * (BAR + 2) + 1;
      if (long > 0) svg.append(bar(left, from, long, one.fill, at > 0));
      svg.append(make('text', {
        x: left + long + 7, y: from + BAR - 5, 'font-size': SMALL, fill: at ? FAINT : INK,
      }, texts[at][index]));
    });
    y += steps[index];
  });
  return svg;
}

/** The lines of a title. */
function titleLines(title, most) {
  const out = [''];
  for (const piece of title.match(/[\u2e80-\uffef]|[^\u2e80-\uffef\s]+\s*|\s+/gu) ?? []) {
    const last = out[out.length - 1];
    if (last === '' || width(last + piece, 17) <= most) out[out.length - 1] = last + piece;
    else out.push(piece);
  }
  return out;
}

/** Slanted lines: last year's bars are told apart without colour, on paper too. */
function hatch(id) {
  const defs = make('defs', {});
  const pattern = make('pattern', {
    id: `${id}-last`, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)',
  });
  pattern.append(make('rect', { width: 6, height: 6, fill: '#ffffff' }));
  pattern.append(make('rect', { width: 2, height: 6, fill: BEFORE }));
  defs.append(pattern);
  return defs;
}

function bar(x, y, long, fill, isOutlined) {
  const outline = isOutlined ? { stroke: BEFORE, 'stroke-width': 1 } : {};
  return make('rect', { x, y, width: long, height: BAR, fill, ...outline });
}

/** Which bars are whose. */
function key(svg, series, y) {
  let x = EDGE;
  series.forEach((one, at) => {
    svg.append(bar(x, y, 26, one.fill, at > 0));
    const name = Number.isNaN(one.whole) ? one.name : `${one.name} ${one.whole}`;
    svg.append(make('text', { x: x + 34, y: y + BAR - 4, 'font-size': SMALL, fill: INK }, name));
    x += 34 + width(name, SMALL) + 28;
  });
}

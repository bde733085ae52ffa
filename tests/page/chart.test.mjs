// The charts of `/page/chart.js`, under Node: a document that knows just enough to hold them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

class Element {
  children = [];
  attributes = new Map();
  #text = '';

  constructor(name) {
    this.name = name;
  }

  setAttribute(key, value) {
    assert.notEqual(key, 'style', 'the page allows no inline style');
    assert.ok(!value.includes('NaN') && !value.includes('undefined'), `${this.name} ${key}=${value}`);
    this.attributes.set(key, value);
  }

  getAttribute(key) {
    return this.attributes.get(key) ?? null;
  }

  get childNodes() {
    return this.children;
  }

  append(...children) {
    this.children.push(...children);
  }

  set textContent(text) {
    this.#text = text;
  }

  get textContent() {
    return this.#text + this.children.map((child) => child.textContent).join('');
  }

  all(name) {
    const below = this.children.flatMap((child) => child.all(name));
    return this.name === name ? [this, ...below] : below;
  }
}

globalThis.document = { createElementNS: (_, name) => new Element(name) };
const { charts, sheet } = await import('../../crates/service/src/server/page/chart.js');

const form = {
  sections: [
    { id: 'words', text: {} },
    {
      id: 'letters',
      table: {
        charts: [{
          title: '来信（件）',
          bars: [
            { label: '甲', paths: ['letters.a.x', 'letters.a.y'] },
            { label: '乙', paths: ['letters.b'] },
            { label: '丙', paths: ['letters.c'] },
          ],
        }],
      },
    },
  ],
};
const values = { year: '2024', 'letters.a.x': '30', 'letters.a.y': '', 'letters.b': '10', 'letters.c': '0' };
const before = { year: '2023', 'letters.a.x': '5', 'letters.a.y': '5', 'letters.b': '1,234', 'letters.c': '40' };

const bars = (svg) => svg.all('rect').slice(1).filter((rect) => Number(rect.attributes.get('height')) === 18);

test('a chart says the figures, their shares and the year', () => {
  const [svg] = charts(form, values, null, 'zh');
  assert.equal(svg.attributes.get('role'), 'img');
  const [title] = svg.all('title');
  const [desc] = svg.all('desc');
  assert.equal(title.textContent, '来信（件）');
  assert.equal(desc.textContent, '2024年：甲 30（75.0%）；乙 10（25.0%）；丙 0（0.0%）');
  assert.equal(svg.attributes.get('aria-labelledby'), `${title.attributes.get('id')} ${desc.attributes.get('id')}`);
  const shown = svg.all('text').map((text) => text.textContent);
  for (const text of ['甲', '乙', '丙', '30（75.0%）', '0（0.0%）', '2024年 40']) assert.ok(shown.includes(text), text);
});

test('bars are as long as their figures', () => {
  const [svg] = charts(form, values, null, 'zh');
  const long = bars(svg).slice(1).map((bar) => Number(bar.attributes.get('width')));
  assert.equal(long.length, 2);
  assert.ok(Math.abs(long[0] / long[1] - 3) < 1e-9, long.join(' '));
});

test('last year stands beside, told apart without colour; what is no number is not drawn and no share of it told', () => {
  const [svg] = charts(form, values, before, 'en');
  const [pattern] = svg.all('pattern');
  const hatched = bars(svg).filter((bar) => bar.attributes.get('fill') === `url(#${pattern.attributes.get('id')})`);
  assert.equal(hatched.length, 3);
  assert.ok(hatched.every((bar) => bar.attributes.has('stroke')));
  const [desc] = svg.all('desc');
  assert.ok(desc.textContent.endsWith('2023: 甲 10; 乙 no number; 丙 40'), desc.textContent);
});

test('everything stays within the picture, with labels and figures of any length', () => {
  const long = structuredClone(form);
  long.sections[1].table.charts[0].bars[0].label = '申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'.repeat(3);
  const huge = { ...values, 'letters.a.x': '999999999999999' };
  for (const lang of ['zh', 'en']) {
    const [svg] = charts(long, new Map(Object.entries(huge)), before, lang);
    const [width, height] = ['width', 'height'].map((key) => Number(svg.attributes.get(key)));
    for (const rect of svg.all('rect').filter((rect) => rect.attributes.has('x'))) {
      const at = (key) => Number(rect.attributes.get(key));
      assert.ok(at('x') >= 0 && at('x') + at('width') <= width && at('y') + at('height') <= height);
      assert.ok(at('width') > 0);
    }
    for (const text of svg.all('text')) assert.ok(Number(text.attributes.get('y')) < height);
  }
});

test('several charts are one sheet, one below another, whole and with names of their own', () => {
  const several = structuredClone(form);
  const [{ table }] = several.sections.slice(1);
  table.charts.push({ ...table.charts[0], title: '去信（件）' }, { ...table.charts[0], title: '其他' });
  const apart = charts(several, values, before, 'zh');
  const heights = apart.map((chart) => Number(chart.attributes.get('height')));
  const told = apart.map((chart) => chart.textContent);
  const whole = sheet(charts(several, values, before, 'zh'), '某局2024年图表');
  assert.equal(whole.all('svg').length, 1);
  assert.equal(Number(whole.attributes.get('height')), heights.reduce((total, one) => total + one));
  const groups = whole.all('g');
  assert.deepEqual(groups.map((group) => group.textContent), told);
  let y = 0;
  groups.forEach((group, index) => {
    assert.equal(group.attributes.get('transform'), `translate(0 ${y})`);
    y += heights[index];
  });
  const every = (element) => [element, ...element.children.flatMap(every)];
  const ids = every(whole).map((element) => element.attributes.get('id')).filter(Boolean);
  assert.equal(new Set(ids).size, ids.length, ids.join(' '));
  for (const element of every(whole)) {
    for (const id of element.attributes.get('aria-labelledby')?.split(' ') ?? []) assert.ok(ids.includes(id), id);
    const [, used] = /^url\(#(.+)\)$/.exec(element.attributes.get('fill') ?? '') ?? [];
    assert.ok(!used || ids.includes(used), used);
  }
  assert.equal(whole.all('title')[0].textContent, '某局2024年图表');
});

test('without figures there is no chart', () => {
  assert.deepEqual(charts(form, {}, null, 'zh'), []);
  assert.deepEqual(charts(form, { 'letters.b': '/' }, {}, 'zh'), []);
  assert.equal(charts(form, {}, before, 'zh').length, 1);
});

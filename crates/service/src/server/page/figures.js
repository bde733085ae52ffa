// The charts next to the tables, drawn by `/page/chart.js` from the figures; without it, none.

import { at, handOver, settled } from './dom.js';
import { say } from './status.js';
import { language, word } from './words.js';

/** Keeps the charts up to date with the model. */
export async function wireCharts(page) {
  let module;
  try {
    module = await import('./chart.js');
  } catch {
    return () => {};
  }
  const drawn = () => {
    const { form, model } = page;
    if (!form) return [];
    try {
      return module.charts(form, model.values(), model.kept.previous?.values ?? null, language());
    } catch { /* a chart that cannot be drawn is left out: the figures stand in the tables */ }
    return [];
  };
  const draw = () => {
    const all = drawn();
    at('chart').replaceChildren(...all);
    at('charts').hidden = all.length === 0;
  };
  at('download-chart').addEventListener('click', () => save(page.model, drawn(), module));
  return settled(200, draw);
}

/** All charts as one file: browsers ask about several downloads at once, or refuse them. */
function save(model, all, { sheet, svgText }) {
  if (all.length === 0) return;
  const issuer = model.get('issuer').replace(/[\p{C}\p{Z}\\/:*?"<>|]+/gu, '').slice(0, 60);
  const base = word('chartName', { issuer, year: model.get('year') });
  const name = `${base}.svg`;
  const svg = all.length === 1 ? all[0] : sheet(all, base);
  handOver(new Blob([svgText(svg)], { type: 'image/svg+xml' }), name);
  say('fileMade', { name }, 'good');
}

// The charts beside the tables, drawn by `/page/chart.js` from the figures; without it, none.

import { at, handOver, settled } from './dom.js';
import { language, word } from './words.js';

/** Keeps the charts up to date with the model. */
export async function wireCharts(page) {
  let module;
  try {
    module = await import('./chart.js');
  } catch {
    return () => {};
  }
  const draw = () => {
    const { form, model } = page;
    if (!form) return;
    let drawn = [];
    try {
      drawn = module.charts(form, model.values(), model.kept.previous?.values ?? null, language());
    } catch { /* a chart that cannot be drawn is left out: the figures stand in the tables */ }
    at('chart').replaceChildren(...drawn);
    at('charts').hidden = drawn.length === 0;
  };
  at('download-chart').addEventListener('click', () => save(page.model, module.svgText));
  return settled(200, draw);
}

/** Every chart as a file of its own. */
function save(model, svgText) {
  const charts = [...at('chart').querySelectorAll(':scope > svg, :scope > * > svg')];
  charts.forEach((chart, index) => {
    const text = svgText(chart);
    const number = charts.length > 1 ? `-${index + 1}` : '';
    const issuer = model.get('issuer').replace(/[\p{C}\p{Z}\\/:*?"<>|]+/gu, '').slice(0, 60);
    const name = `${word('chartName', { issuer, year: model.get('year'), number })}.svg`;
    handOver(new Blob([text], { type: 'image/svg+xml' }), name);
  });
}

// Shows one part of the page at a time on a narrow screen: the form, the findings or the preview.

import { at } from './dom.js';

/** Wires the bar at the foot; gives back what shows a view and puts the focus there. */
export function wireViews() {
  const see = (view) => {
    document.body.dataset.view = view;
    for (const button of at('bar').querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.dataset.view === view));
    }
  };
  at('bar').addEventListener('click', ({ target }) => {
    const view = target.closest('button')?.dataset.view;
    if (!view) return;
    const from = document.body.dataset.view;
    if (from === 'form') at('bar').dataset.scrolled = String(scrollY);
    see(view);
    scrollTo(0, view === 'form' ? Number(at('bar').dataset.scrolled ?? 0) : 0);
    document.dispatchEvent(new CustomEvent('view', { detail: view }));
  });
  document.addEventListener('view', ({ detail }) => {
    if (detail !== document.body.dataset.view) see(detail);
  });
  return (view) => {
    see(view);
    if (view === 'findings') at('findings').focus();
  };
}

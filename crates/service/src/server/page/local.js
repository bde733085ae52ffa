// What this browser stores: says so, and deletes it for people who share a computer. It sends nothing.

import { at } from './dom.js';
import { forgetAll } from './keep.js';
import { say } from './status.js';

/** The button that opens the dialog, and the one that deletes. */
export function wireLocal() {
  const dialog = at('local');
  at('local-data').addEventListener('click', () => {
    dialog.returnValue = '';
    dialog.showModal();
  });
  dialog.addEventListener('close', async () => {
    if (dialog.returnValue !== 'clear') return;
    try {
      await forgetAll();
      // What is in memory goes with the page; the new one starts with nothing.
      location.reload();
    } catch {
      say('notCleared', {}, 'bad');
    }
  });
}

// The way to the server: the token, the language, and what went wrong. It contacts no other machine.

import { at } from './dom.js';
import { serverAway } from './status.js';
import { language } from './words.js';

const TOKEN = 'chengbao.token';

/** What the server refuses, or that it is not there (`away`). */
export class Refused extends Error {
  constructor(detail, { away = false, status = 0, problem = null } = {}) {
    super(detail);
    this.away = away;
    this.status = status;
    this.problem = problem;
  }
}

/** Asks the server; a 401 asks the person for a token and tries again. */
export async function ask(path, { method = 'GET', body, type, accept, signal } = {}) {
  for (;;) {
    const headers = { 'Accept-Language': language() };
    if (type) headers['Content-Type'] = type;
    if (accept) headers.Accept = accept;
    const token = sessionStorage.getItem(TOKEN);
    if (token) headers.Authorization = `Bearer ${token}`;
    const response = await reach(path, { method, body, headers, signal });
    if (response.ok) return response;
    if (response.status !== 401) throw await refusal(response);
    if (!(await askToken(token))) throw await refusal(response);
  }
}

async function reach(path, options) {
  let response;
  try {
    response = await fetch(path, { ...options, cache: 'no-store', redirect: 'error' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    serverAway(true);
    throw new Refused('', { away: true });
  }
  const away = response.status === 502 || response.status === 504;
  serverAway(away);
  if (away) throw new Refused('', { away: true, status: response.status });
  return response;
}

async function refusal(response) {
  let problem = null;
  try {
    problem = await response.json();
  } catch { /* not a problem document: the status says enough */ }
  const detail = problem?.detail ?? problem?.title ?? `HTTP ${response.status}`;
  return new Refused(detail, { status: response.status, problem });
}

let asking = null;
let declined = -Infinity;

/** One dialog for however many requests wait for a token. */
function askToken(tried) {
  const now = sessionStorage.getItem(TOKEN);
  if (now && now !== tried) return Promise.resolve(true);
  if (performance.now() - declined < 30000) return Promise.resolve(false);
  asking ??= new Promise((done) => {
    const dialog = at('token');
    const text = at('token-text');
    text.value = '';
    at('token-wrong').hidden = !tried;
    dialog.addEventListener('close', () => {
      asking = null;
      const given = dialog.returnValue === 'ok' && text.value.trim().replace(/[^\x21-\x7e]/g, '');
      if (given) sessionStorage.setItem(TOKEN, given);
      else declined = performance.now();
      text.value = '';
      done(Boolean(given));
    }, { once: true });
    dialog.returnValue = '';
    dialog.showModal();
    text.focus();
  });
  return asking;
}

/** JSON from the server. */
export const askJson = async (path, options) => (await ask(path, options)).json();

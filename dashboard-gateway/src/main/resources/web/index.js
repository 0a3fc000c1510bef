import './tidemark.js';
import { registerPageHeader } from './page/page-header/page-header.js';
import { registerControls } from './page/controls/controls.js';
import { registerPageNotice } from './page/page-notice/page-notice.js';
import { registerSignIn } from './page/sign-in/sign-in.js';
import { signIn } from './page/sign-in/session.js';
import { registerEmptyState } from './page/empty-state/empty-state.js';
import { registerSystemPanel } from './page/system-panel.js';
import { bandsOf, registerAlertsPanel } from './page/alerts-panel.js';
import { registerCompletenessPanel } from './page/completeness-panel.js';
import { registerHelpDialog } from './page/help-dialog.js';
import { registerRangeDialog } from './page/range-dialog.js';
import { registerViewsDialog } from './page/views-dialog.js';
import { listenToKeys } from './page/keyboard.js';
import { updateCards, updateTables } from './page/cards.js';
import { SavedViews } from './state/saved-views.js';
import { ViewSource } from './state/source.js';
import { searchOf, viewOf, windowFor, withWindow } from './state/view.js';

const START_WAIT_MS = 1_500;
const TOP = 8;
const WALL_ROWS = 4;
const LEAST_SPAN_MS = 180_000;

const find = selector => document.querySelector(selector);
const queryOf = search => {
  const query = new URLSearchParams(search);
  return viewOf(name => query.get(name));
};

[registerPageHeader, registerControls, registerPageNotice, registerSignIn, registerEmptyState, registerSystemPanel,
  registerAlertsPanel, registerCompletenessPanel, registerHelpDialog, registerRangeDialog, registerViewsDialog]
  .forEach(register => register());

const saved = new SavedViews();
find('tide-views').saved = saved;
const source = new ViewSource(await startingView(), { breakdown: '*', top: TOP });
const chart = find('tidemark-chart');
let pending = false;

/** That of the address; of a bare address the one that was saved to start with, if it is there soon. */
async function startingView() {
  const loaded = saved.load(new URLSearchParams(location.search).get('tenant') ?? '');
  if (location.search) return queryOf(location.search);
  await Promise.race([loaded, new Promise(resolve => { setTimeout(resolve, START_WAIT_MS); })]);
  if (saved.start) history.replaceState(null, '', saved.start.search || '?');
  return queryOf(location.search);
}

/** Looks at something else, and says so in the address. */
function go(change) {
  const view = { ...source.view, ...change };
  const before = location.search;
  const after = searchOf(view);
  if (after !== before) history.pushState(null, '', after);
  if (view.tenant !== source.view.tenant) saved.load(view.tenant);
  source.show(view);
}

const zoomTo = ({ from, to }) => go({ from, to, window: windowFor(from, to) });

/** At least a few of the finest windows. */
function spread({ from, to }) {
  return { from, to: Math.max(to, from + LEAST_SPAN_MS) };
}

/** However much arrives between two frames, the newest is drawn once. */
function schedule() {
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => {
    pending = false;
    draw();
  });
}

function draw() {
  document.body.dataset.status = source.status;
  find('tide-header').update(source);
  find('tide-notice').update(source);
  find('tide-sign-in').update(source);
  find('tide-controls').update(source);
  if (!source.body) return;
  const isEmpty = source.types().length === 0 && source.view.filter === '';
  find('tide-empty').update(source.body, isEmpty && source.body.lagMs !== null);
  find('.middle').hidden = isEmpty;
  updateCards(find('.cards'), source);
  updateTables(find('.tables'), source, document.body.classList.contains('wall') ? WALL_ROWS : null);
  drawChart(isEmpty);
  find('tide-system').update(source);
  find('tide-alerts').update(source);
  find('tide-completeness').update(source);
  // What was put into the page just now is on the screen with the frame after this one.
  requestAnimationFrame(() => source.body && source.status === 'live' && source.freshness.drawn(source.body));
}

function drawChart(isEmpty) {
  chart.hidden = isEmpty;
  if (isEmpty) return;
  chart.toggleAttribute('bare', document.body.classList.contains('wall'));
  chart.shown = source.view.types.length ? source.view.types : null;
  find('tide-chart-controls').update(source);
}

function toggleType(type) {
  const shown = source.view.types.length ? source.view.types : source.types();
  const types = shown.includes(type) ? shown.filter(each => each !== type) : [...shown, type];
  const isAll = source.types().every(each => types.includes(each));
  if (types.length) go({ types: isAll ? [] : types });
}

function toggleFilter({ dimension, value }) {
  const filter = `${dimension}:${value}`;
  go({ filter: source.view.filter === filter ? '' : filter });
}

function zoom(span) {
  if (span) zoomTo(spread(span));
  else if (source.view.from !== null) go({ from: null, to: null });
}

function toggleTheme() {
  const root = document.documentElement;
  const isDark = (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  root.dataset.theme = isDark ? 'light' : 'dark';
  localStorage.setItem('tidemark.theme', root.dataset.theme);
  restyle();
}

function restyle() {
  chart.restyle();
  find('tide-system').restyle();
  schedule();
}

/** Without the means to steer, and over the whole screen where the browser lets it. */
async function toggleWall() {
  const isWall = document.body.classList.toggle('wall');
  schedule();
  try {
    if (isWall) await document.documentElement.requestFullscreen();
    else if (document.fullscreenElement) await document.exitFullscreen();
  } catch {
    // The browser does not want to; the page is laid out for a wall all the same.
  }
}

const commands = {
  help: () => find('tide-help').open(),
  views: () => find('tide-views').open(),
  range: () => {
    const { from, to } = source.frame();
    find('tide-range').span = { from, to: Math.min(to, source.now()) };
    find('tide-range').open();
  },
  filter: () => find('tide-controls').focusFilter(),
  theme: toggleTheme,
  wall: toggleWall,
  window: window => go(withWindow(source.view, window)),
  back: () => {
    if (source.view.from !== null) zoom(null);
    else if (source.view.filter) go({ filter: '' });
  },
};

document.addEventListener('view', ({ detail }) => go(detail));
document.addEventListener('window', ({ detail }) => commands.window(detail));
document.addEventListener('command', ({ detail }) => commands[detail]());
document.addEventListener('toggle', event => typeof event.detail === 'string' && (event.preventDefault(), toggleType(event.detail)));
document.addEventListener('filter', ({ detail }) => toggleFilter(detail));
document.addEventListener('zoom', event => {
  event.preventDefault();
  zoom(event.detail);
});
document.addEventListener('fullscreenchange', () => {
  if (!document.fullscreenElement) document.body.classList.remove('wall');
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
addEventListener('popstate', () => source.show(queryOf(location.search)));
find('tide-sign-in').addEventListener('key', async ({ detail }) => {
  const problem = await signIn(detail);
  if (problem === null) {
    source.show(source.view);
    saved.load(source.view.tenant);
  } else {
    source.refuse(problem);
  }
});
listenToKeys(commands);

if (new URLSearchParams(location.search).has('wall')) document.body.classList.add('wall');
find('tide-header').source = source;
chart.source = source;
source.addEventListener('change', schedule);
source.addEventListener('alert', () => { chart.bands = bandsOf(source.alerts); });
source.open();

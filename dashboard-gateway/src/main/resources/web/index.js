import { registerPageHeader } from './components/page-header/page-header.js';
import { registerStatusBadge } from './components/status-badge/status-badge.js';
import { registerPageNotice } from './components/page-notice/page-notice.js';
import { registerSignIn } from './components/sign-in/sign-in.js';
import { registerEmptyState } from './components/empty-state/empty-state.js';
import { registerMetricCard, updateCards } from './components/metric-card/metric-card.js';
import { registerActivityChart } from './components/activity-chart/activity-chart.js';
import { DashboardStream } from './state/stream.js';
import { columns } from './state/columns.js';
import { viewSearch } from './state/view.js';

registerStatusBadge();
registerPageHeader();
registerPageNotice();
registerSignIn();
registerEmptyState();
registerMetricCard();
registerActivityChart();

const CLOCK_MS = 1000;

const find = selector => document.querySelector(selector);
const stream = new DashboardStream(viewSearch(location.search));
let pending = false;

/** However much arrives between two frames, the newest is drawn once. */
function schedule() {
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => {
    pending = false;
    apply();
  });
}

function apply() {
  document.body.dataset.status = stream.status;
  find('tide-header').update(stream);
  find('tide-notice').update(stream);
  find('tide-sign-in').update(stream);
  if (!stream.body) return;
  const isEmpty = Object.keys(stream.body.metrics).length === 0;
  const isKnown = stream.body.lagMs !== null;
  const data = columns(stream.body, stream.shownAt());
  find('tide-empty').update(stream.body, isEmpty && isKnown);
  updateCards(find('.cards'), stream.body, data);
  find('tide-chart').update(stream.body, data, isEmpty);
}

stream.addEventListener('change', schedule);
find('tide-sign-in').addEventListener('key', event => stream.signIn(event.detail));
setInterval(schedule, CLOCK_MS);
stream.open();

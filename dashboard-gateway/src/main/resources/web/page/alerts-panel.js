import { age, title } from '../lib/format.js';
import { html, render } from '../lib/html.js';

const MOST = 6;

/** What fires and what fired while this page was open, newest first. Hidden until there is an alert. */
class AlertsPanel extends HTMLElement {
  #drawn = '';

  update(source) {
    const { alerts } = source;
    this.hidden = alerts.length === 0;
    const now = source.now();
    const drawn = JSON.stringify([alerts, Math.floor(now / 10_000)]);
    if (this.hidden || drawn === this.#drawn) return;
    this.#drawn = drawn;
    render(this, html`
      <section class="panel" aria-label="Alerts" role="log">
        <h2>Alerts</h2>
        <ul>${alerts.slice(0, MOST).map(alert => html`
          <li data-state="${isFiring(alert) ? 'firing' : 'over'}">
            <span class="sign" aria-hidden="true">${isFiring(alert) ? '▲' : '✓'}</span>
            <span><b>${alert.name ?? title(alert.type ?? 'alert')}</b> ${isFiring(alert) ? 'fires' : 'is over'}
              ${alert.message && html`<span class="soft">${alert.message}</span>`}</span>
            <span class="soft">${alert.timestamp && `${age(now - alert.timestamp)} ago`}</span>
          </li>`)}</ul>
      </section>`);
  }
}

const isFiring = alert => alert.state !== 'resolved' && alert.state !== 'ok';

/** Spans for charts: from where an alert fired to where it was over. */
export function bandsOf(alerts) {
  const open = new Map();
  const bands = [];
  for (const alert of [...alerts].reverse()) {
    const name = alert.name ?? alert.type ?? 'alert';
    const band = open.get(name);
    if (isFiring(alert) && !band) {
      const started = { name, from: alert.timestamp, to: null };
      open.set(name, started);
      bands.push(started);
    } else if (!isFiring(alert)) {
      if (band) band.to = alert.timestamp;
      open.delete(name);
    }
  }
  return bands;
}

export const registerAlertsPanel = () => customElements.define('tide-alerts', AlertsPanel);

import { html, render } from '../../lib/html.js';

/** Shown until the tenant has an event: how to send the first one. */
class EmptyState extends HTMLElement {
  #tenant = null;

  update(body, isEmpty) {
    this.hidden = !isEmpty;
    if (!isEmpty || this.#tenant === body.tenant) return;
    this.#tenant = body.tenant;
    render(this, html`
      <div class="panel">
        <h2>Waiting for the first event</h2>
        <p>Nothing of tenant <b>${body.tenant}</b> is here yet. Send an event to the ingest gateway:</p>
        <pre tabindex="0" aria-label="Command that sends an event"><code>${command(body.tenant)}</code></pre>
        <p>It appears here within about a second; there is no need to reload.</p>
      </div>`);
  }
}

function command(tenant) {
  return [
    `curl -X POST ${location.origin}/metrics/track`,
    "-H 'Content-Type: application/json'",
    `-H 'X-Tenant-Id: ${tenant}'`,
    `-d '{"type": "page_view", "value": 1}'`,
  ].join(' \\\n  ');
}

export const registerEmptyState = () => customElements.define('tide-empty', EmptyState);

import { html, render, setText } from '../../lib/html.js';

/** Asks for an API key while the gateway wants one; hands it on as the event `key`. */
class SignIn extends HTMLElement {
  update({ status, problem }) {
    const isLocked = status === 'locked';
    if (isLocked && this.hidden) this.#show();
    if (!isLocked) this.#hide();
    if (isLocked) setText(this.querySelector('[role=alert]'), problem ?? '');
  }

  #show() {
    render(this, html`
      <form class="panel">
        <h2>Sign in</h2>
        <p>These numbers are for holders of an API key with the scope <b>read</b>.</p>
        <label>API key
          <input type="password" name="key" autocomplete="current-password" spellcheck="false" required>
        </label>
        <button>Show the dashboard</button>
        <p role="alert"></p>
      </form>`);
    this.querySelector('form').addEventListener('submit', event => this.#submit(event));
    this.hidden = false;
    this.querySelector('input').focus();
  }

  /** Leaves nothing behind: the page is not where a key is kept. */
  #hide() {
    this.hidden = true;
    this.replaceChildren();
  }

  #submit(event) {
    event.preventDefault();
    const key = event.target.elements.key.value.trim();
    this.dispatchEvent(new CustomEvent('key', { detail: key }));
  }
}

export const registerSignIn = () => customElements.define('tide-sign-in', SignIn);

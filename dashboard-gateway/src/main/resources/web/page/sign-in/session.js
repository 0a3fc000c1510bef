import { TidemarkError } from '../../tidemark-client.js';

/**
 * Shows the key to the gateway once; the cookie that it gives is out of this page's reach. What was
 * wrong, or null.
 */
export async function signIn(key) {
  try {
    const headers = { Authorization: `Bearer ${key}` };
    const response = await fetch('/dashboard/session', { method: 'POST', headers });
    return response.ok ? null : (await TidemarkError.of(response)).message;
  } catch {
    return 'The gateway does not answer, or that is no key.';
  }
}

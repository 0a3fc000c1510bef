import { TidemarkError } from '../tidemark-client.js';

/** JSON that a gateway answers; a TidemarkError for anything but success. */
export async function getJson(url, { key, signal } = {}) {
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  const response = await fetch(url, { headers, signal });
  if (!response.ok) throw await TidemarkError.of(response);
  return response.json();
}

/** A gateway's path with parameters; those without a value are left out, arrays are repeated. */
export function address(base, path, parameters) {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined || value === '') continue;
    [value].flat().forEach(each => url.searchParams.append(name, each));
  }
  return url.href;
}

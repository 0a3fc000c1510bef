/** A style sheet of this folder's server, to be adopted; the same one for all who ask. */
export async function sheet(path, base) {
  const url = new URL(path, base).href;
  if (!sheets.has(url)) sheets.set(url, load(url));
  return sheets.get(url);
}

const sheets = new Map();

async function load(url) {
  const response = await fetch(url);
  const loaded = new CSSStyleSheet();
  loaded.replaceSync(await response.text());
  return loaded;
}

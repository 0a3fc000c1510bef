const PASSED_ON = ['tenant', 'window', 'range', 'types', 'interval'];

/** Of the page's own query, what chooses the view; as a query for the gateway. */
export function viewSearch(search) {
  const own = new URLSearchParams(search);
  const passed = new URLSearchParams();
  for (const name of PASSED_ON) {
    if (own.get(name)) passed.set(name, own.get(name));
  }
  return passed.size ? `?${passed}` : '';
}

/** This page's address with another window and range. */
export function linkTo(search, window, range) {
  const query = new URLSearchParams(search);
  query.set('window', window);
  query.set('range', range);
  return `?${query}`;
}

const WINDOW_KEYS = { 1: '1m', 2: '5m', 3: '1h' };

/** Keys that work wherever nothing is being typed; commands are those of the page. */
export function listenToKeys(commands) {
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    if (target.closest?.('input, select, textarea, dialog')) return;
    const command = commandOf(event.key, commands);
    if (!command) return;
    event.preventDefault();
    command();
  });
}

function commandOf(key, commands) {
  switch (key) {
    case '?': return commands.help;
    case '/': return commands.filter;
    case 't': return commands.theme;
    case 'f': return commands.wall;
    case 'Escape': return commands.back;
    default: return key in WINDOW_KEYS ? () => commands.window(WINDOW_KEYS[key]) : null;
  }
}

/** Before anything is painted: the theme that the URL or an earlier visit chose, else the system's. */
{
  const asked = new URLSearchParams(location.search).get('theme');
  const remembered = () => {
    try {
      return localStorage.getItem('tidemark.theme');
    } catch {
      return null; // A frame on another site may not have any storage.
    }
  };
  const chosen = ['light', 'dark'].includes(asked) ? asked : remembered();
  if (chosen) document.documentElement.dataset.theme = chosen;
}

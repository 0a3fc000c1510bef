const COLOURS = 8;
const given = new Map();

/** The place of a type in the palette, from 1; it keeps it for as long as the page is open. */
export function colourIndex(type) {
  if (!given.has(type)) given.set(type, given.size);
  return (given.get(type) % COLOURS) + 1;
}

/** The CSS variable that holds its colour. */
export const colourVariable = type => `--series-${colourIndex(type)}`;

/** Beyond the palette, lines are told apart by how they are drawn as well. */
export function dashOf(type) {
  colourIndex(type);
  return given.get(type) < COLOURS ? undefined : given.get(type) < 2 * COLOURS ? [10, 4] : [2, 3];
}

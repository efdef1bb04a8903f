/** Places in words; apart from the schemas, which the page does not load. */
import type { Place } from './place.ts';

const words = { lines: 'line', pages: 'page', paragraphs: 'paragraph', rows: 'row' } as const;

/** "lines 12–30", "page 3", "sheet “Budget”, rows 2–9" */
export function placeText(place: Place): string {
  const { type, from: first, to: last } = place;
  const word = words[type];
  const range = first === last ? `${word} ${first}` : `${word}s ${first}–${last}`;
  return place.type === 'rows' ? `sheet “${place.sheet}”, ${range}` : range;
}

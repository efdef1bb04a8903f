/** Loaded with the first formula. */
import katex from 'katex';
import 'katex/dist/katex.min.css';

/** Longer formulas stay text, in UTF-16 units; bounds the time that one takes. */
const MAX_SOURCE = 5_000;

/**
 * Draws a formula into an element; false when it is not one, and then the element is empty. KaTeX sets styles through
 * the DOM, as the page's security policy asks. Nothing in a formula can lead to an address or load anything.
 */
export function drawFormula(source: string, display: boolean, place: HTMLElement): boolean {
  place.replaceChildren();
  if (source.length > MAX_SOURCE) return false;
  try {
    katex.render(source, place, {
      displayMode: display,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      maxSize: 20,
      maxExpand: 300,
    });
    return true;
  } catch {
    // Also a RangeError: nested too deeply.
    place.replaceChildren();
    return false;
  }
}

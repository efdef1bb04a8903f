/** Loaded with the first formula. */
import katex from 'katex';
import 'katex/dist/katex.min.css';

/** Longer formulas stay text, in UTF-16 units; bounds the rendering time. */
const MAX_SOURCE = 5_000;

/**
 * Renders a formula into an element; returns false, with the element empty, if it is invalid. KaTeX sets styles through the DOM, as the
 * content security policy requires. A formula can neither link nor load anything.
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
    // Includes a RangeError for too deep nesting.
    place.replaceChildren();
    return false;
  }
}

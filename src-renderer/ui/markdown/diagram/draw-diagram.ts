/** Loaded with the first diagram. */
import mermaid from 'mermaid';
import { styleNonce } from '../../../page-policy.ts';

export interface DrawnDiagram {
  /** A blob: address of the SVG. */
  readonly address: string;
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** What kind of diagram it is, and its labels, for those who do not see it. */
  readonly description: string;
}

/** Longer sources, in UTF-16 units, and diagrams with more connections are not drawn: it would block the page. */
const MAX_SOURCE = 10_000;
const MAX_EDGES = 200;
const MAX_DESCRIPTION = 400;

/** The same fonts where it is measured and in the image, which cannot use the page's. */
const FONTS = 'system-ui, sans-serif';

let drawn = 0;
/** Mermaid draws one at a time; its settings are global. */
let last: Promise<unknown> = Promise.resolve();

/** Throws when the source is not a diagram or too large. The caller revokes the address. */
export function drawDiagram(source: string, dark: boolean): Promise<DrawnDiagram> {
  const drawing = last.then(() => drawNow(source, dark));
  last = drawing.catch(() => undefined);
  return drawing;
}

async function drawNow(source: string, dark: boolean): Promise<DrawnDiagram> {
  if (source.length > MAX_SOURCE) throw new Error('This diagram is too long to be drawn.');
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: dark ? 'dark' : 'neutral',
    fontFamily: FONTS,
    htmlLabels: false,
    maxTextSize: MAX_SOURCE,
    maxEdges: MAX_EDGES,
    suppressErrorRendering: true,
    // A diagram may not change any of these by itself.
    secure: [
      'secure',
      'securityLevel',
      'startOnLoad',
      'maxTextSize',
      'maxEdges',
      'htmlLabels',
      'fontFamily',
      'themeCSS',
      'suppressErrorRendering',
    ],
  });
  const place = document.createElement('div');
  place.className = 'diagram-measure';
  document.body.append(place);
  try {
    drawn += 1;
    const { svg, diagramType } = await withinPolicy(() => mermaid.render(`diagram-${drawn}`, source, place));
    return imageOf(svg, diagramType);
  } finally {
    place.remove();
  }
}

/**
 * Mermaid measures texts with a style element and style attributes of its own. The page's security policy wants a nonce
 * for the one, and styles set through the DOM in place of the other.
 */
async function withinPolicy<T>(work: () => Promise<T>): Promise<T> {
  const create: CreateElement = Reflect.get(document, 'createElement');
  const set: SetAttribute = Reflect.get(Element.prototype, 'setAttribute');
  Reflect.set(document, 'createElement', (name: string, options?: ElementCreationOptions) => {
    const element = create.call(document, name, options);
    if (name === 'style') element.nonce = styleNonce;
    return element;
  });
  Reflect.set(
    Element.prototype,
    'setAttribute',
    function setStyle(this: SVGElement, name: string, value: string) {
      if (name === 'style') this.style.cssText = value;
      else set.call(this, name, value);
    },
  );
  try {
    return await work();
  } finally {
    // The document's own property hid that of its prototype.
    Reflect.deleteProperty(document, 'createElement');
    Reflect.set(Element.prototype, 'setAttribute', set);
  }
}

type CreateElement = (this: Document, name: string, options?: ElementCreationOptions) => HTMLElement;
type SetAttribute = (this: Element, name: string, value: string) => void;

function imageOf(svg: string, kind: string): DrawnDiagram {
  // Read as HTML and written as XML: an image must be well-formed.
  const element = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
  if (element === null) throw new Error('This diagram cannot be drawn.');
  const [, , width = 0, height = 0] = (element.getAttribute('viewBox') ?? '').split(/[\s,]+/, 4).map(Number);
  if (!(width > 0 && height > 0)) throw new Error('This diagram is empty.');
  element.setAttribute('width', `${width}`);
  element.setAttribute('height', `${height}`);
  const labels = [...element.querySelectorAll('text')].map(({ textContent }) => textContent.trim());
  const text = new XMLSerializer().serializeToString(element);
  return {
    address: URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' })),
    width: Math.ceil(width),
    height: Math.ceil(height),
    description: `Diagram (${kind}): ${labels.filter((label) => label !== '').join(', ')}`.slice(
      0,
      MAX_DESCRIPTION,
    ),
  };
}

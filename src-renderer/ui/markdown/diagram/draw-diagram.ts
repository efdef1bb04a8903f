/** Loaded with the first diagram. */
import mermaid from 'mermaid';
import { styleNonce } from '../../../page-policy.ts';
import { t } from '../../../language/translate.ts';

export interface DrawnDiagram {
  /** Object URL of the SVG. */
  readonly address: string;
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** The type of the diagram and its labels, for screen readers. */
  readonly description: string;
}

/** Larger sources, in UTF-16 units, and diagrams with more connections are not drawn, because it would block the page. */
const MAX_SOURCE = 10_000;
const MAX_EDGES = 200;
const MAX_DESCRIPTION = 400;

/** The same fonts for measuring and in the image, which cannot use the page's fonts. */
const FONTS = 'system-ui, sans-serif';

let drawn = 0;
/** Mermaid draws one at a time; its settings are global. */
let last: Promise<unknown> = Promise.resolve();

/** Throws if the source is not a diagram or too large. The caller revokes the URL. */
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
    // Settings that a diagram must not override.
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
 * Makes Mermaid work within the content security policy: it measures texts with a style element, which needs a nonce, and with style
 * attributes, which must be set through the DOM.
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
    // Removes the own property that shadowed the prototype's.
    Reflect.deleteProperty(document, 'createElement');
    Reflect.set(Element.prototype, 'setAttribute', set);
  }
}

type CreateElement = (this: Document, name: string, options?: ElementCreationOptions) => HTMLElement;
type SetAttribute = (this: Element, name: string, value: string) => void;

function imageOf(svg: string, kind: string): DrawnDiagram {
  // Parsed as HTML and serialised as XML, because an SVG image must be well-formed.
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
    description: t('Diagram ({{kind}}): {{labels}}', {
      kind,
      labels: labels.filter((label) => label !== '').join(', '),
    }).slice(0, MAX_DESCRIPTION),
  };
}

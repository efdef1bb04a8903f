/**
 * Collects what arrives within one animation frame and hands it on at once, so that a fast model does not draw the
 * page hundreds of times a second. A hidden page has no frames; there a timer takes over.
 */
export class FrameBatch<T> {
  readonly #handOn: (items: readonly T[]) => void;
  #items: T[] = [];
  #cancel: (() => void) | null = null;

  constructor(handOn: (items: readonly T[]) => void) {
    this.#handOn = handOn;
  }

  add(item: T): void {
    this.#items.push(item);
    this.#cancel ??= nextFrame(() => this.flush());
  }

  /** Hands on now what was collected; called before anything that must come after it. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#items.length === 0) return;
    const items = this.#items;
    this.#items = [];
    this.#handOn(items);
  }
}

function nextFrame(run: () => void): () => void {
  if (document.visibilityState === 'hidden') {
    const timer = setTimeout(run, 100);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(run);
  return () => cancelAnimationFrame(frame);
}

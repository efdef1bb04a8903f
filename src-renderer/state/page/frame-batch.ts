/**
 * Collects items during one animation frame and delivers them together, so that a fast model does not render the page
 * hundreds of times a second. A hidden page has no frames and uses a timer.
 */
export class FrameBatch<T> {
  readonly #deliver: (items: readonly T[]) => void;
  #items: T[] = [];
  #cancel: (() => void) | null = null;

  constructor(deliver: (items: readonly T[]) => void) {
    this.#deliver = deliver;
  }

  add(item: T): void {
    this.#items.push(item);
    this.#cancel ??= nextFrame(() => this.flush());
  }

  /** Delivers collected items now; call it before anything that must come after them. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#items.length === 0) return;
    const items = this.#items;
    this.#items = [];
    this.#deliver(items);
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

/**
 * The view of a log whose rows grow, shrink, come and go: what the reader looks at stays where it is, and the end stays in
 * sight while they are there. It works on what is laid out, before it is painted, as a browser's own scroll anchoring does;
 * that one gives up where rows are virtual, and not every browser has it.
 */

/** Nearer to the end than this, in px, the reader is at the end. */
const AT_END = 48;
/** So long after a click or a key, in ms, whatever grows is taken for what it brought about. */
const HOLD_MS = 600;
/** What may hold the view, from the outside in: rows, and the parts of a long answer. */
const ANCHORS = '.log-item, .markdown-chunk';

interface Anchor {
  readonly element: Element;
  /** Its distance from the top of the view, in px. */
  readonly top: number;
}

export class ScrollAnchor {
  readonly #scroller: HTMLElement;
  /** Room after the last row, without which what stands near the end of a short log could not be kept in its place. */
  readonly #spacer: HTMLElement;
  readonly #onAtEnd: (atEnd: boolean) => void;
  #anchor: Anchor | null = null;
  /** Where the view was when it was last looked at. */
  #lastTop = 0;
  #sticksToEnd = true;
  #heldUntil = 0;

  constructor(scroller: HTMLElement, spacer: HTMLElement, onAtEnd: (atEnd: boolean) => void) {
    this.#scroller = scroller;
    this.#spacer = spacer;
    this.#onAtEnd = onAtEnd;
  }

  /** From here on the end stays in sight. */
  stickToEnd(): void {
    this.#heldUntil = 0;
    this.#setSticksToEnd(true);
    this.#scrollToEnd();
  }

  /** The end is no longer followed: something else is looked at. */
  release(): void {
    this.#setSticksToEnd(false);
  }

  /** The reader uses something in the log: it stays under their finger, whatever it unfolds. */
  hold(element: Element): void {
    if (element === this.#scroller) return;
    this.#heldUntil = performance.now() + HOLD_MS;
    this.#anchor = { element, top: this.#topOf(element) };
  }

  /** The view was onScroll, by the reader or to somewhere. */
  onScroll(): void {
    const { scrollTop } = this.#scroller;
    if (Math.abs(scrollTop - this.#lastTop) < 1) return;
    // Only a scroll upwards lets go; growth alone never does.
    if (this.#distanceToEnd() <= AT_END) this.#setSticksToEnd(true);
    else if (scrollTop < this.#lastTop) this.#setSticksToEnd(false);
    this.#heldUntil = 0;
    this.#trimSpacer();
    this.#chooseAnchor();
  }

  /**
   * Something was laid out anew.
   * @param prepended rows came before the others: what onScroll was not the reader.
   */
  onLayout({ prepended = false } = {}): void {
    if (!prepended && Math.abs(this.#scroller.scrollTop - this.#lastTop) >= 1) this.onScroll();
    const held = performance.now() < this.#heldUntil;
    this.#restoreAnchor();
    if (held) this.#setSticksToEnd(this.#distanceToEnd() <= AT_END);
    else if (this.#sticksToEnd) this.#scrollToEnd();
    if (!held) this.#chooseAnchor();
  }

  #restoreAnchor(): void {
    if (this.#anchor === null || !this.#anchor.element.isConnected) return;
    const shift = this.#topOf(this.#anchor.element) - this.#anchor.top;
    if (Math.abs(shift) >= 0.5) this.#scrollTo(this.#scroller.scrollTop + shift);
  }

  #scrollToEnd(): void {
    const below = this.#distanceToEnd();
    if (below > 0) this.#scrollTo(this.#scroller.scrollTop + below);
    this.#chooseAnchor();
  }

  /** Chooses what holds the view: the lowest part that begins in it, else the one it is in. */
  #chooseAnchor(): void {
    this.#lastTop = this.#scroller.scrollTop;
    const height = this.#scroller.clientHeight;
    let anchor: Anchor | null = null;
    for (const element of this.#scroller.querySelectorAll(ANCHORS)) {
      const top = this.#topOf(element);
      if (top >= height) break;
      anchor = { element, top };
    }
    // A browser scrolls by whole pixels: what is left over must not add up.
    const kept = anchor?.element === this.#anchor?.element ? this.#anchor : null;
    this.#anchor = kept !== null && Math.abs(kept.top - (anchor?.top ?? 0)) < 1 ? kept : anchor;
  }

  #scrollTo(top: number): void {
    const missing = Math.max(0, top + this.#scroller.clientHeight - this.#contentHeight());
    this.#spacer.style.height = `${missing}px`;
    this.#scroller.scrollTop = top;
    this.#lastTop = this.#scroller.scrollTop;
  }

  /** Room that the reader has onScroll away from is not needed any more. */
  #trimSpacer(): void {
    const needed = this.#scroller.scrollTop + this.#scroller.clientHeight - this.#contentHeight();
    if (needed < this.#spacer.offsetHeight) this.#spacer.style.height = `${Math.max(0, needed)}px`;
  }

  /** How far the end of the last row is below the view, in px; negative where there is room after it. */
  #distanceToEnd(): number {
    return this.#contentHeight() - this.#scroller.clientHeight - this.#scroller.scrollTop;
  }

  #contentHeight(): number {
    return this.#topOf(this.#spacer) + this.#scroller.scrollTop;
  }

  #topOf(element: Element): number {
    return element.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
  }

  #setSticksToEnd(sticks: boolean): void {
    if (this.#sticksToEnd === sticks) return;
    this.#sticksToEnd = sticks;
    this.#onAtEnd(sticks);
  }
}

/**
 * Scroll anchoring for a log whose rows grow, shrink, appear and disappear: what the reader looks at stays in place,
 * and the end stays visible while the reader is there. It adjusts after layout and before paint, as a browser's own
 * scroll anchoring does; that one fails with virtualized rows, and not every browser has it.
 */

/** Distance from the end, in px, within which the reader counts as being at the end. */
const AT_END = 48;
/** For this long after a click or a key, in ms, growth counts as its effect. */
const HOLD_MS = 600;
/** Possible anchors, from the outside in: rows, and chunks of a long answer. */
const ANCHORS = '.log-item, .markdown-chunk';

interface Anchor {
  readonly element: Element;
  /** Its distance from the top of the viewport, in px. */
  readonly top: number;
}

export class ScrollAnchor {
  readonly #scroller: HTMLElement;
  /** Space after the last row; without it, the position near the end of a short log could not be kept. */
  readonly #spacer: HTMLElement;
  readonly #onAtEnd: (atEnd: boolean) => void;
  #anchor: Anchor | null = null;
  /** The scroll position after the last adjustment. */
  #lastTop = 0;
  #sticksToEnd = true;
  #heldUntil = 0;

  constructor(scroller: HTMLElement, spacer: HTMLElement, onAtEnd: (atEnd: boolean) => void) {
    this.#scroller = scroller;
    this.#spacer = spacer;
    this.#onAtEnd = onAtEnd;
  }

  /** Scrolls to the end and keeps it visible from now on. */
  stickToEnd(): void {
    this.#heldUntil = 0;
    this.#setSticksToEnd(true);
    this.#scrollToEnd();
  }

  /** Stops keeping the end visible, because something else is shown. */
  release(): void {
    this.#setSticksToEnd(false);
  }

  /** The reader interacts with an element: it stays in place whatever it expands. */
  hold(element: Element): void {
    if (element === this.#scroller) return;
    this.#heldUntil = performance.now() + HOLD_MS;
    this.#anchor = { element, top: this.#topOf(element) };
  }

  /** The log was scrolled, by the reader or by code. */
  onScroll(): void {
    const { scrollTop } = this.#scroller;
    if (Math.abs(scrollTop - this.#lastTop) < 1) return;
    // Only scrolling up releases the end; growth alone does not.
    if (this.#distanceToEnd() <= AT_END) this.#setSticksToEnd(true);
    else if (scrollTop < this.#lastTop) this.#setSticksToEnd(false);
    this.#heldUntil = 0;
    this.#trimSpacer();
    this.#chooseAnchor();
  }

  /**
   * The layout changed.
   * @param prepended earlier rows were added, so a change of the scroll position was not the reader's.
   */
  onLayout({ prepended = false } = {}): void {
    if (!prepended && Math.abs(this.#scroller.scrollTop - this.#lastTop) >= 1) this.onScroll();
    const held = performance.now() < this.#heldUntil;
    this.#restoreAnchor();
    if (held) this.#setSticksToEnd(this.#distanceToEnd() <= AT_END);
    else if (this.#sticksToEnd) this.#scrollToEnd();
    // New rows take the place of the space, so that they appear where they are and push nothing up.
    this.#trimSpacer();
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

  /** Chooses the anchor: the lowest element that begins in the viewport, else the one that fills it. */
  #chooseAnchor(): void {
    this.#lastTop = this.#scroller.scrollTop;
    const height = this.#scroller.clientHeight;
    let anchor: Anchor | null = null;
    for (const element of this.#scroller.querySelectorAll(ANCHORS)) {
      const top = this.#topOf(element);
      if (top >= height) break;
      anchor = { element, top };
    }
    // Browsers scroll by whole pixels; keep the old anchor so that rounding errors do not add up.
    const kept = anchor?.element === this.#anchor?.element ? this.#anchor : null;
    this.#anchor = kept !== null && Math.abs(kept.top - (anchor?.top ?? 0)) < 1 ? kept : anchor;
  }

  #scrollTo(top: number): void {
    const missing = Math.max(0, top + this.#scroller.clientHeight - this.#contentHeight());
    this.#spacer.style.height = `${missing}px`;
    this.#scroller.scrollTop = top;
    this.#lastTop = this.#scroller.scrollTop;
  }

  /** Removes space that rows have filled, or that the reader has scrolled away from. */
  #trimSpacer(): void {
    const needed = this.#scroller.scrollTop + this.#scroller.clientHeight - this.#contentHeight();
    if (needed < this.#spacer.offsetHeight) this.#spacer.style.height = `${Math.max(0, needed)}px`;
  }

  /**
   * Distance from the bottom of the viewport to the end of the last row, in px; negative when there is space after
   * it.
   */
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

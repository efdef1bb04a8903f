/**
 * The view of a log whose rows grow, shrink, come and go: what the reader looks at stays where it is, and the end stays in
 * sight while they are there. It works on what is laid out, before it is painted, as a browser's own scroll anchoring does;
 * that one gives up where rows are virtual, and not every browser has it.
 */

/** Nearer to the end than this, in px, the reader is at the end. */
const AT_END = 48;
/** So long after a click or a key, in ms, whatever grows is taken for what it brought about. */
const HELD_MS = 600;
/** What may hold the view, from the outside in: rows, and the parts of a long answer. */
const ANCHORS = '.log-item, .markdown-chunk';

interface Anchor {
  readonly element: Element;
  /** Its distance from the top of the view, in px. */
  readonly top: number;
}

export class LogView {
  readonly #scroller: HTMLElement;
  /** Room after the last row, without which what stands near the end of a short log could not be kept in its place. */
  readonly #room: HTMLElement;
  readonly #onAtEnd: (atEnd: boolean) => void;
  #anchor: Anchor | null = null;
  /** Where the view was when it was last looked at. */
  #lastTop = 0;
  #follows = true;
  #heldUntil = 0;

  constructor(scroller: HTMLElement, room: HTMLElement, onAtEnd: (atEnd: boolean) => void) {
    this.#scroller = scroller;
    this.#room = room;
    this.#onAtEnd = onAtEnd;
  }

  /** From here on the end stays in sight. */
  follow(): void {
    this.#heldUntil = 0;
    this.#setFollows(true);
    this.#showEnd();
  }

  /** The end is no longer followed: something else is looked at. */
  letGo(): void {
    this.#setFollows(false);
  }

  /** The reader uses something in the log: it stays under their finger, whatever it unfolds. */
  hold(element: Element): void {
    if (element === this.#scroller) return;
    this.#heldUntil = performance.now() + HELD_MS;
    this.#anchor = { element, top: this.#topOf(element) };
  }

  /** The view was scrolled, by the reader or to somewhere. */
  scrolled(): void {
    const { scrollTop } = this.#scroller;
    if (Math.abs(scrollTop - this.#lastTop) < 1) return;
    // Only a scroll upwards lets go; growth alone never does.
    if (this.#toEnd() <= AT_END) this.#setFollows(true);
    else if (scrollTop < this.#lastTop) this.#setFollows(false);
    this.#heldUntil = 0;
    this.#trimRoom();
    this.#look();
  }

  /**
   * Something was laid out anew.
   * @param moved rows came before the others: what scrolled was not the reader.
   */
  laidOut({ moved = false } = {}): void {
    if (!moved && Math.abs(this.#scroller.scrollTop - this.#lastTop) >= 1) this.scrolled();
    const held = performance.now() < this.#heldUntil;
    this.#putBack();
    if (held) this.#setFollows(this.#toEnd() <= AT_END);
    else if (this.#follows) this.#showEnd();
    if (!held) this.#look();
  }

  #putBack(): void {
    if (this.#anchor === null || !this.#anchor.element.isConnected) return;
    const moved = this.#topOf(this.#anchor.element) - this.#anchor.top;
    if (Math.abs(moved) >= 0.5) this.#scrollTo(this.#scroller.scrollTop + moved);
  }

  #showEnd(): void {
    const below = this.#toEnd();
    if (below > 0) this.#scrollTo(this.#scroller.scrollTop + below);
    this.#look();
  }

  /** Chooses what holds the view: the lowest part that begins in it, else the one it is in. */
  #look(): void {
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
    const room = Math.max(0, top + this.#scroller.clientHeight - this.#contentHeight());
    this.#room.style.height = `${room}px`;
    this.#scroller.scrollTop = top;
    this.#lastTop = this.#scroller.scrollTop;
  }

  /** Room that the reader has scrolled away from is not needed any more. */
  #trimRoom(): void {
    const needed = this.#scroller.scrollTop + this.#scroller.clientHeight - this.#contentHeight();
    if (needed < this.#room.offsetHeight) this.#room.style.height = `${Math.max(0, needed)}px`;
  }

  /** How far the end of the last row is below the view, in px; negative where there is room after it. */
  #toEnd(): number {
    return this.#contentHeight() - this.#scroller.clientHeight - this.#scroller.scrollTop;
  }

  #contentHeight(): number {
    return this.#topOf(this.#room) + this.#scroller.scrollTop;
  }

  #topOf(element: Element): number {
    return element.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
  }

  #setFollows(follows: boolean): void {
    if (this.#follows === follows) return;
    this.#follows = follows;
    this.#onAtEnd(follows);
  }
}

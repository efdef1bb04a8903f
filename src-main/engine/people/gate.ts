/** A gate that is open or closed; `pass` waits while it is closed. */
export class Gate {
  #waiting: (() => void)[] = [];
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
  }

  open(): void {
    this.#closed = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Resolves to true when the gate is open, to false when the signal aborts. */
  async pass(signal: AbortSignal): Promise<boolean> {
    while (this.#closed && !signal.aborted) await this.#opened(signal);
    return !signal.aborted;
  }

  #opened(signal: AbortSignal): Promise<void> {
    return new Promise<void>((resolve) => {
      const go = () => {
        signal.removeEventListener('abort', go);
        this.#waiting = this.#waiting.filter((waiting) => waiting !== go);
        resolve();
      };
      this.#waiting.push(go);
      signal.addEventListener('abort', go, { once: true });
    });
  }
}

/** Follows a JSON object while its text arrives, in linear time, and knows whether it is closed. */
export class ObjectEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #closed = false;

  /** True once the object is whole; text after it does not change that. */
  get closed(): boolean {
    return this.#closed;
  }

  push(text: string): void {
    for (const character of text) {
      if (this.#inString) this.#passString(character);
      else if (character === '"') this.#inString = true;
      else if (character === '{' || character === '[') this.#depth += 1;
      else if (character === '}' || character === ']') {
        this.#depth -= 1;
        if (this.#depth === 0) this.#closed = true;
      }
    }
  }

  #passString(character: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (character === '\\') this.#escaped = true;
    else if (character === '"') this.#inString = false;
  }
}

/** Whether a text is a whole JSON object by its brackets. */
export function isWholeObject(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  const end = new ObjectEnd();
  end.push(text);
  return end.closed;
}

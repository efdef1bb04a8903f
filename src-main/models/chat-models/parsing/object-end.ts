/** Tracks in linear time whether a JSON object that arrives in chunks is complete. */
export class ObjectEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #closed = false;

  /** True once the object is complete; later text does not change that. */
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

/** Whether a text is a complete JSON object, judged by its brackets. */
export function isWholeObject(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  const end = new ObjectEnd();
  end.push(text);
  return end.closed;
}

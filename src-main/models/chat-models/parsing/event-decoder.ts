/** One event of an answer: its name, if any, and its data. */
export interface ServerEvent {
  readonly event: string | null;
  readonly data: string;
  /** True for text without a field name, which is JSON, or nothing of an answer. */
  readonly isLoose?: boolean;
}

/**
 * What stands in place of the answer's end after an event without a value: what a gateway wrote there, or nothing if a value was cut off.
 * Null if the event can be skipped.
 */
export function tornBy({ data, isLoose = false }: ServerEvent): string | null {
  const text = data.trim();
  if (/^[{[]/.test(text)) return '';
  return isLoose && text !== '' ? text : null;
}

/** Begins each value of a sequence of JSON texts (RFC 7464). */
const RECORD = '\u001E';

/**
 * Decodes the body of an answer into events. Accepts the variants of server-sent events that servers send: any line ending, missing blank
 * lines between events, comments, an unterminated last event. A body that is not an event stream is read as JSON values: one per line, or
 * one across all lines.
 */
export class EventDecoder {
  #decoder: InstanceType<typeof TextDecoder> | null = null;
  #line = '';
  #afterCr = false;
  #event: string | null = null;
  /** The lines of the current event; a list, because appending to a string would take quadratic time. */
  #data: string[] = [];
  /** Lines without a field name, which are JSON or plain text. */
  #loose: string[] = [];
  #begun = false;

  push(bytes: Uint8Array): ServerEvent[] {
    this.#decoder ??= decoderFor(bytes);
    return this.#pushText(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The events still buffered at the end of the body. */
  flush(): ServerEvent[] {
    const events = this.#pushText(this.#decoder?.decode() ?? '');
    if (this.#line !== '') events.push(...this.#takeLine());
    events.push(...this.#dispatch(), ...this.#takeLoose());
    return events;
  }

  #pushText(given: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    // Some servers pad their buffers with NUL characters.
    const text = (this.#begun ? given : given.replace(/^\uFEFF/, '')).replaceAll('\0', '');
    this.#begun ||= given !== '';
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code !== 10 && code !== 13) continue;
      const endsCrLf = code === 10 && this.#afterCr && at === from;
      this.#afterCr = code === 13;
      if (!endsCrLf) {
        this.#line += text.slice(from, at);
        events.push(...this.#takeLine());
      }
      from = at + 1;
    }
    if (from < text.length) {
      this.#afterCr = false;
      this.#line += text.slice(from);
    }
    return events;
  }

  #takeLine(): ServerEvent[] {
    const line = this.#line.startsWith(RECORD) ? this.#line.slice(1) : this.#line;
    this.#line = '';
    if (line.trim() === '') return this.#dispatch();
    // llama.cpp writes an error as a field of that name.
    const field =
      /^(data|event|id|retry):[ ]?/.exec(line) ?? /^(error):[ ]?(?=\{)/.exec(line) ?? /^(:)/.exec(line);
    const value = line.slice(field?.[0].length ?? 0);
    switch (field?.[1]) {
      case 'data':
        return this.#takeData(value);
      case 'error':
        return [...this.#dispatch(), { event: 'error', data: value }];
      case 'event': {
        const before = this.#dispatch();
        this.#event = value.trim();
        return before;
      }
      case undefined:
        return this.#addLoose(line);
      default:
        return [];
    }
  }

  /** Some servers omit the blank line, so complete data is an event of its own. */
  #takeData(given: string): ServerEvent[] {
    // Gateways that wrap one stream in another repeat the field name.
    const value = given.replace(/^data:\s?(?=[{[])/, '');
    const [first = ''] = this.#data;
    // Only the first line is tried: trying after each line would take quadratic time.
    const before = this.#data.length === 1 && isWhole(first) ? this.#dispatch() : [];
    this.#data.push(value);
    return before;
  }

  #addLoose(line: string): ServerEvent[] {
    const isFirst = this.#loose.length === 0;
    this.#loose.push(line);
    // A line that is a complete value is one event; a value across several lines is taken at the end.
    return isFirst && /^\s*[{[]/.test(line) && isWhole(line) ? this.#takeLoose() : [];
  }

  #takeLoose(): ServerEvent[] {
    const data = this.#loose.join('\n').trim();
    this.#loose = [];
    return data === '' ? [] : [{ event: null, data, isLoose: true }];
  }

  #dispatch(): ServerEvent[] {
    const { event, data } = { event: this.#event, data: this.#data };
    this.#event = null;
    this.#data = [];
    return data.length === 0 ? [] : [{ event, data: data.join('\n') }];
  }
}

/** Whether a text can be a complete event: balanced JSON, or a mark such as `[DONE]`. */
function isWhole(text: string): boolean {
  const trimmed = text.trim();
  const [first, last] = [trimmed.at(0), trimmed.at(-1)];
  const closes = first === '{' ? last === '}' : first === '[' ? last === ']' : true;
  if (!closes) return false;
  if (first !== '{' && first !== '[') return true;
  if (/^\[done\]$/i.test(trimmed)) return true;
  try {
    JSON.parse(trimmed);
    return true;
  } catch {
    return false;
  }
}

/** A few servers on Windows write UTF-16, and say so with a mark at the beginning. */
function decoderFor([first, second]: Uint8Array): InstanceType<typeof TextDecoder> {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  return first === 0xfe && second === 0xff ? new TextDecoder('utf-16be') : new TextDecoder();
}

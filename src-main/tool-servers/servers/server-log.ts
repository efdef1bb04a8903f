import type { ServerLogLine } from '#shared/tools/tool-server.ts';
import { visible } from '../mcp/tool-definition.ts';

const LINES = 300;
const LINE_LENGTH = 500;
/** More lines of one chunk are left out: a server that writes without end costs nothing. */
const LINES_AT_ONCE = 50;

/** The last lines that a server wrote, in memory. */
export class ServerLog {
  readonly #now: () => number;
  #lines: ServerLogLine[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  get lines(): readonly ServerLogLine[] {
    return this.#lines;
  }

  add(text: string): void {
    const at = this.#now();
    const lines = text
      .split('\n', LINES_AT_ONCE)
      .map((line) => visible(line).trimEnd().slice(0, LINE_LENGTH).toWellFormed())
      .filter((line) => line !== '')
      .map((line) => ({ at, text: line }));
    this.#lines = [...this.#lines, ...lines].slice(-LINES);
  }
}

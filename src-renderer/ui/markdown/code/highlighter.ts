/** Highlights code, one text after the other, in a worker that is ended when it takes too long. */
import type { HighlightAnswer, HighlightedLine, HighlightRequest } from './highlighted.ts';

/** Longer code stays plain, in UTF-16 units and lines: drawing it would block the page. */
const MAX_UNITS = 60_000;
const MAX_LINES = 1_500;
/** How long one text may take, in ms; loading its grammar is part of it. */
const PATIENCE = 5_000;
/** How many results are kept, so that code that scrolls back into view is highlighted at once. */
const KEPT = 80;

type Lines = readonly HighlightedLine[] | null;

interface Job {
  readonly request: HighlightRequest;
  readonly done: (lines: Lines) => void;
}

const kept = new Map<string, Lines>();
const waiting: Job[] = [];
let worker: Worker | null = null;
let current: { readonly job: Job; readonly timer: ReturnType<typeof setTimeout> } | null = null;
let lastId = 0;

/** The result for a text that was highlighted before; undefined: it was not. */
export function highlightedBefore(language: string, text: string): Lines | undefined {
  return kept.get(keyOf(language, text));
}

/**
 * The lines of a code, or null when it stays plain: in an unknown language, too long, or too slow.
 * @param signal takes back a request that has not begun.
 */
export function highlight(language: string, text: string, signal: AbortSignal): Promise<Lines> {
  const before = highlightedBefore(language, text);
  if (before !== undefined) return Promise.resolve(before);
  if (language === '' || isTooLong(text) || typeof Worker === 'undefined') return Promise.resolve(null);
  lastId += 1;
  const request: HighlightRequest = { id: lastId, language, text };
  return new Promise((done) => {
    const job: Job = { request, done };
    signal.addEventListener('abort', () => {
      const at = waiting.indexOf(job);
      if (at !== -1) waiting.splice(at, 1);
      done(null);
    });
    waiting.push(job);
    next();
  });
}

function next(): void {
  if (current !== null) return;
  const job = waiting.shift();
  if (job === undefined) return;
  worker ??= startWorker();
  current = { job, timer: setTimeout(giveUp, PATIENCE) };
  worker.postMessage(job.request, { transfer: [] });
}

function startWorker(): Worker {
  const started = new Worker(new URL('highlight-worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<HighlightAnswer>) => {
    if (data.id === current?.job.request.id) finish(data.lines);
  });
  started.addEventListener('error', giveUp);
  return started;
}

function giveUp(): void {
  worker?.terminate();
  worker = null;
  finish(null);
}

function finish(lines: Lines): void {
  if (current === null) return;
  const { job, timer } = current;
  clearTimeout(timer);
  current = null;
  keep(keyOf(job.request.language, job.request.text), lines);
  job.done(lines);
  next();
}

function keep(key: string, lines: Lines): void {
  kept.set(key, lines);
  const oldest = kept.keys().next();
  if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
}

function keyOf(language: string, text: string): string {
  return `${language}\n${text}`;
}

function isTooLong(text: string): boolean {
  return text.length > MAX_UNITS || text.split('\n', MAX_LINES + 1).length > MAX_LINES;
}

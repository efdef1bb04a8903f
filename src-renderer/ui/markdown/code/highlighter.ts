/** Highlights code, one text after another, in a worker that is terminated if it takes too long. */
import type { HighlightAnswer, HighlightedLine, HighlightRequest } from './highlighted.ts';

/** Longer code is not highlighted, in UTF-16 units and lines: rendering it would block the page. */
const MAX_UNITS = 60_000;
const MAX_LINES = 1_500;
/** Timeout for one text, in ms; includes loading its grammar. */
const PATIENCE = 5_000;
/** Number of cached results, so that code that scrolls back into view is highlighted at once. */
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

/** The cached result for a text; undefined: none. */
export function highlightedBefore(language: string, text: string): Lines | undefined {
  return kept.get(keyOf(language, text));
}

/**
 * The highlighted lines; null if the code stays plain: unknown language, too long, or too slow.
 * @param signal cancels a request that has not started
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

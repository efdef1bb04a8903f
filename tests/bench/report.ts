import { cpus, totalmem } from 'node:os';
import type { BenchResult, Measure } from './bench.ts';

export interface BenchReport extends BenchResult {
  readonly bench: string;
  readonly machine: Readonly<Record<string, string | number>>;
}

export function reportOf(bench: string, result: BenchResult): BenchReport {
  const { measures, settings } = result;
  return { bench, measures, settings, machine: machine() };
}

/** A table with one line per figure. */
export function table({ bench, measures, settings }: BenchReport): string {
  const rows = Object.entries(measures).flatMap(([name, measure]) => rowsOf(name, measure));
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const given = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return [`${bench} (${given.join(', ')})`, ...lines].join('\n');
}

function rowsOf(name: string, measure: Measure): [string, string][] {
  if (typeof measure === 'number') return [[name, rounded(measure)]];
  return Object.entries(measure).map(([part, value]) => [`${name} ${part}`, rounded(value)]);
}

function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 3 : 1);
}

function machine(): Record<string, string | number> {
  const [cpu] = cpus();
  return {
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 2 ** 30),
  };
}

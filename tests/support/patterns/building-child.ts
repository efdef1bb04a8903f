/**
 * A process that loads every module of the product that Node can load, runs what builds patterns on demand, and prints each regular
 * expression with where it was built, one per line as JSON. Uses plain Node, whose stack traces name source lines.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { productFiles, productFolders, projectRoot } from './literals.ts';

/** Modules that start the app or a thread when they are loaded. */
const STARTS =
  /(?:^src-main\/(?:main|mcp|web|worker|embedder-worker|attachment-worker|code-worker|knowledge-worker|model-process)|shells\/electron\/.*|-thread|serve-jobs)\.ts$/;

const place = new RegExp(String.raw`((?:${productFolders.join('|')})/[^():]*:\d+):\d+\)?$`);

/** Written at the end: a pipe that its reader does not empty takes no more. */
const found: string[] = [];

Error.stackTraceLimit = 60;
globalThis.RegExp = new Proxy(RegExp, {
  construct(target, given, newTarget: Function) {
    const made = Reflect.construct(target, given, newTarget) as RegExp;
    const lines = (new Error('Here').stack ?? '').replaceAll('\\', '/').split('\n');
    const where = lines.flatMap((line) => place.exec(line)?.[1] ?? []);
    if (where.length > 0) {
      const { source, flags } = made;
      found.push(`${JSON.stringify({ source, flags, where: where.join(' < ') })}\n`);
    }
    return made;
  },
});

for (const file of productFiles()) {
  if (!file.endsWith('.ts') || STARTS.test(file)) continue;
  try {
    await import(pathToFileURL(join(projectRoot, file)).href);
  } catch (thrown) {
    // The page's modules need a browser. The test lists the patterns that are missing because of that.
    if (!file.startsWith('src-renderer/')) throw thrown;
  }
}
await import('./build-patterns.ts').then(({ buildPatterns }) => buildPatterns());
process.stdout.write(found.join(''), () => process.exit(0));

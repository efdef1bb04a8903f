import { digestSources, isBuilt } from './build-stamp.ts';

/** Builds unless dist/ is up to date. The bundler is imported only when needed. */
export async function buildIfNeeded(): Promise<void> {
  if (isBuilt(digestSources())) return;
  console.log('Building Tutee …');
  const { buildAll } = await import('./build.ts');
  await buildAll();
}

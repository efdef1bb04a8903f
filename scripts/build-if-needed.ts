import { digestSources, isBuilt } from './build-stamp.ts';

/** Builds unless dist/ was built from these very sources. The bundler is loaded only when it has work to do. */
export async function buildIfNeeded(): Promise<void> {
  if (isBuilt(digestSources())) return;
  console.log('Building Tutee …');
  const { buildAll } = await import('./build.ts');
  await buildAll();
}

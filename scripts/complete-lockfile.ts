/**
 * Adds platform packages to package-lock.json that the registry did not have when the lockfile was written. npm omits an optional
 * package that it cannot find, and `npm ci` then fails with "Missing: … from lock file". The name, version and platform come from the
 * optionalDependencies of the parent's entry. Run it after `npm install` where that happens.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { projectRoot } from './project.ts';

const packageSchema = z.looseObject({
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockfileSchema = z.looseObject({ packages: z.record(z.string(), packageSchema) });

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];

/** The platform in the name of a native package; null when the name has none. */
function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | null {
  const parts = name.split(/[/-]/);
  const os = systems.find((system) => parts.includes(system));
  const cpu = processors.find((processor) => parts.includes(processor));
  if (os === undefined || cpu === undefined) return null;
  if (os !== 'linux') return { os: [os], cpu: [cpu] };
  return { os: [os], cpu: [cpu], libc: [parts.at(-1)?.startsWith('musl') === true ? 'musl' : 'glibc'] };
}

const path = join(projectRoot, 'package-lock.json');
const lockfile = lockfileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
const added: string[] = [];
for (const parent of Object.values(lockfile.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    const platform = platformOf(name);
    if (key in lockfile.packages || platform === null || !/^\d+\.\d+\.\d+$/.test(version)) continue;
    const dev = parent.dev === true ? { dev: true } : {};
    lockfile.packages[key] = { version, ...dev, ...platform, optional: true };
    added.push(name);
  }
}
lockfile.packages = Object.fromEntries(
  Object.entries(lockfile.packages).toSorted(([one], [other]) => (one < other ? -1 : 1)),
);
writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`);
console.log(`Added ${added.length} platform packages.`);

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { llamaFolder } from '#main/models/inside/llama-addon.ts';

describe('llamaFolder', () => {
  it('is null where there is no package for the machine', () => {
    expect(llamaFolder('aix', 'ppc64')).toBeNull();
    expect(llamaFolder('win32', 'arm64')).toBeNull();
    // The package of another system is not installed here.
    expect(llamaFolder(process.platform === 'darwin' ? 'win32' : 'darwin', 'x64')).toBeNull();
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')('has the native part of this one', () => {
    const folder = llamaFolder();
    expect(folder).not.toBeNull();
    expect(existsSync(join(folder ?? '', 'llama-addon.node'))).toBe(true);
  });
});

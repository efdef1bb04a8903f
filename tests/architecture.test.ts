import { describe, expect, it } from 'vitest';
import { mostFiles } from '../scripts/folder-edges.ts';
import { findViolations, folderOf } from './support/architecture/architecture-rules.ts';
import {
  isOwnFile,
  parseModule,
  readModules,
  type SourceModule,
} from './support/architecture/import-graph.ts';

const modules = readModules();

describe('the sources', () => {
  it('keep to the rules', () => {
    expect(findViolations(modules)).toEqual([]);
  });

  it.each([
    'shared',
    'src-main',
    'src-main/engine',
    'src-main/teachability',
    'src-main/store',
    'src-main/models',
    'src-main/embedding',
    'src-main/transfer',
    'src-main/settings',
    'src-main/chat',
    'src-main/studio',
    'src-main/ipc',
    'src-main/startup',
    'src-main/shells',
    'src-main/shells/web',
    'src-main/shells/electron',
    'src-renderer',
    'scripts',
    'tests',
  ])('were seen in %s, with their imports', (folder) => {
    const own = modules.filter((module) => folderOf(module.path) === folder);
    expect(own.length).toBeGreaterThan(0);
    expect(own.flatMap((module) => module.imports).length).toBeGreaterThan(0);
  });

  it('import only files that are there', () => {
    const missing = modules.flatMap(({ path, imports }) =>
      imports
        .filter(
          (imported) =>
            /^(shared|src-main|src-renderer|scripts|tests)\//.test(imported) && !isOwnFile(imported),
        )
        .map((imported) => `${path} imports ${imported}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('a planted violation is found', () => {
  it.each([
    ['src-main/engine/planted.ts', "import { Store } from '../store/store.ts';"],
    ['src-main/engine/planted.ts', "import type { Store } from '#main/store/store.ts';"],
    ['src-main/engine/planted.ts', "import { readFile } from 'node:fs/promises';"],
    ['src-main/engine/planted.ts', "import OpenAI from 'openai';"],
    ['src-main/engine/planted.ts', "import { createHash } from 'crypto';"],
    [
      'src-main/engine/planted.ts',
      "import { ScriptedChatModel } from '../models/scripted/scripted-chat-model.ts';",
    ],
    ['src-main/studio/planted.ts', "import { Store } from '../store/store.ts';"],
    ['src-main/studio/planted.ts', "import { Recall } from '../teachability/recall/recall.ts';"],
    ['src-main/wasm/planted.ts', "import { z } from '#shared/text.ts';"],
    ['src-main/store/planted.ts', "export * from '../teachability/ports.ts';"],
    ['src-main/models/planted.ts', "const ports = await import('../teachability/ports.ts');"],
    ['src-main/chat/planted.ts', "import {\n  dispatch,\n  type Other,\n} from '../ipc/dispatcher.ts';"],
    ['src-main/ipc/planted.ts', "import { startApp } from '../compose.ts';"],
    ['src-main/shells/web/planted.ts', "import '../electron/window.ts';"],
    ['src-main/shells/web/planted.ts', "import { app } from 'electron';"],
    ['src-main/compose.ts', "import { app } from 'electron';"],
    ['src-main/teachability/planted.ts', "import Database from 'better-sqlite3';"],
    ['src-main/planted/planted.ts', "import { z } from '#shared/text.ts';"],
    [
      'src-main/store/memories/planted.ts',
      "import { ForgetForGood } from '../forgetting/forget-for-good.ts';",
    ],
    ['src-main/compose.ts', "import { MemoryPurge } from './store/forgetting/memory-purge.ts';"],
    [
      'src-main/teachability/planted.ts',
      "import { planTeachings } from './capture/decide/contradictions.ts';",
    ],
    ['src-main/store/planted/planted.ts', "import { uuid7 } from '../database/uuid7.ts';"],
    ['src-renderer/state/page/planted.ts', "import { useChat } from '../chat/chat-store.ts';"],
    ['src-main/web.ts', "import { App } from '../src-renderer/app.tsx';"],
    ['src-renderer/features/planted.tsx', "import { Store } from '../../src-main/store/store.ts';"],
    ['src-renderer/features/planted.tsx', "import { join } from 'node:path';"],
    ['shared/planted.ts', "import { readFileSync } from 'node:fs';"],
    ['shared/planted.ts', "import { useState } from 'react';"],
    ['shared/planted.ts', "import { Store } from '../src-main/store/store.ts';"],
  ])('in %s: %s', (path, source) => {
    expect(findViolations([...modules, parseModule(path, source)])).toContainEqual(
      expect.stringContaining(path),
    );
  });

  it('as a cycle between folders', () => {
    const planted: SourceModule = {
      path: 'src-main/chat/planted.ts',
      lines: 1,
      imports: ['src-main/ipc/dispatcher.ts'],
    };
    expect(findViolations([...modules, planted])).toContain(
      'src-main/chat is part of a cycle between folders',
    );
  });

  it('as a folder with too many files', () => {
    const many = Array.from({ length: mostFiles + 1 }, (_, index) =>
      parseModule(`shared/planted/f${index}.ts`, ''),
    );
    expect(findViolations(many)).toEqual([
      `shared/planted holds ${mostFiles + 1} modules, more than ${mostFiles}`,
    ]);
  });

  it('as a file that is too long', () => {
    const planted = parseModule('shared/planted.ts', '\n'.repeat(400) + 'export {};');
    expect(findViolations([planted])).toEqual(['shared/planted.ts has 401 lines, more than 400']);
    expect(findViolations([parseModule('shared/planted.ts', '\n'.repeat(399) + 'export {};')])).toEqual([]);
  });
});

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '#shared/contract/commands.ts';
import type { CommandName } from '#shared/contract/commands.ts';
import { errorDataSchema } from '#shared/errors.ts';
import { TestApp } from '../../support/app.ts';
import { hostileInputs } from '../../support/hostile/hostile-inputs.ts';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
  await app.say('Remember that my favourite colour is teal.');
});
afterAll(() => app.stop());

/** A digest of everything that a command could have changed. */
async function everything(): Promise<string> {
  const database = new Database(path.join(app.dataDir, 'tutee.db'), { readonly: true });
  const digest = createHash('sha256');
  try {
    const tables = database
      .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck();
    for (const name of [
      'conversations',
      'messages',
      'memories',
      'memory_events',
      'memory_units',
      'settings',
      'agent_teams',
      'agent_runs',
      'projects',
    ]) {
      expect(tables.all()).toContain(name);
      digest.update(JSON.stringify(database.prepare(`SELECT * FROM "${name}" ORDER BY 1`).all()));
    }
  } finally {
    database.close();
  }
  digest.update(await readFile(path.join(app.dataDir, 'secrets.json')).catch(() => 'none'));
  return digest.digest('hex');
}

/** Inputs that a schema accepts are not an attack on that command; an empty object lists memories, for example. */
const isRefused = (name: CommandName, input: unknown) => !commands[name].input.safeParse(input).success;

describe('hostile inputs', () => {
  it('are at least fifty', () => expect(hostileInputs.length).toBeGreaterThanOrEqual(50));

  it.each(Object.keys(commands) as CommandName[])(
    '%s answers each with a coded error and changes nothing',
    async (name) => {
      const before = await everything();
      const refused = hostileInputs.filter((input) => isRefused(name, input));
      expect(refused.length).toBeGreaterThan(40);
      for (const input of refused) {
        const result = await app.dispatch(name, input);
        if (result.ok)
          throw new Error(`${name} accepted ${(JSON.stringify(input) ?? 'undefined').slice(0, 80)}`);
        expect(errorDataSchema.parse(result.error)).toMatchObject({ code: 'invalid_input', fault: 'user' });
        expect(result.error.message.length).toBeLessThan(300);
        // A person may see it, so it contains no message of zod.
        expect(result.error.message).not.toMatch(
          /invalid (input|option)|received|unrecognized|too (big|small)/i,
        );
      }
      // The handler must cope with what its schema accepts: no crash, no internal error.
      for (const input of hostileInputs.filter((candidate) => !isRefused(name, candidate))) {
        const result = await app.dispatch(name, input);
        if (!result.ok) expect(result.error.code).not.toBe('internal');
      }
      if (changesNothing(name)) expect(await everything()).toBe(before);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );

  it.each([undefined, null, 7, {}, '', 'no.such', '__proto__', 'constructor', 'toString', ['chat.send']])(
    'the name %j is no command',
    async (name) => {
      expect(await app.dispatch(name, {})).toMatchObject({ ok: false, error: { code: 'unknown_command' } });
    },
  );
});

/** Commands for which one of the inputs above is valid may execute it. */
function changesNothing(name: CommandName): boolean {
  return name !== 'memories.teach' && name !== 'settings.update';
}

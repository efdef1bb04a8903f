import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeApp } from '../../support/fake-app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { ask, openSession, startTestServer } from '../../support/web-client.ts';

describe('a file ready to be saved', () => {
  const id = '00000000-0000-7000-8000-000000000009';
  async function serveFile() {
    const path = join(temporaryFolder(), 'made');
    writeFileSync(path, 'memories');
    const file = (asked: string) => (asked === id ? { name: 'my memöries.json', path } : null);
    const server = await startTestServer({ app: createFakeApp({ file }) });
    return { server, session: await openSession(server) };
  }

  it('is downloaded under its name, only with the key', async () => {
    const { server, session } = await serveFile();
    const answer = await ask(server, `/api/files/${id}`, { headers: session });
    expect(answer).toMatchObject({ status: 200, text: 'memories' });
    expect(answer.headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''my%20mem%C3%B6ries.json",
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    expect((await ask(server, `/api/files/${id}`)).status).toBe(401);
  });

  it.each(['/api/files/other', '/api/files/..%2f..%2fetc%2fpasswd'])(
    'is the only one: %s is not there',
    async (path) => {
      const { server, session } = await serveFile();
      expect((await ask(server, path, { headers: session })).status).toBe(404);
    },
  );
});

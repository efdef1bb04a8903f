import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { download, partPath } from '#main/models/inside/download.ts';
import type { Fetch } from '#main/models/inside/hub-file.ts';
import { ModelFiles } from '#main/models/inside/model-files.ts';
import { modelFile } from '../../support/gguf-file.ts';
import { startModelHub } from '../../support/servers/model-hub.ts';
import type { HubFaults } from '../../support/servers/model-hub.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A header with half a megabyte of weights behind it. */
const content = Buffer.concat([modelFile(), Buffer.alloc(500_000, 7)]);

async function hubWith(faults: HubFaults = {}, bytes: Buffer = content) {
  const hub = await startModelHub(bytes, faults);
  onTestFinished(() => hub.close());
  return hub;
}

/** Downloads with short waits. Resolves to what was thrown, and to the path. */
async function fetched(
  address: string,
  {
    silenceMs = 5_000,
    signal = new AbortController().signal,
    path = join(temporaryFolder(), 'model.gguf'),
    fetchIt = fetch,
  }: {
    readonly silenceMs?: number;
    readonly signal?: AbortSignal;
    readonly path?: string;
    readonly fetchIt?: Fetch;
  } = {},
) {
  const done: number[] = [];
  const thrown = await download(
    { address, path, fetch: fetchIt, onProgress: (at) => done.push(at), waitsMs: [1, 1], silenceMs },
    signal,
  ).catch((error: unknown) => error);
  return { thrown, path, done };
}

describe('a download', () => {
  it('arrives whole, with progress that only grows', async () => {
    const hub = await hubWith();
    const { thrown, path, done } = await fetched(hub.address);
    expect(thrown).toBeUndefined();
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(existsSync(partPath(path))).toBe(false);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(content.length);
  });

  it('goes on where a lost connection stopped, again and again', async () => {
    const hub = await hubWith({ dropAfter: { bytes: 100_000, times: 4 } });
    const { thrown, path } = await fetched(hub.address);
    expect(thrown).toBeUndefined();
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(hub.ranges).toHaveLength(5);
    const starts = hub.ranges.map((range) => Number(/\d+/.exec(range)?.[0]));
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(starts[1]).toBeGreaterThan(0);
  });

  it('gives up when nothing more comes, and keeps what is there', async () => {
    const hub = await hubWith({ dropAfter: { bytes: 0, times: 99 } });
    const { thrown, path } = await fetched(hub.address);
    expect(thrown).toMatchObject({ code: 'unreachable' });
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
    ['is busy', () => Promise.resolve(new Response(null, { status: 503 }))],
  ])('goes on when the hub itself %s for a moment after a loss', async (_, failing) => {
    const hub = await hubWith({ dropAfter: { bytes: 100_000, times: 1 } });
    let heads = 0;
    const away: Fetch = (url, init) =>
      init.method === 'HEAD' && (heads += 1) === 2 ? failing() : fetch(url, init);
    const { thrown, path } = await fetched(hub.address, { fetchIt: away });
    expect(thrown).toBeUndefined();
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(heads).toBe(3);
  });

  it('counts a silent connection as lost', async () => {
    const hub = await hubWith({ stallAfter: 50_000 });
    const { thrown, path } = await fetched(hub.address, { silenceMs: 200 });
    expect(thrown).toBeUndefined();
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it('stops when asked, and a later one goes on', async () => {
    const hub = await hubWith({ slow: 5 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 60);
    const first = await fetched(hub.address, { signal: stop.signal });
    expect(first.thrown).toMatchObject({ code: 'cancelled' });
    const there = statSync(partPath(first.path)).size;
    expect(there).toBeGreaterThan(0);
    const second = await fetched(hub.address, { path: first.path });
    expect(second.thrown).toBeUndefined();
    expect(hub.ranges.at(-1)).toBe(`bytes=${there}-`);
    expect(readFileSync(first.path).equals(content)).toBe(true);
  });

  it('begins anew where a server knows no ranges', async () => {
    const hub = await hubWith({ ignoresRanges: true });
    const path = join(temporaryFolder(), 'model.gguf');
    writeFileSync(partPath(path), content.subarray(0, 123_456));
    expect((await fetched(hub.address, { path })).thrown).toBeUndefined();
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it('starts over when the part is of another file', async () => {
    const hub = await hubWith();
    const path = join(temporaryFolder(), 'model.gguf');
    writeFileSync(partPath(path), Buffer.alloc(content.length + 10));
    expect((await fetched(hub.address, { path })).thrown).toBeUndefined();
    expect(readFileSync(path).equals(content)).toBe(true);
    // One of the right length with other bytes shows at the end only.
    const wrong = join(temporaryFolder(), 'model.gguf');
    writeFileSync(partPath(wrong), Buffer.alloc(1_000, 1));
    expect((await fetched(hub.address, { path: wrong })).thrown).toMatchObject({ code: 'invalid_output' });
    expect(existsSync(partPath(wrong))).toBe(false);
  });

  it.each<[string, HubFaults, string]>([
    ['other bytes than those of the checksum', { changesBytes: true }, 'invalid_output'],
    ['a page of the network', { page: true }, 'rejected_request'],
    ['another length than the hub says', { longerBy: 1_000 }, 'rejected_request'],
    ['more bytes than there are', { endless: true }, 'rejected_request'],
    ['a file without a checksum', { noHash: true }, 'rejected_request'],
    ['a file that is gone', { status: 404 }, 'rejected_request'],
    ['a file behind an account', { status: 401 }, 'rejected_request'],
    ['a hub that is down', { status: 503 }, 'server_failed'],
  ])('refuses %s', async (_, faults, code) => {
    const hub = await hubWith(faults);
    const { thrown, path } = await fetched(hub.address);
    expect(thrown).toMatchObject({ code });
    expect(existsSync(path)).toBe(false);
  });

  it('does not begin when the disk is too small', async () => {
    const hub = await startModelHub(content);
    onTestFinished(() => hub.close());
    const huge = async (url: string, init: RequestInit) => {
      const response = await fetch(url, init);
      if (init.method !== 'HEAD') return response;
      const headers = new Headers(response.headers);
      headers.set('x-linked-size', String(Number.MAX_SAFE_INTEGER));
      return new Response(null, { status: 200, headers });
    };
    const path = join(temporaryFolder(), 'model.gguf');
    const failed = download(
      { address: hub.address, path, fetch: huge, onProgress: () => undefined },
      new AbortController().signal,
    );
    await expect(failed).rejects.toMatchObject({ code: 'disk_full' });
    expect(hub.ranges).toEqual([]);
  });
});

const known = [
  {
    id: 'otter',
    name: 'Otter',
    license: 'MIT',
    goodFor: 'Tests.',
    repository: 'pond/otter',
    file: 'otter.gguf',
    bytes: content.length,
    memoryBytes: content.length,
  },
];

function modelFilesAt(folder: string, hub: string) {
  const files = new ModelFiles({
    folder,
    fetch,
    onChange: () => undefined,
    known,
    hub,
    waitsMs: [1],
  });
  onTestFinished(() => files.close());
  const state = () => files.list()[0];
  return { files, state };
}

describe('the files', () => {
  it('downloads only what it is asked for, pauses, goes on after a restart, and removes', async () => {
    const hub = await hubWith({ slow: 5 });
    const folder = join(temporaryFolder(), 'models');
    const first = modelFilesAt(folder, hub.url);
    expect(first.state()).toMatchObject({ state: 'none', done: 0 });
    expect(existsSync(folder)).toBe(false);
    first.files.download('otter');
    expect(first.state()).toMatchObject({ state: 'downloading' });
    await expect.poll(() => first.state()?.done).toBeGreaterThan(0);
    await first.files.pause('otter');
    expect(first.state()).toMatchObject({ state: 'paused', error: null });
    const second = modelFilesAt(folder, hub.url);
    expect(second.state()?.state).toBe('paused');
    second.files.download('otter');
    await expect.poll(() => second.state()?.state).toBe('ready');
    expect(second.files.path('otter')).toBe(join(folder, 'otter.gguf'));
    await second.files.remove('otter');
    expect(second.state()).toMatchObject({ state: 'none', done: 0 });
    expect(second.files.path('otter')).toBeNull();
  });

  it('says why a download failed, and can be asked again', async () => {
    const hub = await hubWith({ changesBytes: true });
    const { files, state } = modelFilesAt(join(temporaryFolder(), 'models'), hub.url);
    files.download('otter');
    await expect.poll(() => state()?.state).toBe('failed');
    expect(state()?.error).toMatchObject({ code: 'invalid_output' });
    delete hub.faults.changesBytes;
    files.download('otter');
    await expect.poll(() => state()?.state).toBe('ready');
  });

  it('refuses a right download of a wrong file', async () => {
    const hub = await hubWith({}, Buffer.from('no model at all, but with a right checksum'));
    const { files, state } = modelFilesAt(join(temporaryFolder(), 'models'), hub.url);
    files.download('otter');
    await expect.poll(() => state()?.state).toBe('failed');
    expect(state()?.error).toMatchObject({ code: 'not_supported' });
    expect(files.path('otter')).toBeNull();
  });

  it('opens files from disk, keeps them over a restart, and forgets them without deleting', async () => {
    const folder = join(temporaryFolder(), 'models');
    const path = join(temporaryFolder(), 'mine.gguf');
    writeFileSync(path, content);
    const { files } = modelFilesAt(folder, 'http://127.0.0.1:9/');
    const id = await files.open(path);
    expect(await files.open(path)).toBe(id);
    const again = modelFilesAt(folder, 'http://127.0.0.1:9/').files;
    expect(again.list().at(-1)).toMatchObject({
      id,
      name: 'mine',
      source: 'disk',
      place: path,
      state: 'ready',
    });
    expect(again.path(id)).toBe(path);
    await again.remove(id);
    expect(again.list()).toHaveLength(1);
    expect(existsSync(path)).toBe(true);
  });

  it('refuses files that nobody could speak to', async () => {
    const { files } = modelFilesAt(join(temporaryFolder(), 'models'), 'http://127.0.0.1:9/');
    const path = join(temporaryFolder(), 'raw.gguf');
    writeFileSync(path, modelFile([], ['tokenizer.chat_template']));
    await expect(files.open(path)).rejects.toThrow(/no chat template/);
    await expect(files.open('model.gguf')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(files.open(join(temporaryFolder(), 'none.gguf'))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

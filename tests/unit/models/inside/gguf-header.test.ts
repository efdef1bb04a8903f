import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModelFacts } from '#main/models/inside/gguf-header.ts';
import {
  ggufFile,
  ggufString,
  ggufTypes,
  modelFile,
  numberEntry,
  stringEntry,
  uint32,
  uint64,
} from '../../../support/gguf-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const fileOf = (content: Buffer): string => {
  const path = join(temporaryFolder(), 'model.gguf');
  writeFileSync(path, content);
  return path;
};
const refused = { code: 'not_supported' };

describe('readModelFacts', () => {
  it('tells what the model is, and skips its vocabulary', async () => {
    expect(await readModelFacts(fileOf(modelFile()))).toEqual({
      architecture: 'llama',
      license: 'apache-2.0',
      contextLength: 4_096,
      layers: 12,
      keyValueHeads: 2,
      keyLength: 64,
      valueLength: 64,
      chatTemplate: '{{ messages[0].content }}',
    });
  });

  it('reads values behind lists that are longer than a chunk', async () => {
    const many = 60_000;
    const words = Buffer.concat(Array.from({ length: many }, (_, index) => ggufString(`word ${index}`)));
    const list = Buffer.concat([uint32(ggufTypes.string), uint64(many), words]);
    const numbers = Buffer.concat([uint32(ggufTypes.uint32), uint64(200_000), Buffer.alloc(800_000)]);
    const content = modelFile([
      ['tokenizer.ggml.merges', ggufTypes.list, list],
      ['tokenizer.ggml.token_type', ggufTypes.list, numbers],
      numberEntry('llama.attention.key_length', 96),
    ]);
    expect((await readModelFacts(fileOf(content))).keyLength).toBe(96);
  });

  it('says so when there is no template', async () => {
    const facts = await readModelFacts(fileOf(modelFile([], ['tokenizer.chat_template'])));
    expect(facts.chatTemplate).toBeNull();
  });

  it.each([
    ['no GGUF file', Buffer.from('<html>not a model</html>')],
    ['empty', Buffer.alloc(0)],
    ['of an unknown version', Buffer.concat([Buffer.from('GGUF'), uint32(99), Buffer.alloc(64)])],
    ['with billions of values', ggufFile([], 2n ** 40n)],
    [
      'with a list of billions',
      ggufFile([['x', ggufTypes.list, Buffer.concat([uint32(8), uint64(2n ** 60n)])]]),
    ],
    [
      'with a list of numbers past its end',
      ggufFile([['x', ggufTypes.list, Buffer.concat([uint32(12), uint64(2 ** 24)])]]),
    ],
    ['with a text past its end', ggufFile([['x', ggufTypes.string, uint64(2 ** 20)]])],
    ['with a list of lists', ggufFile([['x', ggufTypes.list, Buffer.concat([uint32(9), uint64(1)])]])],
    ['with a value of an unknown kind', ggufFile([['x', 77, Buffer.alloc(8)]])],
    ['without an architecture', modelFile([], ['general.architecture'])],
    ['of another purpose', modelFile([], ['llama.block_count'])],
  ])('refuses a file %s, with the reason', async (_, content) => {
    await expect(readModelFacts(fileOf(content))).rejects.toMatchObject(refused);
  });

  it('never crashes, hangs or believes anything, whatever the bytes', async () => {
    const good = modelFile();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        async (changes) => {
          const content = Buffer.from(good);
          for (const [at, byte] of changes) content[at] = byte;
          const facts = await readModelFacts(fileOf(content)).catch((thrown: unknown) => thrown);
          if (facts instanceof Error) expect(facts).toMatchObject(refused);
          else expect(facts).toMatchObject({ layers: expect.any(Number) as number });
        },
      ),
      { numRuns: propertyRuns(150) },
    );
  });

  it('costs no more for a file of gigabytes that is all holes', async () => {
    const path = fileOf(ggufFile([stringEntry('general.architecture', 'llama')], 9_999));
    truncateSync(path, 4 * 1024 ** 3);
    const started = performance.now();
    await expect(readModelFacts(path)).rejects.toMatchObject(refused);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('names a file that is not there', async () => {
    await expect(readModelFacts(join(temporaryFolder(), 'nowhere.gguf'))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

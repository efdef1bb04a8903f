import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mayHoldChats, readChatFile } from '#main/transfer/chats/chat-file.ts';
import { chatgptChat, claudeChat, said } from '../../../support/chat-exports.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { zipOf } from '../../../support/zip.ts';

function written(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'export');
  writeFileSync(path, content);
  return path;
}

async function titlesIn(content: string | Uint8Array) {
  const titles: string[] = [];
  const faults: string[] = [];
  const about: string[] = [];
  const path = written(content);
  await readChatFile(path, {
    onChat: (chat) => {
      titles.push(chat.title);
      return Promise.resolve();
    },
    onFault: (fault) => faults.push(fault),
    onAbout: (text) => about.push(text),
    onProgress: () => Promise.resolve(true),
  });
  return { titles, faults, about, recognised: mayHoldChats(path) };
}

const hello = [said('q', null, 'user', 'Hello “there” 👋 \\ \u{2028}')];
const two = [chatgptChat('a', hello), chatgptChat('b', hello)];

describe('an export of chats', () => {
  it.each([
    ['a list', JSON.stringify(two)],
    ['a list with a byte order mark, laid out over lines', `\u{feff}${JSON.stringify(two, null, 2)}`],
    ['an object with a list', JSON.stringify({ version: 1, conversations: two, more: [1] })],
    ['an archive', zipOf([{ name: 'conversations.json', content: JSON.stringify(two) }])],
    [
      'an archive in parts, in a folder, beside other files',
      zipOf([
        { name: 'export/conversations-001.json', content: JSON.stringify([two[1]]) },
        { name: 'export/conversations-000.json', content: JSON.stringify([two[0]]) },
        { name: 'export/chat.html', content: '<html>' },
      ]),
    ],
  ])('is read from %s', async (_what, content) => {
    const { titles, faults, recognised } = await titlesIn(content);
    expect({ titles, faults, recognised }).toEqual({
      titles: ['Chat a', 'Chat b'],
      faults: [],
      recognised: true,
    });
  });

  it('is read from a single chat, and from what Claude notes beside the chats', async () => {
    expect((await titlesIn(JSON.stringify(claudeChat('lone', hello)))).titles).toEqual(['Chat lone']);
    const archive = zipOf([
      { name: 'conversations.json', content: JSON.stringify([claudeChat('c', hello)]) },
      {
        name: 'memories.json',
        content: JSON.stringify([{ conversations_memory: 'The user restores clocks.' }]),
      },
    ]);
    expect((await titlesIn(archive)).about).toEqual(['The user restores clocks.']);
  });

  it('passes over what is no chat and goes on', async () => {
    const { titles, faults } = await titlesIn(JSON.stringify([7, null, { title: 'x' }, two[0], []]));
    expect(titles).toEqual(['Chat a']);
    expect(faults).toHaveLength(4);
  });

  it('takes nothing over from a key that names the prototype', async () => {
    const hostile = JSON.stringify([two[0]]).replace('"title"', '"__proto__":{"polluted":true},"title"');
    expect((await titlesIn(hostile)).titles).toEqual(['Chat a']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a file that is refused', () => {
  const whole = JSON.stringify(two);
  const many = 'A sentence that repeats itself. '.repeat(3_000_000);
  it.each([
    ['cut off', whole.slice(0, -40), 'not whole'],
    ['followed by more', `${whole} {"x":1}`, 'not whole'],
    ['nested without end', `[{"mapping":${'['.repeat(50_000)}`, 'levels deep'],
    ['an archive without chats', zipOf([{ name: 'photo.jpg', content: 'x' }]), 'no conversations.json'],
    [
      'an archive cut off',
      zipOf([{ name: 'conversations.json', content: whole }]).subarray(0, 60),
      'damaged',
    ],
    [
      'an archive whose content is larger than it says',
      zipOf([{ name: 'conversations.json', content: whole, statedBytes: 30 }]),
      'damaged',
    ],
    [
      'an archive that leads out of its folder',
      zipOf([{ name: '../../conversations.json', content: whole }]),
      'damaged',
    ],
    [
      'an archive with a password',
      zipOf([{ name: 'conversations.json', content: whole, locked: true }]),
      'password',
    ],
    ['an archive made to burst', zipOf([{ name: 'conversations.json', content: many }]), 'far more'],
    [
      'an archive that says it is endless',
      zipOf([
        { name: 'conversations.json', content: whole, statedBytes: 0xff_ff_ff_f0 },
        { name: 'conversations-1.json', content: whole, statedBytes: 0xff_ff_ff_f0 },
      ]),
      'would',
    ],
  ])('is %s', async (_what, content, why) => {
    await expect(titlesIn(content)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(why) as string,
    });
  });

  it('has a chat that is too large to hold', async () => {
    const huge = JSON.stringify([chatgptChat('x', [said('q', null, 'user', 'w '.repeat(17_000_000))])]);
    await expect(titlesIn(huge)).rejects.toMatchObject({
      message: expect.stringContaining('larger than 32 MB') as string,
    });
  });

  it('is gone', async () => {
    const nobody = {
      onChat: () => Promise.resolve(),
      onFault: () => undefined,
      onAbout: () => undefined,
      onProgress: () => Promise.resolve(true),
    };
    const path = join(temporaryFolder(), 'gone.json');
    await expect(readChatFile(path, nobody)).rejects.toMatchObject({ code: 'not_found' });
  });
});

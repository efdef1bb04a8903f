/** Chats as files to take along. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { attach, sendAttached } from '../../support/attach.ts';

async function open(): Promise<TestApp> {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  return app;
}

interface ChatFile {
  readonly format: string;
  readonly version: number;
  readonly chats: readonly {
    readonly title: string;
    readonly lastMessageId: string;
    readonly messages: readonly {
      readonly id: string;
      readonly parentId: string | null;
      readonly text: string;
      readonly attachments?: readonly { readonly name: string; readonly data: string }[];
    }[];
  }[];
}

describe('chats as a file', () => {
  it('are whole in JSON: all branches, and the attached files', async () => {
    const app = await open();
    const file = await attach(app, 'tides "spring".txt', 'High water at noon.\n');
    const { conversation, userMessage } = await sendAttached(app, 'Read “this”\n\u2028please', [file]);
    const edited = await app.call('chat.edit', {
      requestId: crypto.randomUUID(),
      messageId: userMessage.id,
      text: 'Read that',
    });
    await app.event(
      ({ name, payload }) => name === 'message-end' && payload.message.id === edited.assistantMessage.id,
    );
    await app.say('Another chat.');
    await app.say('Nobody is to know.', null, true);
    const made = await app.call('exports.chats', { conversationId: null, format: 'json' });
    expect(made).toMatchObject({
      chats: 2,
      name: expect.stringMatching(/^tutee-chats-\d{4}-\d\d-\d\d\.json$/) as string,
    });
    const text = readFileSync(app.outgoingPath(made.fileId), 'utf8');
    const whole = JSON.parse(text) as ChatFile;
    expect(whole).toMatchObject({ format: 'tutee-chats', version: 1 });
    const chat = whole.chats.find(({ title }) => title.startsWith('Read'));
    expect(chat?.messages).toHaveLength(4);
    expect(chat?.lastMessageId).toBe(edited.assistantMessage.id);
    const [attached] = chat?.messages.find(({ id }) => id === userMessage.id)?.attachments ?? [];
    expect(attached?.name).toBe('tides "spring".txt');
    expect(Buffer.from(attached?.data ?? '', 'base64').toString()).toBe('High water at noon.\n');
    expect(text).not.toContain('Nobody is to know');
    const one = await app.call('exports.chats', { conversationId: conversation.id, format: 'json' });
    const single = JSON.parse(readFileSync(app.outgoingPath(one.fileId), 'utf8')) as ChatFile;
    expect(single.chats).toEqual([chat]);
  });

  it('are what is shown in Markdown, under a name that every system takes', async () => {
    const app = await open();
    const file = await attach(app, 'a.txt', 'x');
    const { conversation, userMessage } = await sendAttached(app, 'What: is/this? <b>', [file]);
    const edited = await app.call('chat.edit', {
      requestId: crypto.randomUUID(),
      messageId: userMessage.id,
      text: 'Shown instead',
      attachments: [file.id],
    });
    await app.event(
      ({ name, payload }) => name === 'message-end' && payload.message.id === edited.assistantMessage.id,
    );
    await app.call('conversations.rename', { id: conversation.id, title: 'What: is/this? <b>' });
    const made = await app.call('exports.chats', { conversationId: conversation.id, format: 'markdown' });
    expect(made.name).toBe('What is this b.md');
    const text = readFileSync(app.outgoingPath(made.fileId), 'utf8');
    expect(text).toMatch(/^# What: is\/this\? <b>\n/);
    expect(text).toMatch(
      /\n## You · \d{4}-\d\d-\d\d \d\d:\d\d\n\nShown instead\n\n> Attached: a\.txt \(text file, 1 byte\)\n\n## Tutee · /,
    );
    expect(text).not.toContain('What: is/this? <b>\n\n> Attached');
  });

  it('say what is not there', async () => {
    const app = await open();
    const none = await app.call('exports.chats', { conversationId: null, format: 'json' });
    expect((JSON.parse(readFileSync(app.outgoingPath(none.fileId), 'utf8')) as ChatFile).chats).toEqual([]);
    const gone = { conversationId: crypto.randomUUID(), format: 'markdown' } as const;
    await expect(app.call('exports.chats', gone)).rejects.toThrow(/^not_found/);
    await expect(app.call('exports.chats', { conversationId: null, format: 'markdown' })).rejects.toThrow(
      /JSON/,
    );
    const { conversationId } = await app.say('Leave no trace', null, true);
    await expect(app.call('exports.chats', { conversationId, format: 'json' })).rejects.toThrow(/^not_found/);
  });
});

import { describe, expect, it } from 'vitest';
import { readChatgptChat } from '#main/transfer/chats/chatgpt-chat.ts';
import { readClaudeChat } from '#main/transfer/chats/claude-chat.ts';
import type { ChatFault, ExportedChat } from '#main/transfer/chats/exported-chat.ts';
import { chatgptChat, claudeChat, said } from '../../../support/chat-exports.ts';

function readable(chat: ExportedChat | ChatFault): ExportedChat {
  if (typeof chat === 'string') throw new Error(chat);
  return chat;
}

const lines = (chat: ExportedChat) =>
  chat.messages.map(({ id, parentId, text }) => `${parentId ?? '-'} > ${id}: ${text}`);

describe('a chat of ChatGPT', () => {
  it('keeps what is said and by which model, and takes out what shows nothing', () => {
    const chat = readable(
      readChatgptChat(
        chatgptChat('one', [
          said('s', null, 'system', ''),
          said('q', 's', 'user', 'Which glue holds cork?'),
          said('call', 'q', 'assistant', 'search("glue cork")', { message: { recipient: 'web' } }),
          said('found', 'call', 'tool', 'A page about glue'),
          said('a', 'found', 'assistant', 'Contact cement.'),
        ]),
      ),
    );
    expect(lines(chat)).toEqual(['- > q: Which glue holds cork?', 'q > a: Contact cement.']);
    expect(chat).toMatchObject({ title: 'Chat one', shown: 'a', toolSteps: 2, source: 'chatgpt' });
    expect(chat.messages.map(({ model }) => model)).toEqual([null, 'gpt-4o']);
  });

  it('keeps every branch, with versions in their order even at the same moment', () => {
    const chat = readable(
      readChatgptChat(
        chatgptChat(
          'two',
          [
            said('q', null, 'user', 'A name for a boat?', { at: 10 }),
            said('a1', 'q', 'assistant', 'Heron.', { at: 20 }),
            said('a2', 'q', 'assistant', 'Plover.', { at: 20 }),
            said('q1', 'a1', 'user', 'Another?', { at: 30 }),
          ],
          { current_node: 'a2' },
        ),
      ),
    );
    expect(lines(chat).toSorted()).toEqual([
      '- > q: A name for a boat?',
      'a1 > q1: Another?',
      'q > a1: Heron.',
      'q > a2: Plover.',
    ]);
    const at = (id: string) => chat.messages.find((message) => message.id === id)?.createdAt ?? 0;
    expect(at('a2')).toBeGreaterThan(at('a1'));
    expect(chat.shown).toBe('a2');
  });

  it('names attached files, keeps a transcript, and puts thoughts beside the answer', () => {
    const chat = readable(
      readChatgptChat(
        chatgptChat('three', [
          said('q', null, 'user', '', {
            message: {
              content: {
                content_type: 'multimodal_text',
                parts: [
                  { content_type: 'image_asset_pointer', asset_pointer: 'file-service://x' },
                  { content_type: 'audio_transcription', text: 'What is this beetle?' },
                ],
              },
              metadata: { attachments: [{ name: 'beetle.jpg' }] },
            },
          }),
          said('t', 'q', 'assistant', '', {
            message: { content: { content_type: 'thoughts', thoughts: [{ content: 'Six legs, green.' }] } },
          }),
          said('a', 't', 'assistant', 'A rose chafer.'),
        ]),
      ),
    );
    expect(chat.messages[0]).toMatchObject({ text: 'What is this beetle?', files: ['beetle.jpg'] });
    expect(chat.messages[1]).toMatchObject({
      text: 'A rose chafer.',
      reasoning: 'Six legs, green.',
      parentId: 'q',
    });
  });

  it('finds the custom instructions and the list of memories, which are no messages', () => {
    const hidden = { is_visually_hidden_from_conversation: true };
    const chat = readable(
      readChatgptChat(
        chatgptChat('four', [
          said('i', null, 'user', '', {
            message: {
              content: {
                content_type: 'user_editable_context',
                user_profile: 'I keep bees.',
                user_instructions: '',
              },
              metadata: hidden,
            },
          }),
          said('m', 'i', 'system', '', {
            message: {
              content: { content_type: 'model_editable_context', model_set_context: '1. User keeps bees.' },
            },
          }),
          said('q', 'm', 'user', 'When do I open the hive?'),
        ]),
      ),
    );
    expect(lines(chat)).toEqual(['- > q: When do I open the hive?']);
    expect(chat.about).toEqual(['I keep bees.', '1. User keeps bees.']);
  });

  it('survives a tree that runs in circles, lacks parents and goes very deep', () => {
    const deep = Array.from({ length: 20_000 }, (_, index) =>
      said(
        `n${index}`,
        index === 0 ? 'gone' : `n${index - 1}`,
        index % 2 === 0 ? 'user' : 'assistant',
        `Line ${index}`,
      ),
    );
    const circle = [said('x', 'y', 'user', 'Round'), said('y', 'x', 'assistant', 'and round')];
    const value = chatgptChat('five', []);
    const wide = { ...value, mapping: {} as Record<string, unknown> };
    for (const { id, after, says, by } of [...deep, ...circle])
      wide.mapping[id] = {
        parent: after,
        children: [],
        message: { author: { role: by }, content: { content_type: 'text', parts: [says] } },
      };
    const chat = readable(readChatgptChat(wide));
    expect(chat.messages).toHaveLength(20_000);
    expect(chat.messages[0]?.parentId).toBeNull();
  });

  it.each([
    [
      'nothing but a system message',
      chatgptChat('six', [said('s', null, 'system', 'Be kind.')]),
      'no messages',
    ],
    ['no id', { ...chatgptChat('', [said('q', null, 'user', 'Hm?')]), conversation_id: 7 }, 'unknown form'],
  ])('says of %s what is wrong with it', (_what, value, fault) => {
    expect(readChatgptChat(value)).toBe(fault);
  });
});

describe('a chat of Claude', () => {
  it('keeps messages, thoughts, branches and the texts and names of attachments', () => {
    const chat = readable(
      readClaudeChat(
        claudeChat('one', [
          said('q', null, 'user', 'Summarise this.', {
            message: {
              attachments: [{ file_name: 'minutes.txt', extracted_content: 'The board met at noon.' }],
              files: [{ file_name: 'board.png' }],
            },
          }),
          said('a', 'q', 'assistant', '', {
            message: {
              text: 'Noted. (A block that is not shown.)',
              content: [
                { type: 'thinking', thinking: 'Short, then.' },
                { type: 'text', text: 'They met.' },
                { type: 'tool_use', name: 'search' },
              ],
            },
          }),
          said('b', 'q', 'assistant', 'A meeting at noon.'),
        ]),
      ),
    );
    expect(lines(chat)).toEqual(['- > q: Summarise this.', 'q > a: They met.', 'q > b: A meeting at noon.']);
    expect(chat.messages[0]).toMatchObject({
      files: ['board.png', 'minutes.txt'],
      attached: ['The board met at noon.'],
    });
    expect(chat.messages[1]?.reasoning).toBe('Short, then.');
    expect(chat).toMatchObject({ shown: 'b', toolSteps: 1 });
  });

  it('follows the order of the list where no message names its parent', () => {
    const chat = readable(
      readClaudeChat(
        claudeChat(
          'two',
          ['q', 'a', 'q2'].map((id) =>
            said(id, null, id === 'a' ? 'assistant' : 'user', `Says ${id}`, {
              message: { parent_message_uuid: undefined, content: undefined },
            }),
          ),
        ),
      ),
    );
    expect(lines(chat)).toEqual(['- > q: Says q', 'q > a: Says a', 'a > q2: Says q2']);
  });
});

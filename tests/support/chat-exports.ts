/** Exports of chats in the formats of ChatGPT and Claude, with content of our own. */

export interface TestTurn {
  readonly id: string;
  /** Null: a first message. */
  readonly after: string | null;
  readonly by: 'user' | 'assistant' | 'system' | 'tool';
  readonly says: string;
  /** Seconds since 1970. */
  readonly at?: number;
  /** Merged into the message of a ChatGPT export. */
  readonly message?: Record<string, unknown>;
}

export const said = (
  id: string,
  after: string | null,
  by: TestTurn['by'],
  says: string,
  more: Partial<TestTurn> = {},
): TestTurn => ({ id, after, by, says, ...more });

const START = 1_760_000_000;

export function chatgptChat(
  id: string,
  turns: readonly TestTurn[],
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const nodes = turns.map((turn, index) => [
    turn.id,
    {
      id: turn.id,
      parent: turn.after ?? 'root',
      children: childrenOf(turn.id, turns),
      message: {
        id: turn.id,
        author: { role: turn.by, name: null, metadata: {} },
        create_time: turn.at ?? START + index,
        content: { content_type: 'text', parts: [turn.says] },
        status: 'finished_successfully',
        recipient: 'all',
        metadata: turn.by === 'assistant' ? { model_slug: 'gpt-4o' } : {},
        ...turn.message,
      },
    },
  ]);
  const firsts = turns.filter(({ after }) => after === null).map((turn) => turn.id);
  return {
    title: `Chat ${id}`,
    create_time: START,
    update_time: START + 500,
    mapping: {
      root: { id: 'root', message: null, parent: null, children: firsts },
      ...(Object.fromEntries(nodes) as Record<string, unknown>),
    },
    current_node: turns.at(-1)?.id ?? 'root',
    conversation_id: id,
    ...changes,
  };
}

function childrenOf(id: string, turns: readonly TestTurn[]): string[] {
  return turns.filter(({ after }) => after === id).map((turn) => turn.id);
}

export function claudeChat(
  id: string,
  turns: readonly TestTurn[],
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    uuid: id,
    name: `Chat ${id}`,
    created_at: new Date(START * 1_000).toISOString(),
    updated_at: new Date(START * 1_000).toISOString(),
    account: { uuid: 'me' },
    chat_messages: turns.map((turn, index) => ({
      uuid: turn.id,
      parent_message_uuid: turn.after ?? '00000000-0000-4000-8000-000000000000',
      sender: turn.by === 'user' ? 'human' : 'assistant',
      text: turn.says,
      content: [{ type: 'text', text: turn.says }],
      created_at: new Date((turn.at ?? START + index) * 1_000).toISOString(),
      attachments: [],
      files: [],
      ...turn.message,
    })),
    ...changes,
  };
}

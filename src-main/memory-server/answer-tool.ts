/** What each tool does with the memory, in words and as data. */
import * as z from 'zod';
import { errorFaults, TuteeError } from '#shared/errors.ts';
import type { ClientCall, MemoryClient, MemoryTool } from '#shared/memory/memory-client.ts';
import type { Memory } from '#shared/memory/memory.ts';
import type { RecallReason } from '#shared/memory/recall.ts';
import { memoryTools } from './memory-tools.ts';
import type { Consent, ToolMemory, ToolOutcome } from './memory-tools.ts';
import type { ClientMemoryPort, TaughtByClient } from './ports.ts';

/** What a tool did, and its receipt. */
export interface Answered {
  readonly outcome: ToolOutcome;
  /** Null: nothing to note yet, because the user is asked first. */
  readonly call: Pick<ClientCall, 'outcome' | 'text' | 'memoryIds'> | null;
}

/** Never rejects for what the program did wrong; rejects for failures of the store. */
export async function answerTool(
  memory: ClientMemoryPort,
  client: MemoryClient,
  tool: MemoryTool,
  args: unknown,
  consent: Consent,
): Promise<Answered> {
  const parsed = memoryTools[tool].input.safeParse(args);
  if (!parsed.success) return failed(`Wrong arguments. ${z.prettifyError(parsed.error)}`);
  try {
    return await answers[tool](memory, client, parsed.data as never, consent);
  } catch (thrown) {
    if (!(thrown instanceof TuteeError) || errorFaults[thrown.code] !== 'user') throw thrown;
    return thrown.code === 'unauthorized' ? refused(thrown.message) : failed(thrown.message);
  }
}

type Answers = {
  readonly [Tool in MemoryTool]: (
    memory: ClientMemoryPort,
    client: MemoryClient,
    args: z.output<(typeof memoryTools)[Tool]['input']>,
    consent: Consent,
  ) => Promise<Answered>;
};

const answers: Answers = {
  recall_memories: async (memory, client, { request, limit }) => {
    const recalled = await memory.recall(client, request, limit);
    const memories = recalled.map(({ memory: one, reason }) => ({ ...toTool(one), reason }));
    const lines = recalled.map(
      ({ memory: one, reason }) => `${line(one)}${reason === null ? '' : ` (${why[reason]})`}`,
    );
    return done(
      lines.length === 0 ? 'Nothing that the user has taught bears on this.' : lines.join('\n'),
      { memories },
      request,
      memories,
    );
  },
  list_memories: async (memory, client, { query, kind, limit, offset }) => {
    const { items, total } = await memory.list(client, { query, kind: kind ?? null, limit, offset });
    const memories = items.map(toTool);
    const text =
      memories.length === 0
        ? 'There are no such memories.'
        : [`${offset + 1} to ${offset + memories.length} of ${total}:`, ...items.map(line)].join('\n');
    return done(text, { memories, total }, query, memories);
  },
  teach_memory: async (memory, client, { text, kind }) =>
    taught(await memory.teach(client, text, kind ?? null), text),
  correct_memory: async (memory, client, { id, text }) =>
    taught(await memory.correct(client, id, text), text),
  forget_memory: async (memory, client, { id }, consent) => {
    const { text } = memory.get(client, id);
    // Who may only read is told so before anybody is asked.
    if (client.teaching === 'review' && consent === null)
      return {
        outcome: { type: 'ask', question: `${client.name} wants Tutee to forget: “${text}”` },
        call: null,
      };
    if (consent === 'no')
      return {
        ...refused('The user does not want it forgotten.'),
        call: { outcome: 'refused', text, memoryIds: [id] },
      };
    const forgotten = memory.forget(client, id);
    return done(
      'Forgotten. The user can bring it back in Tutee for 30 days.',
      { status: 'forgotten', memory: toTool(forgotten) },
      text,
      [forgotten],
    );
  },
};

const why: Record<RecallReason, string> = {
  shapes: 'applies to every answer',
  pinned: 'the user wants it always known',
  bears: 'bears on the request',
  linked: 'about somebody or something that another memory names',
  about_user: 'the request asks about the user',
  few: 'a wish that may matter',
};

function taught({ status, memory }: TaughtByClient, said: string): Answered {
  const words = {
    stored: 'Remembered.',
    review: 'Noted. It waits in Tutee for the user to approve it, and is not used until then.',
    known: 'Nothing to do: it is known, waits for approval already, or the user has turned it down before.',
  };
  const names = { stored: 'stored', review: 'waits_for_review', known: 'already_known' } as const;
  const structured = { status: names[status], memory: memory === null ? null : toTool(memory) };
  return {
    outcome: { type: 'done', text: words[status], structured },
    call: {
      outcome: status === 'review' ? 'review' : 'done',
      text: said,
      memoryIds: memory === null ? [] : [memory.id],
    },
  };
}

function done(
  text: string,
  structured: Readonly<Record<string, unknown>>,
  said: string,
  memories: readonly { readonly id: string }[],
): Answered {
  return {
    outcome: { type: 'done', text, structured },
    call: { outcome: 'done', text: said, memoryIds: memories.map(({ id }) => id) },
  };
}

function refused(text: string): Answered {
  return { outcome: { type: 'error', text }, call: { outcome: 'refused', text: '', memoryIds: [] } };
}

function failed(text: string): Answered {
  return { outcome: { type: 'error', text }, call: { outcome: 'failed', text: '', memoryIds: [] } };
}

function toTool({ id, text, kind, updatedAt }: Memory): ToolMemory {
  return { id, text, kind, updatedAt: new Date(updatedAt).toISOString() };
}

/** One line, whatever breaks the text has. */
function line({ id, text, kind }: Memory): string {
  return `- ${text.replace(/\s+/gu, ' ')} [${kind}, id ${id}]`;
}

import * as z from 'zod';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { memoryContentSchema } from '#shared/agents/content.ts';
import { agentMessageSchema } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { Answer } from '../../engine/people/input-requests.ts';
import { recordEnvironment } from '../../engine/run/recorded-environment.ts';
import type { Environment } from '../../engine/run/run-context.ts';
import type { Tool } from '../../engine/tools/tool.ts';
import { readState } from '../../engine/run/read-state.ts';
import { givenAnswerSchema } from '../people/given-answers.ts';
import type { RunRecorder, RunStore } from '../ports.ts';
import type { AgentMemories } from '../memory/run-teaching.ts';

/** One stretch of a run, with everything that came into it from outside: enough to repeat it to the byte. */
export const stretchSchema = z.strictObject({
  /** In the chat, before the run. */
  saidBefore: z.array(chatMessageSchema).default([]),
  said: z.array(chatMessageSchema),
  answers: z.array(givenAnswerSchema),
  /** In the order of asking. */
  memories: z.array(z.strictObject({ results: z.array(memoryContentSchema), text: z.string() })),
  tools: z.array(z.strictObject({ callId: z.string(), content: z.string(), isError: z.boolean() })),
  /** Recordings by the name that the component gives a model. */
  models: z.record(z.string(), z.json()),
  environment: z.json(),
  messages: z.array(agentMessageSchema),
  /** False: somebody stepped in while it was on, at a moment that cannot be found again. */
  repeatable: z.boolean(),
});
export type Stretch = z.infer<typeof stretchSchema>;

export const runRecordingSchema = z.strictObject({
  type: z.literal('RunRecording'),
  version: z.literal(1),
  stretches: z.array(stretchSchema),
});

/** Keeps what comes into one stretch of a run from outside. Everything it wraps does what it did. */
export class StretchRecorder {
  readonly environment: ReturnType<typeof recordEnvironment>;
  readonly #recorder: RunRecorder;
  readonly #saidBefore: readonly ChatMessage[];
  readonly #models = new Map<string, { readonly recording: unknown }>();
  readonly #said: ChatMessage[] = [];
  readonly #answers: Stretch['answers'] = [];
  readonly #memories: Stretch['memories'] = [];
  readonly #tools: Stretch['tools'] = [];

  constructor(recorder: RunRecorder, environment: Environment, before: readonly ChatMessage[]) {
    this.#recorder = recorder;
    this.#saidBefore = before;
    this.environment = recordEnvironment(environment);
  }

  models(models: Readonly<Record<string, ChatModel>>): Record<string, ChatModel> {
    return Object.fromEntries(
      Object.entries(models).map(([name, model]) => {
        const recording = this.#recorder.record(model);
        this.#models.set(name, recording);
        return [name, recording];
      }),
    );
  }

  memories(memories: AgentMemories): AgentMemories {
    return {
      of: (agent, name) => {
        const memory = memories.of(agent, name);
        return {
          query: async (messages, signal) => {
            const found = await memory.query(messages, signal);
            this.#memories.push({ results: [...found.results], text: found.text });
            return found;
          },
        };
      },
      search: (query, caller) => memories.search(query, caller),
    };
  }

  tool(tool: Tool): Tool {
    const kept = this.#tools;
    return {
      name: tool.name,
      description: tool.description,
      parameters: tool.parameters,
      async *call(args, run) {
        const outcome = yield* tool.call(args, run);
        kept.push({ callId: run.callId, ...outcome });
        return outcome;
      },
    };
  }

  said(messages: readonly ChatMessage[]): void {
    this.#said.push(...messages);
  }

  answered(requestId: string, answer: Answer): void {
    this.#answers.push({ requestId, answer });
  }

  /** The stretch as it was, up to now. */
  stretch(messages: readonly AgentMessage[], repeatable: boolean): Stretch {
    const models = [...this.#models].map(([name, { recording }]) => [name, recording]);
    return structuredClone({
      saidBefore: [...this.#saidBefore],
      said: this.#said,
      answers: this.#answers,
      memories: this.#memories,
      tools: this.#tools,
      models: Object.fromEntries(models) as Stretch['models'],
      environment: this.environment.recording,
      messages: [...messages],
      repeatable,
    });
  }
}

/** Adds a stretch to what is kept of a run. */
export function keepRecording(store: RunStore, runId: string, stretch: Stretch): void {
  const kept = store.recording(runId);
  const earlier = kept === null ? [] : readState(runRecordingSchema, kept, 'a recording').stretches;
  store.putRecording(runId, { type: 'RunRecording', version: 1, stretches: [...earlier, stretch] });
}

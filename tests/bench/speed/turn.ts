import { ChatService } from '#main/chat/chat-service.ts';
import { ConversationLocks } from '#main/chat/conversation-locks.ts';
import { ConversationStores } from '#main/chat/conversation-stores.ts';
import type { MemoryCapture } from '#main/chat/ports/capture.ts';
import { Projects } from '#main/chat/projects.ts';
import { TurnCapture } from '#main/chat/capture/turn-capture.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { answerByRun } from '#main/studio/chat-answer.ts';
import { memoryBlock } from '#main/teachability/memory-block.ts';
import { memoryAnswer } from '#main/teachability/memory-mode.ts';
import type { Publish } from '#shared/contract/events.ts';
import { modelMessageTokens } from '#shared/models/model-message.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { Settings } from '#shared/settings.ts';
import type { Bench } from '../bench.ts';
import { firstTokens } from './first-tokens.ts';
import type { ChatOf, FirstTokens } from './first-tokens.ts';
import { Learner } from '../learner.ts';
import { mean, percentile } from '../statistics.ts';
import { syntheticMemories, syntheticQuestions } from './synthetic-memories.ts';

const SIZE = 10_000;
const TURNS = 100;
const WARM_UP = 5;
/** Rounds of chats with a server that has one place. */
const ROUNDS = 4;

/** What memory adds to a chat turn: time from sending a message to the model request, calls and tokens. */
export const turn: Bench = {
  name: 'turn',
  dataSet: null,
  async run({ sizes, progress }) {
    const size = sizes[0] ?? SIZE;
    const learner = new Learner();
    try {
      await learner.fill(syntheticMemories(size));
      progress(`${size} memories stored`);
      await learner.warmUp();
      const without = await turns(learner, { ...defaultSettings, recall: false, learning: 'told' });
      const withMemory = await turns(learner, defaultSettings);
      // In turn, so that what else the machine does weighs on both alike.
      const busy: FirstTokens[] = [];
      const free: FirstTokens[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        busy.push(await firstTokens(chatsOf(learner, defaultSettings), true));
        free.push(await firstTokens(chatsOf(learner, { ...defaultSettings, learning: 'told' }), false));
      }
      const busyMs = busy.flatMap(({ ms }) => ms);
      const freeMs = free.flatMap(({ ms }) => ms);
      return {
        measures: {
          before_answer_ms_p50: percentile(withMemory.beforeMs, 0.5),
          before_answer_ms_p95: percentile(withMemory.beforeMs, 0.95),
          without_memory_ms_p50: percentile(without.beforeMs, 0.5),
          model_calls_before_answer: mean(withMemory.callsBefore),
          model_calls_after_answer: mean(withMemory.callsAfter),
          extra_prompt_tokens: mean(withMemory.promptTokens) - mean(without.promptTokens),
          // One server with one place, that was still learning from the message before.
          first_token_ms_p50_while_learning: percentile(busyMs, 0.5),
          first_token_ms_p95_while_learning: percentile(busyMs, 0.95),
          first_token_ms_p50_without_learning: percentile(freeMs, 0.5),
          first_token_ms_p95_without_learning: percentile(freeMs, 0.95),
          waited_for_learning_ms_max: Math.max(...busy.flatMap(({ waited }) => waited)),
          captures_interrupted: busy.reduce((sum, { interrupted }) => sum + interrupted, 0),
        },
        settings: { memories: size, turns: TURNS, budget_tokens: defaultSettings.memoryTokens },
      };
    } finally {
      learner.close();
    }
  },
};

interface Turns {
  readonly beforeMs: number[];
  readonly callsBefore: number[];
  readonly callsAfter: number[];
  readonly promptTokens: number[];
}

/** Each question in a chat of its own, through the product's own chat service. */
async function turns(learner: Learner, settings: Settings): Promise<Turns> {
  const model = new CountingModel();
  const chat = chatWith(learner, model, settings);
  const measured: Turns = { beforeMs: [], callsBefore: [], callsAfter: [], promptTokens: [] };
  const questions = [...syntheticQuestions(WARM_UP, 3), ...syntheticQuestions(TURNS)];
  for (const [index, question] of questions.entries()) {
    model.start();
    const started = performance.now();
    chat.send({
      requestId: uuid7(),
      conversationId: null,
      text: `I have to ask. ${question}`,
      temporary: false,
      projectId: null,
    });
    await chat.settled();
    if (index < WARM_UP) continue;
    const answer = model.calls.findIndex(({ capture }) => !capture);
    const call = model.calls[answer];
    if (call === undefined) throw new Error('The model was never asked to answer.');
    measured.beforeMs.push(call.at - started);
    measured.callsBefore.push(answer);
    measured.callsAfter.push(model.calls.length - answer - 1);
    measured.promptTokens.push(call.promptTokens);
  }
  await chat.close();
  return measured;
}

function chatsOf(learner: Learner, settings: Settings): ChatOf {
  return (model, publish) => chatWith(learner, model, settings, publish);
}

function chatWith(
  learner: Learner,
  model: ChatModel,
  settings: Settings,
  publish: Publish = () => undefined,
): ChatService {
  const { conversations, temporaryConversations, memories, runs } = learner.store;
  const ports = {
    capture: {
      captureExplicit: (words) => learner.capture.captureExplicit(words),
      captureImplicit: (...parameters) => learner.capture.captureImplicit(...parameters),
      isOffRecord: () => false,
      mayTeach: () => Promise.resolve(true),
      captureEdit: (...parameters) => learner.capture.captureEdit(...parameters),
    } satisfies MemoryCapture,
    // No message is changed here.
    editedMessages: { doubted: () => [], settle: () => false },
    settings: () => settings,
    publish,
    projects: new Projects({
      assistant: () => null,
      store: learner.store.projects,
      publish: () => undefined,
      newId: () => uuid7(),
      now: Date.now,
    }),
  };
  return new ChatService(
    new ConversationStores(conversations, temporaryConversations),
    {
      ...ports,
      recalling: {
        prefetch: (query, scopes) => learner.recall.prefetch(query, scopes),
        recall: (request) => learner.recall.recall(request),
        markUsed: (ids, at) => memories.markUsed(ids, at),
      },
      models: {
        current: () => Promise.resolve(model),
        readingFacts: () => ({ vision: null, context: null }),
      },
      tools: { offered: () => [], permit: () => undefined },
      newId: () => uuid7(),
      attached: { find: () => null, text: () => '', image: () => Promise.resolve(null) },
      findPassages: () => Promise.resolve([]),
      answering: answerByRun,
      usage: { add: (agent, used, at) => runs.addUsage(agent, used, at) },
      titles: { nameInBackground: () => undefined },
      summaries: {
        tell: (path) => ({ summary: null, rest: path, covered: 0 }),
        toldWith: () => null,
        updateInBackground: () => undefined,
      },
      memoryAnswer,
      memoryBlock,
      now: Date.now,
      pause: () => Promise.resolve(),
    },
    new TurnCapture(ports),
    new ConversationLocks(),
    () => uuid7(),
  );
}

/** Answers at once and records when it was asked and with how many tokens. */
class CountingModel implements ChatModel {
  readonly name = 'counting';
  readonly local = true;
  calls: { at: number; capture: boolean; promptTokens: number }[] = [];

  start(): void {
    this.calls = [];
  }

  async *stream(request: ModelRequest): AsyncIterable<ModelEvent> {
    const capture = request.responseSchema !== undefined;
    const promptTokens = request.messages.reduce((sum, message) => sum + modelMessageTokens(message), 0);
    this.calls.push({ at: performance.now(), capture, promptTokens });
    yield { type: 'text-delta', text: capture ? '{"lessons": []}' : 'All right.' };
    yield { type: 'end', stopReason: 'stop', usage: null };
  }
}

/**
 * A model file in memory with its two sequences: one for chats, one for background requests. Answers requests; knows nothing of processes.
 */
import { TuteeError } from '#shared/errors.ts';
import { InferenceScheduler } from './inference-scheduler.ts';
import type {
  AddonContext,
  AddonGrammarState,
  AddonModel,
  LlamaAddon,
  SamplerConfig,
} from './llama-addon.ts';
import { promptParts } from './prompt-parts.ts';
import type { PromptPart } from './prompt-parts.ts';
import type { AskOrder, Lane, LoadOrder } from './protocol.ts';
import { mostInStep, Sequence } from './sequence.ts';
import type { RunStep } from './sequence.ts';
import { TokenText } from './token-text.ts';

/** Tokens that a prompt must leave for the answer. */
const LEAST_ANSWER = 64;
const lanes: readonly Lane[] = ['chat', 'background'];

export type Answered =
  | {
      readonly reason: 'stop' | 'length';
      readonly promptTokens: number;
      readonly keptTokens: number;
      readonly completionTokens: number;
    }
  /** The prompt leaves no room for an answer. */
  | { readonly reason: 'too-long'; readonly asked: number; readonly window: number };

export class LoadedModel {
  readonly #llama: LlamaAddon;
  readonly #model: AddonModel;
  readonly #order: LoadOrder;
  readonly #sequences: Readonly<Record<Lane, Sequence>>;
  readonly #lanes = new InferenceScheduler();
  readonly #render: (variables: Readonly<Record<string, unknown>>) => string;
  readonly #names: { readonly bos: string; readonly eos: string };
  /** The step in progress. */
  #step: Promise<void> | null = null;

  private constructor(llama: LlamaAddon, model: AddonModel, context: AddonContext, order: LoadOrder) {
    this.#llama = llama;
    this.#model = model;
    this.#order = order;
    this.#sequences = { chat: new Sequence(context, 0), background: new Sequence(context, 1) };
    const template = new llama.AddonJinjaRenderer(order.template);
    this.#render = (variables) => template.render(variables);
    this.#names = { bos: this.#nameOf(model.tokenBos()), eos: this.#nameOf(model.tokenEos()) };
  }

  /** Throws a TuteeError when llama.cpp cannot use the file. */
  static async load(
    llama: LlamaAddon,
    order: LoadOrder,
    onProgress: (share: number) => void,
  ): Promise<LoadedModel> {
    const model = new llama.AddonModel(order.path, {
      addonExports: llama,
      // All layers on processors with shared memory (Apple); elsewhere the native part supports no GPU.
      gpuLayers: process.platform === 'darwin' && process.arch === 'arm64' ? 999 : 0,
      useMmap: true,
      checkTensors: false,
      onLoadProgress: onProgress,
    });
    if (!(await model.init())) throw unusable('llama.cpp cannot read this file.');
    const context = new llama.AddonContext(model, {
      contextSize: order.contextTokens * lanes.length,
      batchSize: mostInStep,
      sequences: lanes.length,
      threads: order.threads,
      flashAttention: 'auto',
    });
    if (!(await context.init())) throw unusable('There is not enough memory for its context.');
    return new LoadedModel(llama, model, context, order);
  }

  /** Throws `cancelled` if the signal aborts, and `template_failed` if the template rejects the chat. */
  async answer(order: AskOrder, onText: (text: string) => void, signal: AbortSignal): Promise<Answered> {
    const { lane } = order;
    await this.#lanes.enter(lane, signal);
    try {
      return await this.#answer(order, onText, signal);
    } finally {
      this.#lanes.leave(lane);
    }
  }

  async #answer(order: AskOrder, onText: (text: string) => void, signal: AbortSignal): Promise<Answered> {
    const sequence = this.#sequences[order.lane];
    const run: RunStep = (step) => this.#run(order.lane, signal, step);
    const prompt = this.#tokens(promptParts(this.#render, this.#order.template, order, this.#names));
    const begun = [...this.#model.tokenize(order.begun, false)];
    const room = this.#order.contextTokens - prompt.length - begun.length;
    if (room < LEAST_ANSWER)
      return { reason: 'too-long', asked: prompt.length, window: this.#order.contextTokens };
    const sampler = new this.#llama.AddonSampler(this.#model);
    try {
      const rules = new AnswerRules(this.#llama, this.#model, order, begun);
      const given = [...prompt, ...begun];
      const keptTokens = await sequence.read(given.slice(0, -1), run);
      const text = new TokenText(this.#model, order.tools.length > 0);
      const most = Math.min(order.maxTokens - begun.length, room - 1);
      const said = [...begun];
      let last = given.at(-1) ?? 0;
      let ended = false;
      while (said.length - begun.length < most) {
        const before = last;
        last = await run(async () => {
          sampler.applyConfig(rules.config(said));
          return await sequence.next(before, sampler);
        });
        ended = last < 0 || this.#model.isEogToken(last);
        if (ended) break;
        said.push(last);
        const piece = text.push(last);
        if (piece === '') continue;
        rules.onText(piece);
        onText(piece);
      }
      return {
        reason: ended ? 'stop' : 'length',
        promptTokens: prompt.length,
        keptTokens,
        completionTokens: said.length,
      };
    } finally {
      sampler.dispose();
    }
  }

  /** Runs a step of a lane when it is its turn and no other step runs, because the sequences share one batch. */
  async #run<Value>(lane: Lane, signal: AbortSignal, step: () => Promise<Value>): Promise<Value> {
    for (;;) {
      if (signal.aborted) throw new TuteeError('cancelled', 'Stopped.');
      await this.#lanes.step(lane, signal);
      const before = this.#step;
      if (before === null) break;
      await before;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#step = promise;
    try {
      return await step();
    } finally {
      this.#step = null;
      resolve();
    }
  }

  #tokens(parts: readonly PromptPart[]): number[] {
    const tokens = parts.flatMap(({ kind, text }) => [...this.#model.tokenize(text, kind === 'control')]);
    const bos = this.#model.tokenBos();
    if (bos >= 0 && this.#model.shouldPrependBosToken() && tokens[0] !== bos) tokens.unshift(bos);
    return tokens;
  }

  #nameOf(token: number): string {
    return token < 0 ? '' : this.#model.getTokenString(token);
  }
}

/** How the tokens of one answer are sampled. */
class AnswerRules {
  readonly #llama: LlamaAddon;
  readonly #model: AddonModel;
  readonly #order: AskOrder;
  readonly #seed = Math.floor(Math.random() * 2 ** 32);
  #state: AddonGrammarState | null = null;
  /** The end of the answer, as long as the trigger. */
  #tail = '';

  constructor(llama: LlamaAddon, model: AddonModel, order: AskOrder, begun: readonly number[]) {
    this.#llama = llama;
    this.#model = model;
    this.#order = order;
    if (order.grammar !== null) {
      this.#state = this.#grammar(order.grammar);
      for (const token of begun) llama.AddonSampler.acceptGrammarEvaluationStateToken(this.#state, token);
    } else this.onText(order.begun);
  }

  config(said: readonly number[]): SamplerConfig {
    const { temperature } = this.#order;
    return {
      temperature: temperature ?? 0.7,
      topK: 40,
      topP: 0.95,
      minP: 0.05,
      seed: this.#seed,
      // Small models repeat themselves, in JSON lists too; punctuation that must repeat is enforced by the grammar.
      repeatPenalty: 1.1,
      repeatPenaltyMaxTokens: 64,
      repeatPenaltyTokens: new Uint32Array(said.slice(-64)),
      ...(this.#state !== null && { grammarEvaluationState: this.#state }),
    };
  }

  /** Called with each piece of the answer, to detect the trigger. */
  onText(piece: string): void {
    const { trigger } = this.#order;
    if (trigger === null || this.#state !== null) return;
    this.#tail = (this.#tail + piece).slice(-trigger.text.length - piece.length);
    if (this.#tail.trimEnd().endsWith(trigger.text)) this.#state = this.#grammar(trigger.grammar);
  }

  #grammar(text: string): AddonGrammarState {
    try {
      const grammar = new this.#llama.AddonGrammar(text, { addonExports: this.#llama });
      return new this.#llama.AddonGrammarEvaluationState(this.#model, grammar);
    } catch (cause) {
      throw new TuteeError('rejected_request', 'The form of the answer is too complex for this model.', {
        cause,
      });
    }
  }
}

function unusable(reason: string): TuteeError {
  return new TuteeError('rejected_request', `This model cannot be run: ${reason}`);
}

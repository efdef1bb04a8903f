import type { RunStatus, RunView } from '#shared/agents/run-view.ts';
import type { CommandOutput, ParsedInput } from '#shared/contract/commands.ts';
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ConversationStores } from '../chat/conversation-stores.ts';
import type { ModelPrices } from '../engine/usage/model-prices.ts';
import type { RunStore } from './ports.ts';
import { byAgent, runView, usageOver } from './run-views.ts';
import type { KeptRun } from './run-views.ts';

export interface RunHistoryPorts {
  readonly conversations: ConversationStores;
  /** Of the database file, and of temporary chats. */
  readonly saved: RunStore;
  readonly temporary: RunStore;
  readonly publish: Publish;
  readonly prices: () => ModelPrices;
  readonly now: () => number;
}

/** How long a deleted run can be brought back at least, in ms. */
const BIN_TIME = 60_000;

/** Runs as they are kept, wherever that is, with what they are doing at this moment. */
export class RunHistory {
  readonly #ports: RunHistoryPorts;
  readonly #live: (runId: string) => RunStatus | null;

  /** @param live what a run is doing at this moment; null: nothing. */
  constructor(ports: RunHistoryPorts, live: (runId: string) => RunStatus | null) {
    this.#ports = ports;
    this.#live = live;
  }

  /** Throws `not_found`. */
  kept(runId: string): KeptRun {
    const { saved, temporary } = this.#ports;
    for (const store of [saved, temporary]) {
      const run = store.get(runId);
      if (run !== undefined) return { run, store, temporary: store === temporary, live: this.#live(runId) };
    }
    throw new TuteeError('not_found', 'This run is not there any more.');
  }

  view(runId: string): RunView {
    return runView(this.kept(runId), this.#ports.prices());
  }

  /** Tells the page how a run stands. One that is gone has nothing to tell. */
  announce(runId: string): void {
    const { saved, temporary, publish } = this.#ports;
    if ((saved.get(runId) ?? temporary.get(runId)) === undefined) return;
    publish('run-changed', { run: this.view(runId) });
  }

  /** Throws `not_found`. */
  delete(runId: string): void {
    const { now, publish } = this.#ports;
    this.kept(runId).store.delete(runId, now());
    this.emptyBin();
    publish('run-removed', { runId });
  }

  /** Throws `not_found` for one that was not deleted, or is gone for good. */
  restore(runId: string): RunView {
    const { saved, temporary } = this.#ports;
    if (![saved, temporary].some((store) => store.restore(runId)))
      throw new TuteeError('not_found', 'This run is not there any more.');
    this.announce(runId);
    return this.view(runId);
  }

  /** What was deleted some time ago is gone for good. */
  emptyBin(): void {
    const { saved, temporary, now } = this.#ports;
    for (const store of [saved, temporary]) store.emptyBin(now() - BIN_TIME);
  }

  list({ teamId, conversationId, cursor, limit }: ParsedInput<'runs.list'>): CommandOutput<'runs.list'> {
    const { conversations, saved, temporary } = this.#ports;
    const hidden = conversationId !== undefined && conversations.temporary.get(conversationId) !== undefined;
    const page = (hidden ? temporary : saved).list({ teamId, conversationId }, cursor, limit);
    return { ...page, items: page.items.map(({ id }) => this.view(id)) };
  }

  get(runId: string): Omit<CommandOutput<'runs.get'>, 'writing'> {
    const { store } = this.kept(runId);
    const messages = store.messages(runId);
    const { component } = store.toResume(runId);
    return {
      run: this.view(runId),
      messages,
      usageByAgent: byAgent(messages, this.#ports.prices()),
      component: component as CommandOutput<'runs.get'>['component'],
    };
  }

  usage(days: number): CommandOutput<'runs.usage'> {
    const { saved, now, prices } = this.#ports;
    return usageOver(saved, days, now(), prices());
  }
}

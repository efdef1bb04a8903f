import type { AgentRun } from '#shared/agents/agent-run.ts';
import type { RunStatus, RunView } from '#shared/agents/run-view.ts';
import type { CommandOutput, ParsedInput } from '#shared/contract/commands.ts';
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ConversationStores } from '../../chat/conversation-stores.ts';
import type { ModelPrices } from '../../engine/usage/model-prices.ts';
import type { RunStore } from '../ports.ts';
import { byAgent, runView, usageOver } from './run-views.ts';
import type { KeptRun } from './run-views.ts';

export interface RunHistoryPorts {
  readonly conversations: ConversationStores;
  /** The stores of the database file and of temporary chats. */
  readonly saved: RunStore;
  readonly temporary: RunStore;
  readonly publish: Publish;
  readonly prices: () => ModelPrices;
  readonly now: () => number;
}

/** Reads stored runs from both stores, combined with the live status of the active ones. */
export class RunHistory {
  readonly #ports: RunHistoryPorts;
  readonly #liveStatus: (runId: string) => RunStatus | null;

  /** @param liveStatus the status of an active run; null: it is not active. */
  constructor(ports: RunHistoryPorts, liveStatus: (runId: string) => RunStatus | null) {
    this.#ports = ports;
    this.#liveStatus = liveStatus;
  }

  /** Throws `not_found`. */
  kept(runId: string): KeptRun {
    const kept = this.#find(runId);
    if (kept === undefined) throw new TuteeError('not_found', 'This run is not there any more.');
    return kept;
  }

  view(runId: string): RunView {
    return runView(this.kept(runId), this.#ports.prices());
  }

  /** Publishes the state of a run; ignored for a deleted one. */
  announce(runId: string): void {
    const { publish, prices } = this.#ports;
    const kept = this.#find(runId);
    if (kept !== undefined) publish('run-changed', { run: runView(kept, prices()) });
  }

  /** Throws `not_found`. */
  delete(runId: string): void {
    const { now, publish } = this.#ports;
    const { store } = this.kept(runId);
    store.release(runId);
    store.bin.delete(runId, now());
    publish('run-removed', { runId });
  }

  /** Throws `not_found` for a run that was not deleted or was purged. */
  restore(runId: string): RunView {
    const { saved, temporary } = this.#ports;
    if (![saved, temporary].some((store) => store.bin.restore(runId)))
      throw new TuteeError('not_found', 'This run is not there any more.');
    this.announce(runId);
    return this.view(runId);
  }

  list({ teamId, conversationId, cursor, limit }: ParsedInput<'runs.list'>): CommandOutput<'runs.list'> {
    const { conversations, saved, temporary } = this.#ports;
    const hidden = conversationId !== undefined && conversations.temporary.get(conversationId) !== undefined;
    const store = hidden ? temporary : saved;
    const page = store.list({ teamId, conversationId }, cursor, limit);
    const prices = this.#ports.prices();
    return { ...page, items: page.items.map((run) => runView(this.#keptIn(store, run), prices)) };
  }

  get(runId: string): Omit<CommandOutput<'runs.get'>, 'writing'> {
    const kept = this.kept(runId);
    const messages = kept.store.messages(runId);
    const prices = this.#ports.prices();
    return {
      run: runView(kept, prices),
      messages,
      usageByAgent: byAgent(messages, prices),
      component: kept.store.component(runId) as CommandOutput<'runs.get'>['component'],
    };
  }

  usage(days: number): CommandOutput<'runs.usage'> {
    const { saved, now, prices } = this.#ports;
    return usageOver(saved, days, now(), prices());
  }

  #find(runId: string): KeptRun | undefined {
    const { saved, temporary } = this.#ports;
    for (const store of [saved, temporary]) {
      const run = store.get(runId);
      if (run !== undefined) return this.#keptIn(store, run);
    }
    return undefined;
  }

  #keptIn(store: RunStore, run: AgentRun): KeptRun {
    return { run, store, temporary: store === this.#ports.temporary, live: this.#liveStatus(run.id) };
  }
}

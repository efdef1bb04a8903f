import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { RunView } from '#shared/agents/run-view.ts';
import type { ActiveRuns } from './active-runs.ts';
import type { RunHistory } from './run-history.ts';
import type { RunSession } from './run-session.ts';
import type { KeptRun } from './run-views.ts';
import { assertTeamAgent, saveTakenOver } from './suspended-runs.ts';

export interface HumanInterventionPorts {
  readonly active: ActiveRuns;
  readonly history: RunHistory;
  readonly now: () => number;
  /** Makes a message of a person. */
  readonly words: (text: string) => ChatMessage;
  /** Continues an inactive run with a message. */
  readonly say: (runId: string, text: string) => Promise<RunView>;
  /** Resumes an inactive run after `before` has changed it. */
  readonly resume: (kept: KeptRun, before: (session: RunSession) => void) => Promise<RunView>;
}

/** A person intervenes in a run, active or not: interrupts its current turns, takes agents over and hands them back. */
export class HumanIntervention {
  readonly #ports: HumanInterventionPorts;

  constructor(ports: HumanInterventionPorts) {
    this.#ports = ports;
  }

  /** Interrupts the current turns; the text, if given, reaches the run in any case. */
  interrupt(runId: string, text: string | undefined): Promise<RunView> {
    const { active, history, words, say } = this.#ports;
    return active.exclusive(runId, async () => {
      const session = await active.current(runId);
      if (session?.ended === false) await session.interrupt(text === undefined ? null : words(text));
      else if (text !== undefined) return say(runId, text);
      return history.view(runId);
    });
  }

  takeOver(runId: string, agent: string): Promise<RunView> {
    const { active, history } = this.#ports;
    return active.exclusive(runId, async () => {
      const session = await active.current(runId);
      const { store } = history.kept(runId);
      assertTeamAgent(store.component(runId), agent);
      if (session?.ended === false) session.takeOver(agent);
      else await this.#changeSuspended(runId, (agents) => [...new Set([...agents, agent])]);
      return history.view(runId);
    });
  }

  handBack(runId: string, agent: string): Promise<RunView> {
    const { active, history, resume } = this.#ports;
    return active.exclusive(runId, async () => {
      const session = await active.current(runId);
      const kept = history.kept(runId);
      const { takenOver, status, requests } = kept.run;
      if (session?.ended === false) session.handBack(agent);
      else if (takenOver.includes(agent)) {
        const waits = status === 'waiting' && requests.some(({ source }) => source === agent);
        if (waits) return resume(kept, (next) => next.handBack(agent));
        await this.#changeSuspended(runId, (agents) => agents.filter((name) => name !== agent));
      }
      return history.view(runId);
    });
  }

  async #changeSuspended(runId: string, change: (agents: readonly string[]) => string[]): Promise<void> {
    const { active, history, now } = this.#ports;
    await active.ended(runId);
    const kept = history.kept(runId);
    saveTakenOver(kept, change(kept.run.takenOver), now());
    history.announce(runId);
  }
}

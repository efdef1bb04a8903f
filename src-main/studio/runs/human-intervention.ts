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
  /** What a person says, marked as theirs. */
  readonly words: (text: string) => ChatMessage;
  /** Lets a run that is not on go on with these words. */
  readonly say: (runId: string, text: string) => Promise<RunView>;
  /** Lets a run that is not on go on, after `before` has changed it. */
  readonly resume: (kept: KeptRun, before: (session: RunSession) => void) => Promise<RunView>;
}

/** A person at the side of a run, who interrupts whoever speaks, and speaks for agents; whether it is on or stands still. */
export class HumanIntervention {
  readonly #ports: HumanInterventionPorts;

  constructor(ports: HumanInterventionPorts) {
    this.#ports = ports;
  }

  /** Words are heard in any case; where no turn is on there is nothing to stop. */
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
      else await this.#changeStanding(runId, (agents) => [...new Set([...agents, agent])]);
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
        await this.#changeStanding(runId, (agents) => agents.filter((name) => name !== agent));
      }
      return history.view(runId);
    });
  }

  async #changeStanding(runId: string, change: (agents: readonly string[]) => string[]): Promise<void> {
    const { active, history, now } = this.#ports;
    await active.ended(runId);
    const kept = history.kept(runId);
    saveTakenOver(kept, change(kept.run.takenOver), now());
    history.announce(runId);
  }
}

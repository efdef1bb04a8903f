import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { RunView } from '#shared/agents/run-view.ts';
import type { LiveRuns } from './live-runs.ts';
import type { RunHistory } from './run-history.ts';
import type { RunSession } from './run-session.ts';
import type { KeptRun } from './run-views.ts';
import { refuseStranger, takeOverStanding } from './standing-runs.ts';

export interface SteppingInPorts {
  readonly live: LiveRuns;
  readonly history: RunHistory;
  readonly now: () => number;
  /** What a person says, marked as theirs. */
  readonly words: (text: string) => ChatMessage;
  /** Lets a run that is not on go on with these words. */
  readonly say: (runId: string, text: string) => Promise<RunView>;
  /** Lets a run that is not on go on, after `before` has changed it. */
  readonly goOn: (kept: KeptRun, before: (session: RunSession) => void) => Promise<RunView>;
}

/** A person at the side of a run, who interrupts whoever speaks, and speaks for agents; whether it is on or stands still. */
export class SteppingIn {
  readonly #ports: SteppingInPorts;

  constructor(ports: SteppingInPorts) {
    this.#ports = ports;
  }

  /** Words are heard in any case; where no turn is on there is nothing to stop. */
  interrupt(runId: string, text: string | undefined): Promise<RunView> {
    const { live, history, words, say } = this.#ports;
    return live.inTurn(runId, async () => {
      const session = await live.now(runId);
      if (session?.ended === false) await session.interrupt(text === undefined ? null : words(text));
      else if (text !== undefined) return say(runId, text);
      return history.view(runId);
    });
  }

  takeOver(runId: string, agent: string): Promise<RunView> {
    const { live, history } = this.#ports;
    return live.inTurn(runId, async () => {
      const session = await live.now(runId);
      const { store } = history.kept(runId);
      refuseStranger(store.component(runId), agent);
      if (session?.ended === false) session.takeOver(agent);
      else await this.#changeStanding(runId, (agents) => [...new Set([...agents, agent])]);
      return history.view(runId);
    });
  }

  handBack(runId: string, agent: string): Promise<RunView> {
    const { live, history, goOn } = this.#ports;
    return live.inTurn(runId, async () => {
      const session = await live.now(runId);
      const kept = history.kept(runId);
      const { takenOver, status, requests } = kept.run;
      if (session?.ended === false) session.handBack(agent);
      else if (takenOver.includes(agent)) {
        const waits = status === 'waiting' && requests.some(({ source }) => source === agent);
        if (waits) return goOn(kept, (next) => next.handBack(agent));
        await this.#changeStanding(runId, (agents) => agents.filter((name) => name !== agent));
      }
      return history.view(runId);
    });
  }

  async #changeStanding(runId: string, change: (agents: readonly string[]) => string[]): Promise<void> {
    const { live, history, now } = this.#ports;
    await live.ended(runId);
    const kept = history.kept(runId);
    takeOverStanding(kept, change(kept.run.takenOver), now());
    history.announce(runId);
  }
}

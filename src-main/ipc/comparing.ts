import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { ComparingState } from '#shared/contract/comparing.ts';

type ComparingHandlers = Pick<CommandHandlers, 'comparing.state' | 'comparing.pause' | 'comparing.resume'>;

/** What makes memories comparable in the background. */
interface Comparing {
  state(): ComparingState;
  pause(): void;
  resume(): void;
}

export function comparingHandlers(comparing: Comparing): ComparingHandlers {
  return {
    'comparing.state': () => comparing.state(),
    'comparing.pause': () => {
      comparing.pause();
      return comparing.state();
    },
    'comparing.resume': () => {
      comparing.resume();
      return comparing.state();
    },
  };
}

import { BaseGroupChat } from './base-group-chat.ts';
import type { GroupChatOptions } from './base-group-chat.ts';
import { DEFAULT_CONSECUTIVE_TURNS } from './consecutive-turns.ts';
import { SwarmManager } from './swarm-manager.ts';

/**
 * A team whose participants hand the word to each other. The first begins; whoever has the word keeps it until then, but for no
 * more than two turns when `maxConsecutiveTurns` is not given: who answers without handing over has spoken to a person.
 */
export class Swarm extends BaseGroupChat {
  constructor(options: GroupChatOptions) {
    const { maxConsecutiveTurns = DEFAULT_CONSECUTIVE_TURNS } = options;
    super(
      'Swarm',
      { ...options, maxConsecutiveTurns },
      (names) => new SwarmManager(options.name ?? 'Swarm', names),
    );
  }
}

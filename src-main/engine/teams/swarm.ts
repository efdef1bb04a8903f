import { BaseGroupChat } from './base-group-chat.ts';
import type { GroupChatOptions } from './base-group-chat.ts';
import { DEFAULT_CONSECUTIVE_TURNS } from './consecutive-turns.ts';
import { SwarmManager } from './swarm-manager.ts';
import { recordComponent } from '../run/component-record.ts';

/**
 * A team whose participants hand over to each other; the first one begins. A participant speaks until it hands over, but at most
 * `maxConsecutiveTurns` times in a row (default 2): an answer without a handoff is meant for a person.
 */
export class Swarm extends BaseGroupChat {
  constructor(options: GroupChatOptions) {
    const { maxConsecutiveTurns = DEFAULT_CONSECUTIVE_TURNS } = options;
    super(
      'Swarm',
      { ...options, maxConsecutiveTurns },
      (names) => new SwarmManager(options.name ?? 'Swarm', names),
    );
    recordComponent(this, Swarm, 'Swarm', options);
  }
}

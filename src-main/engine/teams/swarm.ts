import { BaseGroupChat } from './base-group-chat.ts';
import type { GroupChatOptions } from './base-group-chat.ts';
import { SwarmManager } from './swarm-manager.ts';

/** A team whose participants hand the word to each other. The first begins; whoever has the word keeps it until then. */
export class Swarm extends BaseGroupChat {
  constructor(options: GroupChatOptions) {
    super('Swarm', options, (names) => new SwarmManager(options.name ?? 'Swarm', names));
  }
}

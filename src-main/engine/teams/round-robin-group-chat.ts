import { BaseGroupChat } from './base-group-chat.ts';
import type { GroupChatOptions } from './base-group-chat.ts';
import { RoundRobinManager } from './round-robin-manager.ts';
import { recordComponent } from '../run/component-record.ts';

/** A team whose participants take turns in the given order. */
export class RoundRobinGroupChat extends BaseGroupChat {
  constructor(options: GroupChatOptions) {
    super('RoundRobinGroupChat', options, (names) => new RoundRobinManager(names));
    recordComponent(this, RoundRobinGroupChat, 'RoundRobinGroupChat', options);
  }
}

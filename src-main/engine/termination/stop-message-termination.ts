import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { SimpleTermination } from './simple-termination.ts';
import { recordComponent } from '../run/component-record.ts';

/** Stops after a StopMessage. */
export class StopMessageTermination extends SimpleTermination {
  constructor() {
    super('StopMessageTermination', z.null(), null);
    recordComponent(this, StopMessageTermination, 'StopMessageTermination', {});
  }

  protected override judge(messages: readonly AgentMessage[]): string | null {
    return messages.some(({ type }) => type === 'StopMessage') ? 'Somebody said to stop.' : null;
  }
}

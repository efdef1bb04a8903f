import * as z from 'zod';
import { SimpleTermination } from './simple-termination.ts';
import { recordComponent } from '../run/component-record.ts';

/** Stops at the end of the turn in which `set` was called. Unlike cancelling, the turn is finished. */
export class ExternalTermination extends SimpleTermination<z.ZodBoolean> {
  constructor() {
    super('ExternalTermination', z.boolean(), false);
    recordComponent(this, ExternalTermination, 'ExternalTermination', {});
  }

  set(): void {
    this.notes = true;
  }

  protected override judge(): string | null {
    return this.notes ? 'It was stopped from outside.' : null;
  }
}

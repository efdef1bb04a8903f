import * as z from 'zod';
import { SimpleTermination } from './simple-termination.ts';

/** Stops at the end of the turn in which `set` was called, from outside: with the turn finished, unlike cancelling. */
export class ExternalTermination extends SimpleTermination<z.ZodBoolean> {
  constructor() {
    super('ExternalTermination', z.boolean(), false);
  }

  set(): void {
    this.notes = true;
  }

  protected override judge(): string | null {
    return this.notes ? 'It was stopped from outside.' : null;
  }
}

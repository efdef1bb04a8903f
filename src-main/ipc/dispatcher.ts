/**
 * Dispatches commands: every command of every shell is parsed by its schema, handled, and answered as a Result. The transport of
 * each shell has authenticated the caller before; the dispatcher knows no shell.
 */
import { validate, dotted } from '#shared/validate.ts';
import type { ValidationFault } from '#shared/validate.ts';
import { commands, isCommandName } from '#shared/contract/commands.ts';
import type { CommandHandlers, CommandName } from '#shared/contract/commands.ts';
import { TuteeError, toErrorData } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import { retryWhileLocked } from '#shared/retry-while-locked.ts';

export type Dispatch = (name: unknown, input: unknown) => Promise<Result<unknown>>;

/** How a command is retried that could not write because the database is locked. */
export interface Retrying {
  /** Changes with each write: a command that wrote something before it failed is not retried. */
  readonly revision: () => string;
  readonly pause: () => Promise<void>;
}

/**
 * @param onFailure logs a failure with `fault: 'system'`.
 * @returns a function that never rejects.
 */
export function createDispatcher(
  handlers: CommandHandlers,
  onFailure: (name: string, thrown: unknown) => void,
  retrying: Retrying,
): Dispatch {
  return async (name, input) => {
    try {
      if (!isCommandName(name)) throw new TuteeError('unknown_command', 'Tutee has no such command.');
      const before = retrying.revision();
      const unchanged = () => retrying.revision() === before;
      const value = await retryWhileLocked(
        () => callHandler(handlers, name, input),
        retrying.pause,
        unchanged,
      );
      return { ok: true, value };
    } catch (thrown) {
      const error = toErrorData(thrown);
      if (error.fault === 'system') onFailure(String(name), thrown);
      return { ok: false, error };
    }
  };
}

function callHandler(handlers: CommandHandlers, name: CommandName, input: unknown): unknown {
  const parsed = validate(commands[name].input, input);
  if (!parsed.ok) throw invalidInput(parsed.fault);
  // The handler of `name` takes what the schema of `name` returns; TypeScript cannot express that for the union of all handlers.
  const handler = handlers[name] as (input: unknown) => unknown;
  return handler(parsed.value);
}

/** The first fault, with the path of the field. */
function invalidInput({ path, message }: ValidationFault): TuteeError {
  return new TuteeError('invalid_input', message, { field: path.length === 0 ? undefined : dotted(path) });
}

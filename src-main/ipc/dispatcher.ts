/**
 * The main side's door: every command from every shell comes through `dispatch`, is parsed by its schema and answered as
 * data. Who may call is decided before, once, in the transport of each shell.
 */
import { checkForm, dotted } from '#shared/check-form.ts';
import type { FormFault } from '#shared/check-form.ts';
import { commands, isCommandName } from '#shared/contract/commands.ts';
import type { CommandHandlers, CommandName } from '#shared/contract/commands.ts';
import { TuteeError, toErrorData } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import { retryWhileLocked } from '#shared/retry-while-locked.ts';

export type Dispatch = (name: unknown, input: unknown) => Promise<Result<unknown>>;

/** How a command is tried again that could not begin to write because another program holds the database. */
export interface Retrying {
  /** Another one after each write: a command that wrote something before it failed is not repeated. */
  readonly revision: () => string;
  readonly pause: () => Promise<void>;
}

/**
 * @param onFailure is told every failure that is Tutee's own fault, for the log.
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
  const parsed = checkForm(commands[name].input, input);
  if (!parsed.ok) throw invalidInput(parsed.fault);
  // The handler of `name` takes exactly what the schema of `name` gives; the union of all handlers cannot say so.
  const handler = handlers[name] as (input: unknown) => unknown;
  return handler(parsed.value);
}

/** The first fault, with the path of the field. */
function invalidInput({ path, message }: FormFault): TuteeError {
  return new TuteeError('invalid_input', message, { field: path.length === 0 ? undefined : dotted(path) });
}

/**
 * The main side's door: every command from every shell comes through `dispatch`, is parsed by its schema and answered as
 * data. Who may call is decided before, once, in the transport of each shell.
 */
import type * as z from 'zod';
import { commands, isCommandName } from '#shared/contract/commands.ts';
import type { CommandHandlers, CommandName } from '#shared/contract/commands.ts';
import { TuteeError, toErrorData } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';

export type Dispatch = (name: unknown, input: unknown) => Promise<Result<unknown>>;

/**
 * @param onFailure is told every failure that is Tutee's own fault, for the log.
 * @returns a function that never rejects.
 */
export function createDispatcher(
  handlers: CommandHandlers,
  onFailure: (name: string, thrown: unknown) => void,
): Dispatch {
  return async (name, input) => {
    try {
      if (!isCommandName(name)) throw new TuteeError('unknown_command', 'Tutee has no such command.');
      return { ok: true, value: await callHandler(handlers, name, input) };
    } catch (thrown) {
      const error = toErrorData(thrown);
      if (error.fault === 'system') onFailure(String(name), thrown);
      return { ok: false, error };
    }
  };
}

function callHandler(handlers: CommandHandlers, name: CommandName, input: unknown): unknown {
  const parsed = commands[name].input.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error);
  // The handler of `name` takes exactly what the schema of `name` gives; the union of all handlers cannot say so.
  const handler = handlers[name] as (input: unknown) => unknown;
  return handler(parsed.data);
}

/** The first fault, worded by the schema, with the path of the field. */
function invalidInput(error: z.ZodError): TuteeError {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.');
  return new TuteeError('invalid_input', issue?.message ?? 'The input is not of the expected form.', {
    field: field === '' ? undefined : field,
  });
}

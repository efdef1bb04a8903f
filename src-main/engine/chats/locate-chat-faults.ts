import { TuteeError } from '#shared/errors.ts';
import { faultsIn, throwFaults } from '../run/collect-faults.ts';

/** Runs `make` and prefixes the field of every validation fault it throws with `chats.<index>`. */
export function locateChatFaults<Made>(index: number, make: () => Made): Made {
  try {
    return make();
  } catch (thrown) {
    if (!(thrown instanceof TuteeError)) throw thrown;
    throwFaults(faultsIn(thrown).map((fault) => placed(fault, index)));
    throw thrown;
  }
}

function placed(fault: TuteeError, index: number): TuteeError {
  const { code, message, field, detail } = fault;
  const place = field === undefined ? `chats.${index}` : `chats.${index}.${field}`;
  return new TuteeError(code, message, { field: place, detail, cause: fault });
}

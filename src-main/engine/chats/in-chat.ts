import { TuteeError } from '#shared/errors.ts';

/** What is refused while a chat is made, with its place among the chats. */
export function inChat<Made>(index: number, make: () => Made): Made {
  try {
    return make();
  } catch (thrown) {
    if (!(thrown instanceof TuteeError)) throw thrown;
    const { code, message, field, detail } = thrown;
    const place = field === undefined ? `chats.${index}` : `chats.${index}.${field}`;
    throw new TuteeError(code, message, { field: place, detail, cause: thrown });
  }
}

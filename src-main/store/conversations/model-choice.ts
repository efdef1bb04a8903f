import { modelChoiceSchema } from '#shared/models/provider.ts';
import type { ModelChoice } from '#shared/models/provider.ts';

/** The choice of a row as a field of its chat or project; absent when there is none, or when a newer version wrote it. */
export function chosenModel(text: string | null): { readonly model?: ModelChoice } {
  if (text === null) return {};
  const read = modelChoiceSchema.safeParse(JSON.parse(text));
  return read.success ? { model: read.data } : {};
}

export function choiceText(choice: ModelChoice | null): string | null {
  return choice === null ? null : JSON.stringify(choice);
}

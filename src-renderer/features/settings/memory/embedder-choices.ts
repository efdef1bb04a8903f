import { isEmbeddingModel } from '../../../../shared/models/embedding-models.ts';
import type { DetectedServer } from '../../../../shared/models/model.ts';
import type { EmbedderChoice } from '../../../../shared/settings.ts';
import { serverNames } from '../models/presets.ts';

export interface ListedChoice {
  readonly value: string;
  readonly label: string;
  /** Null: to be typed in. */
  readonly choice: EmbedderChoice | null;
}

const other: ListedChoice = { value: 'other', label: 'An embedding model on another server', choice: null };

/** What memories can be compared by: the built-in way, embedding models that run on this machine, any other server. */
export function embedderChoices(servers: readonly DetectedServer[]): ListedChoice[] {
  const found = servers.flatMap(({ kind, baseUrl, models }) =>
    models.filter(isEmbeddingModel).map((model) => ({
      value: `${baseUrl} ${model}`,
      label: `${model} (${serverNames[kind]}, on this machine)`,
      choice: { type: 'endpoint', baseUrl, model } as const,
    })),
  );
  return [
    { value: 'embedded', label: 'Tutee itself (built in)', choice: { type: 'embedded' } },
    ...found,
    other,
  ];
}

/** The listed choice that is in use; the one to be typed in when none of the others is. */
export function listedChoice(embedder: EmbedderChoice, choices: readonly ListedChoice[]): ListedChoice {
  const value = embedder.type === 'embedded' ? 'embedded' : `${embedder.baseUrl} ${embedder.model}`;
  return choices.find((choice) => choice.value === value) ?? other;
}

import { isEmbeddingModel } from '../../../../shared/models/embedding-models.ts';
import type { DetectedServer } from '../../../../shared/models/model.ts';
import type { EmbedderChoice } from '../../../../shared/settings.ts';
import { presetName } from '../models/presets.ts';
import { t } from '../../../language/translate.ts';

export interface EmbedderOption {
  readonly value: string;
  readonly label: string;
  /** Null: the user types the address. */
  readonly choice: EmbedderChoice | null;
}

const other: EmbedderOption = {
  value: 'other',
  label: t('An embedding model on another server'),
  choice: null,
};

/** The available embedders: built in, embedding models found on this machine, any other server. */
export function embedderOptions(servers: readonly DetectedServer[]): EmbedderOption[] {
  const found = servers.flatMap(({ kind, baseUrl, models }) =>
    models.filter(isEmbeddingModel).map((model) => ({
      value: `${baseUrl} ${model}`,
      label: t('{{model}} ({{server}}, on this machine)', { model, server: presetName(kind) }),
      choice: { type: 'endpoint', baseUrl, model } as const,
    })),
  );
  return [
    { value: 'embedded', label: t('Tutee itself (built in)'), choice: { type: 'embedded' } },
    ...found,
    other,
  ];
}

/** The option for the current embedder; "other" when none matches. */
export function selectedOption(embedder: EmbedderChoice, choices: readonly EmbedderOption[]): EmbedderOption {
  const value = embedder.type === 'embedded' ? 'embedded' : `${embedder.baseUrl} ${embedder.model}`;
  return choices.find((choice) => choice.value === value) ?? other;
}

import type { Migration } from './migration.ts';

/** The model that a chat or a project has chosen, and the provider of each answer. A row without a choice grows by a byte. */
export const chosenModels: Migration = {
  id: 25,
  name: 'chosen-models',
  up: (database) => {
    database.exec(`
      -- JSON of ModelChoice. NULL: that of the project, and then of the settings.
      ALTER TABLE conversations ADD COLUMN model_choice TEXT;
      -- JSON of ModelChoice. NULL: that of the settings.
      ALTER TABLE projects ADD COLUMN model_choice TEXT;
      -- The id of the provider of the model. NULL: unknown, or no model.
      ALTER TABLE messages ADD COLUMN provider TEXT;
    `);
  },
};

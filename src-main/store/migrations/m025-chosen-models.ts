import type { Migration } from './migration.ts';

/** Which model a chat or a project has chosen, and whose model wrote an answer. Without a choice a row grows by a byte. */
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

import type { Migration } from './migration.ts';

/**
 * Adds the usage of plain chats to agent_usage: one row for each answer, without a run. For answers from before this version it is taken
 * from the messages. Messages of runs, also of deleted ones, are excluded, because agent_usage already contains their usage.
 */
export const chatUsage: Migration = {
  id: 13,
  name: 'chat-usage',
  up: (database) => {
    database.exec(`
      INSERT INTO agent_usage (run_id, agent, model, prompt_tokens, completion_tokens, cached, at)
      SELECT NULL, 'Tutee', model, usage ->> 'promptTokens', usage ->> 'completionTokens', 0, created_at
      FROM messages
      WHERE role = 'assistant' AND speaker = 'Tutee' AND run_id IS NULL AND model IS NOT NULL AND usage IS NOT NULL
      ORDER BY created_at, id;
    `);
  },
};

import type { Migration } from './migration.ts';

/**
 * What plain chats used joins what agents used: a row of agent_usage each, without a run. Answers from before this version
 * have it beside their text. Those of runs that were deleted are among them by other names, and are in the sums already.
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

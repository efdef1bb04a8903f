/** The statements of ConversationRepository that do not fit on a line. */
export const insertSql = `
  INSERT INTO conversations (id, title, created_at, updated_at, last_message_at, active_leaf, project_id,
    model_choice, assistant)
  VALUES (:id, :title, :created_at, :updated_at, :updated_at, NULL, :project_id, :model_choice, :assistant)`;

export const growSql = `
  UPDATE conversations SET active_leaf = :leaf, updated_at = max(updated_at, :at), last_message_at = max(last_message_at, :at),
    archived_at = NULL
  WHERE id = :id`;

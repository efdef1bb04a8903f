/**
 * The schema's history. This folder owns the statements that create and change tables, except the vector tables of each
 * embedder (vectors/); it knows nothing of the repositories that use them. A released migration is never edited, only
 * followed by another.
 */
import { conversations } from './m001-conversations.ts';
import { memories } from './m002-memories.ts';
import { receipts } from './m003-receipts.ts';
import { settings } from './m004-settings.ts';
import { imports } from './m005-imports.ts';
import { trust } from './m006-trust.ts';
import { importedTurns } from './m007-imported-turns.ts';
import { forgetting } from './m008-forgetting.ts';
import { timeline } from './m009-timeline.ts';
import { agentRuns } from './m010-agent-runs.ts';
import { agentTeams } from './m011-agent-teams.ts';
import { projects } from './m012-projects.ts';
import { chatUsage } from './m013-chat-usage.ts';
import { editedAnswers } from './m014-edited-answers.ts';
import { unfinishedPurges } from './m015-unfinished-purges.ts';
import { standingRuns } from './m016-standing-runs.ts';
import { agentsOwnMemories } from './m017-agents-own-memories.ts';
import { firstMessages } from './m018-first-messages.ts';
import { drafts } from './m019-drafts.ts';
import { renamedAgents } from './m020-renamed-agents.ts';
import { privateTurns } from './m021-private-turns.ts';
import { runBudgets } from './m022-run-budgets.ts';
import { quantizedVectors } from './m023-quantized-vectors.ts';
import { servers } from './m024-servers.ts';
import { chosenModels } from './m025-chosen-models.ts';
import { importedChats } from './m026-imported-chats.ts';
import { attachments } from './m027-attachments.ts';
import { chatSummaries } from './m028-chat-summaries.ts';
import { memoryClients } from './m029-memory-clients.ts';
import { chatPlaces } from './m030-chat-places.ts';
import { tools } from './m031-tools.ts';
import { assistantsAndPrompts } from './m032-assistants-and-prompts.ts';
import { knowledge } from './m033-knowledge.ts';
import { allowedFolders } from './m034-allowed-folders.ts';
import { skills } from './m035-skills.ts';
import type { Migration } from './migration.ts';

/** In order; a migration's index is its id minus one. */
export const allMigrations: readonly Migration[] = [
  conversations,
  memories,
  receipts,
  settings,
  imports,
  trust,
  importedTurns,
  forgetting,
  timeline,
  agentRuns,
  agentTeams,
  projects,
  chatUsage,
  editedAnswers,
  unfinishedPurges,
  standingRuns,
  agentsOwnMemories,
  firstMessages,
  drafts,
  renamedAgents,
  privateTurns,
  runBudgets,
  quantizedVectors,
  servers,
  chosenModels,
  importedChats,
  attachments,
  chatSummaries,
  memoryClients,
  chatPlaces,
  tools,
  assistantsAndPrompts,
  knowledge,
  allowedFolders,
  skills,
];

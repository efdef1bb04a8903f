/**
 * The contract between page and main side: every command, with the schemas of its input and output; events.ts lists the events. It may
 * not know Node, the DOM or Electron.
 */
import type * as z from 'zod';
import { agentRunCommands } from './agent-runs.ts';
import { agentCommands } from './agents.ts';
import { appCommands } from './app.ts';
import { attachmentCommands } from './attachments.ts';
import { backupCommands } from './backups.ts';
import { chatCommands } from './chat.ts';
import { embeddingCommands } from './embedding.ts';
import { insideCommands } from './inside.ts';
import { conversationCommands } from './conversations.ts';
import { knowledgeCommands } from './knowledge.ts';
import { draftCommands } from './drafts.ts';
import { memoryCommands } from './memories.ts';
import { memoryClientCommands } from './memory/memory-clients.ts';
import { memoryChangingCommands } from './memory/memory-changing.ts';
import { memoryForgettingCommands } from './memory/memory-forgetting.ts';
import { memorySurveyCommands } from './memory/memory-survey.ts';
import { memoryViewCommands } from './memory/memory-views.ts';
import { memoryReviewCommands } from './memory/memory-review.ts';
import { folderCommands } from './folders.ts';
import { learnerCheckCommands, modelCommands, providerCommands } from './models.ts';
import { promptCommands } from './prompts.ts';
import { projectCommands } from './projects.ts';
import { settingsCommands } from './settings.ts';
import { skillCommands } from './skills.ts';
import { startingCommands } from './starting.ts';
import { toolCommands } from './tools.ts';
import { transferCommands } from './transfer.ts';

/** Every command of the contract, by name, with the schemas of its input and output. */
export const commands = {
  ...appCommands,
  ...startingCommands,
  ...conversationCommands,
  ...chatCommands,
  ...attachmentCommands,
  ...draftCommands,
  ...knowledgeCommands,
  ...projectCommands,
  ...promptCommands,
  ...memoryCommands,
  ...memoryChangingCommands,
  ...memoryReviewCommands,
  ...memoryViewCommands,
  ...memorySurveyCommands,
  ...memoryForgettingCommands,
  ...memoryClientCommands,
  ...settingsCommands,
  ...modelCommands,
  ...learnerCheckCommands,
  ...providerCommands,
  ...transferCommands,
  ...backupCommands,
  ...embeddingCommands,
  ...insideCommands,
  ...toolCommands,
  ...folderCommands,
  ...skillCommands,
  ...agentCommands,
  ...agentRunCommands,
};

export type Commands = typeof commands;
export type CommandName = keyof Commands;
/** The input as the page passes it, before defaults are filled in. */
export type CommandInput<Name extends CommandName> = z.input<Commands[Name]['input']>;
/** The input as the handler receives it, after parsing. */
export type ParsedInput<Name extends CommandName> = z.output<Commands[Name]['input']>;
export type CommandOutput<Name extends CommandName> = z.output<Commands[Name]['output']>;

/** The main side of the contract: one handler per command. A thrown TuteeError becomes an error result with its code. */
export type CommandHandlers = {
  readonly [Name in CommandName]: (
    input: ParsedInput<Name>,
  ) => CommandOutput<Name> | Promise<CommandOutput<Name>>;
};

export function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name);
}

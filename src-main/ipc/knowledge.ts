import type { CommandHandlers } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Attachments } from '../attachments/attachments.ts';
import type { Citations } from '../knowledge/citations.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

type KnowledgeHandlers = Pick<CommandHandlers, Extract<keyof CommandHandlers, `knowledge.${string}`>>;

/** @param choosePaths absent in the browser shell */
export function knowledgeHandlers(
  knowledge: Knowledge,
  citations: Citations,
  uploads: Attachments['uploads'],
  choosePaths: ((what: 'folder' | 'files') => Promise<readonly string[]>) | undefined,
): KnowledgeHandlers {
  return {
    'knowledge.list': ({ owner }) => ({ sources: knowledge.list(owner) }),
    'knowledge.choose': async ({ what }) => {
      if (choosePaths === undefined)
        throw new TuteeError('not_supported', 'The browser cannot choose folders. Type the path.');
      return { paths: [...(await choosePaths(what))] };
    },
    'knowledge.addPath': async ({ owner, path, onlyHere }) => ({
      source: await knowledge.addPath(owner, path, onlyHere),
    }),
    'knowledge.addFiles': async ({ owner, uploadIds, onlyHere }) => ({
      source: await knowledge.addFiles(
        owner,
        uploadIds.map((id) => uploads.take(id)),
        onlyHere,
      ),
    }),
    'knowledge.update': ({ id, onlyHere }) => ({ source: knowledge.update(id, onlyHere) }),
    'knowledge.remove': ({ id }) => {
      knowledge.remove(id);
      return {};
    },
    'knowledge.restore': ({ id }) => ({ source: knowledge.restore(id) }),
    'knowledge.read': ({ id }) => {
      knowledge.readAgain(id);
      return {};
    },
    'knowledge.stop': ({ id }) => {
      knowledge.stop(id);
      return {};
    },
    'knowledge.files': ({ id, ...page }) => knowledge.files(id, page),
    'knowledge.passage': ({ messageId, number }) => ({ passage: citations.open(messageId, number) }),
    'knowledge.open': async ({ messageId, number }) => {
      await citations.openFile(messageId, number);
      return {};
    },
  };
}

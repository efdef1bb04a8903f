import { homedir } from 'node:os';
import type { CommandHandlers } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ToolCall } from '#shared/tools/tool-call.ts';
import { foundServers } from '../tool-servers/servers/found-servers.ts';
import type { SearchedMachine } from '../tool-servers/servers/found-servers.ts';
import { readServers } from '../tool-servers/servers/read-servers.ts';
import type { ToolServers } from '../tool-servers/servers/tool-servers.ts';

/** The log of calls: that of the chats that are kept. */
export interface CallLog {
  page(limit: number, offset: number): { calls: ToolCall[]; total: number };
  result(callId: string): string | undefined;
}

const thisMachine = (): SearchedMachine => ({
  home: homedir(),
  platform: process.platform,
  environment: process.env,
});

type ToolHandlers = Pick<CommandHandlers, Extract<keyof CommandHandlers, `tools.${string}`>>;

/** @param machine where other programs are looked for */
export function toolHandlers(
  servers: ToolServers,
  log: CallLog,
  machine: () => SearchedMachine = thisMachine,
): ToolHandlers {
  return {
    'tools.servers': () => ({ servers: servers.list() }),
    'tools.read': ({ text }) => readServers(text),
    'tools.find': async () => ({
      found: await foundServers(
        machine(),
        servers.list().map(({ transport }) => transport),
      ),
    }),
    'tools.add': async (input) => ({ server: await servers.add(input) }),
    'tools.update': async ({ id, ...changes }) => ({ server: await servers.update(id, changes) }),
    'tools.remove': async ({ id }) => {
      await servers.remove(id);
      return {};
    },
    'tools.restart': async ({ id }) => ({ server: await servers.restart(id) }),
    'tools.permit': ({ id, tool, permission }) => ({ server: servers.permit(id, tool, permission) }),
    'tools.accept': ({ id, tools }) => ({ server: servers.accept(id, tools) }),
    'tools.log': ({ id }) => ({ lines: [...servers.log(id)] }),
    'tools.questions': () => ({ questions: servers.questions.list() }),
    'tools.answer': ({ id, content }) => {
      servers.questions.answer(id, content);
      return {};
    },
    'tools.calls': ({ limit, offset }) => log.page(limit, offset),
    'tools.result': ({ id }) => {
      const result = log.result(id);
      if (result === undefined) throw new TuteeError('not_found', 'That call is not there any more.');
      return { result };
    },
  };
}

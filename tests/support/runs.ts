/** Shared by tests of runs in the app: an app with a scripted model, small teams, and waiting for the end of a segment. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import type { AppOptions } from '#main/shells/app.ts';
import type { SavedTeam } from '#shared/agents/saved-team.ts';
import type { RunAnswer, RunStatus, RunView } from '#shared/agents/run-view.ts';
import { TestApp } from './app.ts';

export async function scriptFile(script: ScriptInput): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'tutee-script-')), 'script.json');
  await writeFile(file, JSON.stringify(script));
  return file;
}

export async function appWithScript(
  script: ScriptInput,
  options: Partial<AppOptions> = {},
): Promise<TestApp> {
  return TestApp.start({ scriptedModel: await scriptFile(script), ...options });
}

type Json = SavedTeam['component'];
type Config = Readonly<Record<string, Json>>;

export const component = (provider: string, config: Config): Json => ({ provider, version: 1, config });

/** Its instructions contain its name, so that a script can distinguish agents by `systemIncludes`. */
export const bot = (name: string, config: Config = {}) =>
  component('AssistantAgent', { name, model: 'default', systemMessage: `You are ${name}.`, ...config });

export const person = (name: string, config: Config = {}) => component('UserProxyAgent', { name, ...config });

export const roundRobin = (participants: Json[], config: Config = {}) =>
  component('RoundRobinGroupChat', { name: 'team', participants, ...config });

export async function savedTeam(app: TestApp, made: Json): Promise<string> {
  const { team } = await app.call('agents.save', { id: null, name: 'Team', component: made });
  return team.id;
}

/** Starts a component, in a new chat unless one is given. */
export async function startRun(
  app: TestApp,
  made: Json,
  task: string,
  more: { conversationId?: string; projectId?: string; temporary?: boolean; record?: boolean } = {},
): Promise<RunView> {
  const teamId = await savedTeam(app, made);
  const { run } = await app.call('runs.start', { teamId, conversationId: null, task, ...more });
  return run;
}

const still: ReadonlySet<RunStatus> = new Set(['waiting', 'complete', 'failed', 'cancelled', 'interrupted']);

/** The run once its segment has ended. */
export function settledRun(app: TestApp, runId: string): Promise<RunView> {
  return new Promise((resolve, reject) => {
    const settle = (run: RunView) => {
      if (still.has(run.status)) resolve(run);
    };
    app.onEvent((event) => {
      if (event.name === 'run-changed' && event.payload.run.id === runId) settle(event.payload.run);
    });
    app.call('runs.get', { runId }).then(({ run }) => settle(run), reject);
  });
}

/** Answers all open requests in order, all at once; returns the run once its segment has ended. */
export async function answerAll(
  app: TestApp,
  { id, requests }: RunView,
  answers: readonly RunAnswer[],
): Promise<RunView> {
  await Promise.all(
    answers.map((answer, index) =>
      app.call('runs.answer', { runId: id, requestId: requests[index]?.requestId ?? '', answer }),
    ),
  );
  return settledRun(app, id);
}

/** `speaker: text` of each stored message of a chat. */
export async function chatOf(app: TestApp, conversationId: string | null): Promise<string[]> {
  const { messages } = await app.call('conversations.open', { id: conversationId ?? '' });
  return messages.map(({ speaker, text }) => `${speaker}: ${text}`);
}

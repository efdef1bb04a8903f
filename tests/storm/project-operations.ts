/** What the storm does with projects and prompts. */
import type { CommandName } from '#shared/contract/commands.ts';
import { nothing, reading } from './steps.ts';
import type { Operation } from './steps.ts';

type Command = Extract<CommandName, `projects.${string}` | `prompts.${string}`>;

export const projectOperations: { readonly [Name in Command]: Operation } = {
  'projects.list': reading('projects.list', nothing),
  'projects.create': async (world) => {
    const made = await world.call('projects.create', { name: `Project ${world.number()}` });
    if (made !== null) world.learn({ [`project/${made.project.id}`]: made.project.name });
  },
  'projects.update': async (world) => {
    const id = world.pick('project');
    const name = `Renamed ${world.number()}`;
    if (id !== undefined) await world.call('projects.update', { id, name }, { [`project/${id}`]: name });
  },
  'projects.delete': async (world) => {
    const id = world.pick('project');
    if (id !== undefined) await world.call('projects.delete', { id }, { [`project/${id}`]: null });
  },
  'projects.restore': async (world) => {
    const id = world.pick('project');
    const name = id === undefined ? undefined : world.facts.get(`project/${id}`);
    if (id === undefined || name == null) return;
    if ((await world.call('projects.delete', { id }, { [`project/${id}`]: null })) === null) return;
    await world.call('projects.restore', { id }, { [`project/${id}`]: name });
  },
  'prompts.list': reading('prompts.list', nothing),
  'prompts.save': async (world) => {
    const chosen = world.random.chance(0.5) ? undefined : world.pick('prompt');
    const name = `Prompt ${world.number()}`;
    const expected = chosen === undefined ? {} : { [`prompt/${chosen}`]: name };
    const input = { id: chosen ?? null, name, text: 'Name {{number}} rivers.' };
    const made = await world.call('prompts.save', input, expected);
    if (made !== null) world.learn({ [`prompt/${made.prompt.id}`]: made.prompt.name });
  },
  'prompts.delete': async (world) => {
    const id = world.pick('prompt');
    if (id !== undefined) await world.call('prompts.delete', { id }, { [`prompt/${id}`]: null });
  },
  'prompts.restore': async (world) => {
    const id = world.pick('prompt');
    const name = id === undefined ? undefined : world.facts.get(`prompt/${id}`);
    if (id === undefined || name == null) return;
    if ((await world.call('prompts.delete', { id }, { [`prompt/${id}`]: null })) === null) return;
    await world.call('prompts.restore', { id }, { [`prompt/${id}`]: name });
  },
};

/** The tools by which models use skills: the instructions when they are needed, files of theirs, and scripts in a sandbox. */
import * as z from 'zod';
import type { RunScript, SkillFiles, StoredSkill } from './ports.ts';
import { readSkillFile } from './skill-file.ts';

const name = z.string().min(1).max(100).describe('The name of the skill.');
const useParameters = z.object({ name });
const readParameters = z.object({
  name,
  path: z.string().min(1).max(500).describe('A file of the skill, as use_skill lists it.'),
});
const runParameters = z.object({
  name,
  script: z.string().min(1).max(500).describe('A script of the skill, ending in .py or .js.'),
  args: z.array(z.string().max(20_000)).max(50).optional().describe('Its arguments.'),
  input: z.string().max(100_000).optional().describe('A text that it finds as the file input.txt.'),
});

export const skillTools = [
  {
    name: 'use_skill',
    runs: false,
    parameters: useParameters,
    description:
      'Returns the instructions of a skill that the user has installed. Use it before you begin, whenever a task is what a skill is for.',
  },
  {
    name: 'read_skill_file',
    runs: false,
    parameters: readParameters,
    description: 'Reads a file that belongs to a skill.',
  },
  {
    name: 'run_skill_script',
    runs: true,
    parameters: runParameters,
    description:
      'Runs a script of a skill in a sandbox: Python with its standard library, or JavaScript; no network, no other programs, no files but the skill’s own. Returns what it prints and writes.',
  },
] as const;
export type SkillToolName = (typeof skillTools)[number]['name'];

/** Whether a file is one that can be run. */
export function isScript(path: string): boolean {
  return /\.(?:py|m?js)$/i.test(path);
}

/** What a model is told of a tool; of each skill its name and description alone. */
export function describedSkillTool(tool: (typeof skillTools)[number], skills: readonly StoredSkill[]) {
  const { $schema: _dialect, ...parameters } = z.toJSONSchema(tool.parameters, { io: 'input' });
  if (tool.name !== 'use_skill') return { name: tool.name, description: tool.description, parameters };
  const listed = skills.map((skill) => `- ${skill.name}: ${skill.description}`).join('\n');
  return { name: tool.name, description: `${tool.description} The skills:\n${listed}`, parameters };
}

/** Why a call does not work, in words for the model. */
class SkillFault extends Error {}

export interface SkillCallPorts {
  readonly skills: readonly StoredSkill[];
  readonly files: (id: string) => SkillFiles;
  readonly runScript: RunScript;
}

/** The most of a text that a model is given, in UTF-16 units. */
const MOST_GIVEN = 40_000;
/** Of what a script wrote. */
const MOST_WRITTEN = 20_000;

/** A fault is an error result, for the model to read; rejects with what `signal` aborts with. */
export async function callSkillTool(
  tool: SkillToolName,
  args: unknown,
  ports: SkillCallPorts,
  signal: AbortSignal,
): Promise<{ content: string; isError: boolean }> {
  try {
    switch (tool) {
      case 'use_skill':
        return done(await instructions(needed(useParameters.parse(args).name, ports), ports));
      case 'read_skill_file': {
        const { name: skill, path } = readParameters.parse(args);
        return done(cut(textOf(file(needed(skill, ports), path, ports), path), MOST_GIVEN));
      }
      case 'run_skill_script':
      default:
        return await run(runParameters.parse(args), ports, signal);
    }
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof SkillFault) return { content: thrown.message, isError: true };
    if (thrown instanceof z.ZodError)
      return { content: `Wrong arguments. ${z.prettifyError(thrown)}`, isError: true };
    throw thrown;
  }
}

function done(content: string) {
  return { content, isError: false };
}

async function instructions(skill: StoredSkill, { files }: SkillCallPorts): Promise<string> {
  const { body } = await readSkillFile(skill.text);
  const paths = [...files(skill.id).keys()];
  const listed =
    paths.length === 0 ? [] : [`Files of this skill:\n${paths.map((path) => `- ${path}`).join('\n')}`];
  return [cut(body === '' ? skill.description : body, MOST_GIVEN), ...listed].join('\n\n');
}

async function run(
  { name: skillName, script, args = [], input }: z.infer<typeof runParameters>,
  ports: SkillCallPorts,
  signal: AbortSignal,
): Promise<{ content: string; isError: boolean }> {
  const skill = needed(skillName, ports);
  const code = textOf(file(skill, script, ports), script);
  if (!isScript(script))
    throw new SkillFault(`“${script}” cannot be run here: only Python and JavaScript can.`);
  const files = new Map([
    ...ports.files(skill.id),
    ...(input === undefined ? [] : [['input.txt', new TextEncoder().encode(input)] as const]),
  ]);
  const program = /\.py$/i.test(script)
    ? ({ language: 'python', code: pythonStart(script, args) } as const)
    : ({
        language: 'javascript',
        code: `globalThis.scriptArgs = ${JSON.stringify(args)};\n${code}`,
      } as const);
  const { exitCode, output, written } = await ports.runScript({ ...program, files }, signal);
  const wrote = [...written].map(([path, bytes]) => `[${path}, ${bytes.length} bytes]\n${shown(bytes)}`);
  const told = [
    output === '' ? 'It printed nothing.' : cut(output, MOST_GIVEN),
    ...(wrote.length === 0 ? [] : ['It wrote:', cut(wrote.join('\n\n'), MOST_WRITTEN)]),
  ];
  const ended = exitCode === 0 ? [] : [`It ended with exit code ${exitCode}.`];
  return { content: [...ended, ...told].join('\n'), isError: exitCode !== 0 };
}

/** Runs it as a file, so that it finds its neighbours. */
function pythonStart(script: string, args: readonly string[]): string {
  const path = JSON.stringify(`/workspace/${script}`);
  const folder = JSON.stringify(`/workspace/${script.slice(0, Math.max(0, script.lastIndexOf('/')))}`);
  return [
    'import json, os, runpy, sys',
    `sys.argv = [${path}] + json.loads(${JSON.stringify(JSON.stringify(args))})`,
    `sys.path.insert(0, ${folder})`,
    "os.chdir('/workspace')",
    `runpy.run_path(${path}, run_name='__main__')`,
  ].join('\n');
}

function needed(wanted: string, { skills }: SkillCallPorts): StoredSkill {
  const found = skills.find((skill) => skill.name === wanted.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new SkillFault(
    `There is no skill “${wanted}”. There are: ${skills.map((skill) => skill.name).join(', ')}.`,
  );
}

function file(skill: StoredSkill, path: string, { files }: SkillCallPorts): Uint8Array {
  const all = files(skill.id);
  const bytes = all.get(path.replace(/^\.\//, ''));
  if (bytes !== undefined) return bytes;
  throw new SkillFault(`There is no file “${path}” in the skill. There are: ${[...all.keys()].join(', ')}.`);
}

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SkillFault(`“${path}” is no text.`);
  }
}

function shown(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return '(no text)';
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()}\n[The rest is left out.]`;
}

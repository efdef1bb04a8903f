/**
 * Skills that the user installed: which there are, which are on, and what is in them. A skill is the user's choice of instructions; that is
 * why a new or a changed one is off until the user has looked at it. Knows neither chats nor models.
 */
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Cue } from '#shared/memory/memory.ts';
import { limits } from '#shared/limits.ts';
import type { Skill } from '#shared/tools/skill.ts';
import { skillLimits } from '#shared/tools/skill-limits.ts';
import type { OwnTool } from '#shared/tools/allowed-folder.ts';
import type { ToolPermission } from '#shared/tools/tool-server.ts';
import { checkedPath } from '../disk/checked-path.ts';
import type { SkillFiles, SkillStore, StoredSkill } from './ports.ts';
import { filesAt, filesOf } from './read-package.ts';
import { readSkillFile, skillName, writeSkillFile } from './skill-file.ts';
import { packagesIn } from './skill-package.ts';
import { isScript, skillTools } from './skill-tools.ts';

export interface SkillsPorts {
  readonly store: SkillStore;
  /** Tutee's own data, from which nothing is installed. */
  readonly dataDir: string;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly now: () => number;
}

/** A memory of how to do a kind of task. */
export interface TaughtSkill {
  readonly text: string;
  readonly cues: readonly Cue[];
}

export class Skills {
  readonly #ports: SkillsPorts;

  constructor(ports: SkillsPorts) {
    this.#ports = ports;
  }

  list(): { skills: Skill[]; tools: OwnTool[] } {
    const skills = this.#ports.store.list().map(toView);
    const tools = skillTools.map(({ name, runs }) => ({
      name,
      writes: runs,
      permission: this.permission(name),
    }));
    return { skills, tools };
  }

  /** Those that models may use. */
  enabled(): StoredSkill[] {
    return this.#ports.store.list().filter(({ enabled }) => enabled);
  }

  files(id: string): SkillFiles {
    return this.#ports.store.files(id);
  }

  /** Using a skill is allowed by switching it on; its scripts are asked about. */
  permission(tool: string): ToolPermission {
    const runs = skillTools.some(({ name, runs: isRun }) => name === tool && isRun);
    return this.#ports.store.permissions().get(tool) ?? (runs ? 'ask' : 'always');
  }

  /** False for a tool that there is not. */
  permit(tool: string, permission: ToolPermission): boolean {
    if (!skillTools.some(({ name }) => name === tool)) return false;
    this.#ports.store.permit(tool, permission);
    this.#announce();
    return true;
  }

  /** Installs the skills in a folder, a ZIP archive, or a SKILL.md, by its absolute path; all or none. Throws `invalid_input` with the reason. */
  async addPath(given: string): Promise<Skill[]> {
    const { path } = await checkedPath(given, this.#ports.dataDir);
    return await this.#install(await filesAt(path));
  }

  /** The same of a file that was uploaded. */
  async addFile(name: string, bytes: Uint8Array): Promise<Skill[]> {
    return await this.#install(await filesOf(name, bytes));
  }

  /** Writes what the user taught as a skill. Throws `invalid_input`. */
  async addTaught({ text, cues }: TaughtSkill): Promise<Skill> {
    const tasks = cues.map((cue) => cue.text);
    const about = tasks[0] ?? text;
    const name = skillName(about.slice(0, skillLimits.name)) || 'skill';
    const description = (tasks.length === 0 ? text : tasks.join('; '))
      .slice(0, skillLimits.description)
      .toWellFormed();
    const file = await writeSkillFile({ name: this.#freeName(name), description, body: text });
    const [skill] = await this.#install(new Map([['SKILL.md', new TextEncoder().encode(file)]]));
    if (skill === undefined) throw new Error('One file made no skill.');
    return skill;
  }

  /** A skill as a memory would say it. Throws `not_found`, and `invalid_input` when it is more than a memory holds. */
  async taught(id: string): Promise<{ text: string; cues: Cue[] }> {
    const { text, description } = this.#need(id);
    const { body } = await readSkillFile(text);
    if (body === '' || body.length > limits.memoryText)
      throw new TuteeError(
        'invalid_input',
        'Only a skill of at most 4,000 characters becomes a memory. This one stays a skill.',
      );
    const cues = description
      .split('; ')
      .map((cue) => ({ kind: 'task' as const, text: cue.slice(0, limits.cueText).toWellFormed() }))
      .filter((cue) => cue.text.trim() !== '')
      .slice(0, limits.cues);
    return { text: body, cues };
  }

  /** SKILL.md, or another file as text; null: that one is no text. Throws `not_found`. */
  text(id: string, path: string | null): string | null {
    const { text } = this.#need(id);
    if (path === null) return text;
    const bytes = this.files(id).get(path);
    if (bytes === undefined) throw new TuteeError('not_found', 'That file is not in the skill.');
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  }

  /** SKILL.md alone, or a ZIP archive of all files in a folder of its name. Throws `not_found`. */
  async packed(id: string): Promise<{ name: string; bytes: Uint8Array }> {
    const { name, text } = this.#need(id);
    const files = this.files(id);
    const head = new TextEncoder().encode(text);
    if (files.size === 0) return { name: 'SKILL.md', bytes: head };
    const { zipSync } = await import('fflate');
    const all = [['SKILL.md', head] as const, ...files].map(
      ([path, bytes]) => [`${name}/${path}`, bytes] as const,
    );
    return { name: `${name}.zip`, bytes: zipSync(Object.fromEntries(all)) };
  }

  /** Throws `not_found`. */
  enable(id: string, enabled: boolean): void {
    this.#ports.store.enable(this.#need(id).id, enabled);
    this.#announce();
  }

  /** Throws `not_found`. */
  remove(id: string): void {
    this.#ports.store.delete(this.#need(id).id);
    this.#announce();
  }

  /** One of a name that there is replaces it, and is off again, because it says something else. */
  async #install(files: SkillFiles): Promise<Skill[]> {
    const packages = packagesIn(files);
    const read = await Promise.all(
      packages.map(async ({ text, files: others }) => ({
        ...(await readSkillFile(text)),
        text,
        files: others,
      })),
    );
    const { store, newId, now } = this.#ports;
    const kept = store.list();
    const added = read.filter(({ name }) => !kept.some((skill) => skill.name === name)).length;
    if (kept.length + added > skillLimits.skills)
      throw new TuteeError('invalid_input', 'There are 100 skills already. Remove some first.', {
        field: 'path',
      });
    if (new Set(read.map(({ name }) => name)).size < read.length)
      throw new TuteeError('invalid_input', 'Two of the skills in it have the same name.', { field: 'path' });
    const ids = read.map(({ name, description, text, files: others }) => {
      const id = kept.find((skill) => skill.name === name)?.id ?? newId();
      store.put({ id, name, description, text, enabled: false, createdAt: now() }, others);
      return id;
    });
    this.#announce();
    return this.list().skills.filter(({ id }) => ids.includes(id));
  }

  #freeName(name: string): string {
    const taken = new Set(this.#ports.store.list().map((skill) => skill.name));
    let free = name;
    for (let number = 2; taken.has(free); number += 1)
      free = `${name.slice(0, skillLimits.name - 4)}-${number}`;
    return free;
  }

  #need(id: string): StoredSkill {
    const found = this.#ports.store.list().find((skill) => skill.id === id);
    if (found === undefined) throw new TuteeError('not_found', 'That skill is not there any more.');
    return found;
  }

  #announce(): void {
    this.#ports.publish('skills-changed', this.list());
  }
}

function toView({ text: _text, ...skill }: StoredSkill): Skill {
  const files = skill.files.map((file) => ({ ...file }));
  return { ...skill, files, hasScripts: files.some(({ path }) => isScript(path)) };
}

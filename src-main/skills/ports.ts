/** What the skills room needs of the others; compose-skills.ts connects it. */
import type { ToolPermission } from '#shared/tools/tool-server.ts';

/** A skill as it is stored. */
export interface StoredSkill {
  readonly id: string;
  /** Unique. */
  readonly name: string;
  readonly description: string;
  /** All of SKILL.md. */
  readonly text: string;
  readonly enabled: boolean;
  /** In ms since 1970 UTC. */
  readonly createdAt: number;
  /** The other files, by path. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** Files by their paths, with `/`. */
export type SkillFiles = ReadonlyMap<string, Uint8Array>;

export interface SkillStore {
  /** By name. */
  list(): StoredSkill[];
  /** Inserts it, or replaces the one of its id, with its files. */
  put(skill: Omit<StoredSkill, 'files'>, files: SkillFiles): void;
  enable(id: string, enabled: boolean): void;
  delete(id: string): void;
  files(id: string): Map<string, Uint8Array>;
  permissions(): ReadonlyMap<string, ToolPermission>;
  permit(tool: string, permission: ToolPermission): void;
}

/** How a script ended. */
export interface ScriptResult {
  readonly exitCode: number;
  readonly output: string;
  /** The files that it wrote or changed. */
  readonly written: SkillFiles;
}

/** Runs a program in a sandbox without a network, in a folder with these files. Rejects with what `signal` aborts with. */
export type RunScript = (
  program: { readonly language: 'javascript' | 'python'; readonly code: string; readonly files: SkillFiles },
  signal: AbortSignal,
) => Promise<ScriptResult>;

/** SKILL.md, in the form of agentskills.io: a head in YAML with name and description, and what to do in Markdown. */
import { TuteeError } from '#shared/errors.ts';
import { sanitizeName } from '#shared/sanitize-name.ts';
import { skillLimits } from '#shared/tools/skill-limits.ts';

export interface SkillText {
  /** Lower case, with hyphens. */
  readonly name: string;
  /** What it does, and when to use it. */
  readonly description: string;
  readonly body: string;
}

const LONGEST_HEAD = 20_000;

/** Throws `invalid_input` with what is wrong. */
export async function readSkillFile(text: string): Promise<SkillText> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.indexOf('---', 1);
  if (lines[0]?.trimEnd() !== '---' || end < 0)
    throw new TuteeError(
      'invalid_input',
      'SKILL.md must begin with a head between two lines of ---, with name and description.',
      { field: 'path' },
    );
  const head = await readHead(lines.slice(1, end).join('\n'));
  const name = skillName(textOf(head['name']));
  const description = sanitizeName(textOf(head['description']));
  if (name === '')
    throw new TuteeError('invalid_input', 'The head of SKILL.md has no name.', { field: 'path' });
  if (description === '')
    throw new TuteeError(
      'invalid_input',
      'The head of SKILL.md has no description: what it does, and when to use it.',
      { field: 'path' },
    );
  const body = lines
    .slice(end + 1)
    .join('\n')
    .trim();
  return { name, description: description.slice(0, skillLimits.description).toWellFormed(), body };
}

async function readHead(yaml: string): Promise<Readonly<Record<string, unknown>>> {
  if (yaml.length > LONGEST_HEAD)
    throw new TuteeError('invalid_input', 'The head of SKILL.md is longer than 20,000 characters.', {
      field: 'path',
    });
  const { parse } = await import('yaml');
  try {
    // Without references, which can make a few lines into gigabytes.
    const head: unknown = parse(yaml, {
      schema: 'core',
      maxAliasCount: 0,
      uniqueKeys: false,
      logLevel: 'error',
    });
    if (typeof head === 'object' && head !== null && !Array.isArray(head))
      return head as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new TuteeError('invalid_input', 'The head of SKILL.md is not YAML with one “name: value” a line.', {
    field: 'path',
  });
}

/** As the form has it: letters, digits and hyphens. Empty when nothing is left. */
export function skillName(given: string): string {
  return given
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]/u)
    .filter((part) => part !== '')
    .join('-')
    .slice(0, skillLimits.name)
    .replace(/-$/, '');
}

export async function writeSkillFile({ name, description, body }: SkillText): Promise<string> {
  const { stringify } = await import('yaml');
  return `---\n${stringify({ name, description }, { lineWidth: 0 })}---\n\n${body.trim()}\n`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

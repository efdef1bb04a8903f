/** A server as the fields of a form, and back. */
import type { ServerDraft } from '../../../../shared/tools/tool-server.ts';

export interface ServerFields {
  readonly name: string;
  readonly type: 'stdio' | 'http';
  readonly command: string;
  /** One in each line. */
  readonly args: string;
  readonly url: string;
  /** NAME=value or Name: value, one in each line. */
  readonly secrets: string;
  readonly cwd: string | null;
}

export function fieldsOf({ name, transport, secrets }: ServerDraft): ServerFields {
  const isCommand = transport.type === 'stdio';
  const between = isCommand ? '=' : ': ';
  return {
    name,
    type: transport.type,
    command: isCommand ? transport.command : '',
    args: isCommand ? transport.args.join('\n') : '',
    url: isCommand ? '' : transport.url,
    secrets: Object.entries(secrets)
      .map(([key, value]) => `${key}${between}${value}`)
      .join('\n'),
    cwd: isCommand ? (transport.cwd ?? null) : null,
  };
}

export function draftOf(fields: ServerFields): ServerDraft {
  const { name, type, command, url, cwd } = fields;
  const between = type === 'stdio' ? '=' : ':';
  const secrets = Object.fromEntries(
    linesOf(fields.secrets).map((line) => {
      const at = line.indexOf(between);
      return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
  if (type === 'http') return { name, transport: { type, url: url.trim() }, secrets };
  return {
    name,
    transport: { type, command: command.trim(), args: linesOf(fields.args), ...(cwd !== null && { cwd }) },
    secrets,
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

import type { ToolOutcome } from '../../engine/tools/tool.ts';
import { visible } from './tool-definition.ts';

/** The most of a result that is kept and given to a model, in UTF-16 units. */
export const RESULT_LENGTH = 60_000;

/** The result of a call as the SDK returns it: what a server sent, of which only the outer shape was checked. */
export interface CallResult {
  readonly content?: readonly unknown[] | undefined;
  readonly structuredContent?: unknown;
  readonly isError?: boolean | undefined;
}

/** The result as text for the model: material, at most `limit` units of it, and what is left out said. */
export function resultText(result: CallResult, limit = RESULT_LENGTH): ToolOutcome {
  const parts: string[] = [];
  let length = 0;
  for (const block of result.content ?? []) {
    if (length > limit) break;
    const text = blockText(block);
    if (text === '') continue;
    parts.push(text);
    length += text.length;
  }
  if (parts.length === 0 && result.structuredContent !== undefined)
    parts.push(JSON.stringify(result.structuredContent) ?? '');
  const text = parts.join('\n\n');
  const content = cutTo(text === '' ? 'The tool returned nothing.' : visible(text), limit);
  return { content, isError: result.isError === true };
}

/** The beginning of a long text, with a note of what is missing. */
export function cutTo(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit).toWellFormed();
  return `${kept}\n[The rest is left out: ${(text.length - limit).toLocaleString('en')} more characters.]`;
}

function blockText(block: unknown): string {
  if (typeof block !== 'object' || block === null) return '';
  const { type, text, data, mimeType, uri, name, resource } = block as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'text':
      return typeof text === 'string' ? text : '';
    case 'image':
    case 'audio':
      return `[${type}, ${asText(mimeType, 'of an unknown kind')}, ${sizeOf(data)}: not shown to the model]`;
    case 'resource_link':
      return `[${asText(name, 'resource')}: ${asText(uri, 'no address')}]`;
    case 'resource':
      return resourceText(resource);
    default:
      return '';
  }
}

function resourceText(resource: unknown): string {
  if (typeof resource !== 'object' || resource === null) return '';
  const { text, blob, uri, mimeType } = resource as Readonly<Record<string, unknown>>;
  if (typeof text === 'string') return `[${asText(uri, 'resource')}]\n${text}`;
  return `[${asText(uri, 'resource')}, ${asText(mimeType, 'of an unknown kind')}, ${sizeOf(blob)}: not shown to the model]`;
}

function asText(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value.slice(0, 500) : otherwise;
}

/** Of base64. */
function sizeOf(data: unknown): string {
  const bytes = typeof data === 'string' ? Math.floor((data.length * 3) / 4) : 0;
  return bytes < 1_024 ? `${bytes} bytes` : `${Math.round(bytes / 1_024).toLocaleString('en')} kB`;
}

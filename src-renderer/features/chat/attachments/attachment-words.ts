import type { Attachment } from '../../../../shared/attachments/attachment.ts';
import { attachmentBudget, attachmentShares } from '../../../../shared/attachments/shares.ts';
import { formatBytes, kindName } from '../../../../shared/attachments/limits.ts';

/** "PDF · 1.2 MB · about 3,400 tokens" */
export function attachmentMeta({ kind, bytes, tokens }: Attachment): string {
  return `${capital(kindName(kind))} · ${formatBytes(bytes)} · ${formatTokens(tokens)}`;
}

function formatTokens(tokens: number): string {
  return `about ${tokens.toLocaleString('en')} ${tokens === 1 ? 'token' : 'tokens'}`;
}

/** The model that will answer. */
export interface Reader {
  /** Null: none is connected. */
  readonly name: string | null;
  readonly vision: boolean | null;
  readonly context: number | null;
}

/** The token cost of a message's files, and what is not sent and why; null without files. */
export function meterWords(attachments: readonly Attachment[], reader: Reader): string | null {
  if (attachments.length === 0) return null;
  if (reader.name === null)
    return 'No model is connected: the files go along, but nothing reads them. Tutee answers from memory alone.';
  const readable = attachments.filter(({ kind }) => kind !== 'image' || reader.vision !== false);
  const unseen = attachments.length - readable.length;
  const tokens = readable.reduce((sum, attachment) => sum + attachment.tokens, 0);
  const budget = attachmentBudget(reader.context);
  const shares = attachmentShares([readable], budget);
  const cut = readable.filter(({ id, tokens: needed }) => (shares.get(id) ?? 0) < needed);
  const words = [`Files: ${formatTokens(Math.min(tokens, budget))} of each request.`];
  if (cut.length > 0)
    words.push(
      `There is room for ${budget.toLocaleString('en')}${reader.context === null ? '' : ', half of what the model reads'}, so ${cut.map((one) => cutWords(one, shares.get(one.id) ?? 0)).join(', ')}.`,
    );
  if (unseen > 0)
    words.push(
      `${reader.name} does not see images: it gets only ${unseen === 1 ? 'the name of the image' : 'their names'}.`,
    );
  return words.join(' ');
}

function cutWords({ name, tokens }: Attachment, share: number): string {
  if (share === 0) return `“${name}” is left out`;
  return `of “${name}” only the first ${Math.max(1, Math.floor((100 * share) / tokens))} % are sent`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

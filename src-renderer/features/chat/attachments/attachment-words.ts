import type { Attachment, AttachmentKind } from '../../../../shared/attachments/attachment.ts';
import { attachmentBudget, attachmentShares } from '../../../../shared/attachments/shares.ts';
import { formatBytes } from '../../../ui/format/format-bytes.ts';
import { t, tCount } from '../../../language/translate.ts';

const kindLabels: Readonly<Record<AttachmentKind, string>> = {
  image: t('Image'),
  pdf: 'PDF',
  document: t('Word document'),
  table: t('Spreadsheet'),
  text: t('Text file'),
};

/** "PDF · 1.2 MB · about 3,400 tokens" */
export function attachmentMeta({ kind, bytes, tokens }: Attachment): string {
  return `${kindLabels[kind]} · ${formatBytes(bytes)} · ${formatTokens(tokens)}`;
}

function formatTokens(tokens: number): string {
  return tCount(tokens, 'about {{count}} token', 'about {{count}} tokens');
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
    return t(
      'No model is connected: the files go along, but nothing reads them. Tutee answers from memory alone.',
    );
  const readable = attachments.filter(({ kind }) => kind !== 'image' || reader.vision !== false);
  const unseen = attachments.length - readable.length;
  const tokens = readable.reduce((sum, attachment) => sum + attachment.tokens, 0);
  const budget = attachmentBudget(reader.context);
  const shares = attachmentShares([readable], budget);
  const cut = readable.filter(({ id, tokens: needed }) => (shares.get(id) ?? 0) < needed);
  const words = [t('Files: {{tokens}} of each request.', { tokens: formatTokens(Math.min(tokens, budget)) })];
  if (cut.length > 0)
    words.push(
      roomWords(budget, reader, cut.map((one) => cutWords(one, shares.get(one.id) ?? 0)).join(', ')),
    );
  if (unseen > 0)
    words.push(
      tCount(
        unseen,
        '{{model}} does not see images: it gets only the name of the image.',
        '{{model}} does not see images: it gets only their names.',
        { model: reader.name },
      ),
    );
  return words.join(' ');
}

function roomWords(room: number, { context }: Reader, cut: string): string {
  return context === null
    ? t('There is room for {{room}}, so {{cut}}.', { room, cut })
    : t('There is room for {{room}}, half of what the model reads, so {{cut}}.', { room, cut });
}

function cutWords({ name, tokens }: Attachment, share: number): string {
  if (share === 0) return t('“{{name}}” is left out', { name });
  return t('of “{{name}}” only the first {{percent}} % are sent', {
    name,
    percent: Math.max(1, Math.floor((100 * share) / tokens)),
  });
}

import { formatBytes } from '../../ui/format/format-bytes.ts';
import type { KnowledgeSource } from '../../../shared/knowledge/knowledge.ts';
import { t, tCount } from '../../language/translate.ts';

/** What a source is doing, or what it holds, in a line. */
export function sourceLine(source: KnowledgeSource): string {
  const { state, done, total } = source;
  switch (state) {
    case 'waiting':
      return t('Waits to be read');
    case 'reading':
      return total === 0
        ? t('Looking for changes')
        : t('Reading file {{done}} of {{total}}', { done: Math.min(done + 1, total), total });
    case 'stopped':
      return [t('Stopped'), contents(source)].join(' · ');
    case 'gone':
      return [t('Not there any more'), contents(source)].join(' · ');
    case 'failed':
      return t('Cannot be read');
    case 'ready':
      return contents(source);
  }
}

function contents({ files, bytes, passages, compared }: KnowledgeSource): string {
  if (files === 0) return t('Nothing in it that can be read');
  const size = `${tCount(files, '{{count}} file', '{{count}} files')}, ${formatBytes(bytes)}`;
  if (compared >= passages) return size;
  const share = Math.floor((100 * compared) / Math.max(1, passages));
  return `${size} · ${t('found by its words; by meaning {{share}} %', { share })}`;
}

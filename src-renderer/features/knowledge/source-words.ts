import { formatBytes } from '../../../shared/attachments/limits.ts';
import type { KnowledgeSource } from '../../../shared/knowledge/knowledge.ts';
import { formatCount } from '../../ui/format/format-count.ts';

/** What a source is doing, or what it holds, in a line. */
export function sourceLine(source: KnowledgeSource): string {
  const { state, done, total } = source;
  switch (state) {
    case 'waiting':
      return 'Waits to be read';
    case 'reading':
      return total === 0
        ? 'Looking for changes'
        : `Reading file ${Math.min(done + 1, total).toLocaleString('en')} of ${total.toLocaleString('en')}`;
    case 'stopped':
      return ['Stopped', contents(source)].join(' · ');
    case 'gone':
      return ['Not there any more', contents(source)].join(' · ');
    case 'failed':
      return 'Cannot be read';
    case 'ready':
      return contents(source);
  }
}

function contents({ files, bytes, passages, compared }: KnowledgeSource): string {
  if (files === 0) return 'Nothing in it that can be read';
  const size = `${formatCount(files, 'file', 'files')}, ${formatBytes(bytes)}`;
  if (compared >= passages) return size;
  const share = Math.floor((100 * compared) / Math.max(1, passages));
  return `${size} · found by its words; by meaning ${share} %`;
}

import { Link } from 'wouter';
import type { MemoryDetail } from '../../../../shared/contract/memories.ts';
import { kindNames } from '../../../ui/format/kind-names.ts';
import { useMemoryPath } from '../use-memory-path.ts';
import { t } from '../../../language/translate.ts';

/** Memories about the same subject, and similar ones. */
export function DetailRelated({ related }: Pick<MemoryDetail, 'related'>) {
  const path = useMemoryPath();
  if (related.length === 0) return null;
  return (
    <section>
      <h3>{t('Related')}</h3>
      <ul className="related">
        {related.map(({ memory: { id, text, kind }, by }) => (
          <li key={id}>
            <Link href={path(id)} dir="auto">
              {text}
            </Link>{' '}
            <span>
              {kindNames[kind]}
              {by === 'subject' ? ` · ${t('about the same')}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

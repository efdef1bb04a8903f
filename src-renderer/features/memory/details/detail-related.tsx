import { Link } from 'wouter';
import type { MemoryDetail } from '../../../../shared/contract/memories.ts';
import { useMemoryPath } from '../common/use-memory-path.ts';

/** Memories about the same, and those alike in words and meaning. */
export function DetailRelated({ related }: Pick<MemoryDetail, 'related'>) {
  const path = useMemoryPath();
  if (related.length === 0) return null;
  return (
    <section>
      <h3>Related</h3>
      <ul className="related">
        {related.map(({ memory: { id, text, kind }, by }) => (
          <li key={id}>
            <Link href={path(id)} dir="auto">
              {text}
            </Link>{' '}
            <span>
              {kind}
              {by === 'subject' ? ' · about the same' : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

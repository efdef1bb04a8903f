import { Link } from 'wouter';
import type { MemoryDetail } from '../../../../shared/contract/memories.ts';
import { useMemoryPath } from '../use-memory-path.ts';

/** Memories about the same subject, and similar ones. */
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

/** The folders and files of a project or an assistant, with what adds more. */
import { IconFolders } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { KnowledgeOwner } from '../../../shared/knowledge/knowledge.ts';
import { loadKnowledge, ownerKey, useKnowledgeStore } from '../../state/chat/knowledge-store.ts';
import { EmptyState, FailureState } from '../../ui/controls/empty-state.tsx';
import { AddSource } from './add-source.tsx';
import { SourceRow } from './source-row.tsx';
import { t } from '../../language/translate.ts';
import './knowledge.css';

export default function KnowledgeSources({ owner }: { readonly owner: KnowledgeOwner }) {
  const sources = useKnowledgeStore((state) => state.sources.get(ownerKey(owner)));
  const error = useKnowledgeStore((state) => state.error);
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => void loadKnowledge(owner), [owner]);
  if (sources === undefined)
    return error === null ? (
      <div className="knowledge" aria-busy="true" />
    ) : (
      <FailureState message={error.message} onRetry={() => void loadKnowledge(owner)} />
    );
  return (
    <div className="knowledge" ref={whole}>
      <AddSource owner={owner} />
      {sources.length === 0 ? (
        <EmptyState icon={<IconFolders size={24} stroke={1.4} aria-hidden />} title={t('No folders yet')}>
          <p>
            {owner.type === 'project'
              ? t(
                  'Add notes, manuals or code. Answers in this project then draw on what bears on your question, and say where it stands. Tutee reads text, Markdown, code, PDF, DOCX, XLSX and CSV, on this machine; files are never changed, and never teach anything.',
                )
              : t(
                  'Add notes, manuals or code. Answers of this assistant then draw on what bears on your question, and say where it stands. Tutee reads text, Markdown, code, PDF, DOCX, XLSX and CSV, on this machine; files are never changed, and never teach anything.',
                )}
          </p>
        </EmptyState>
      ) : (
        <ul className="knowledge-sources" aria-label={t('Folders and files')}>
          {sources.map((source) => (
            <SourceRow
              key={source.id}
              source={source}
              onRemoved={() => whole.current?.querySelector<HTMLElement>('input, button')?.focus()}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

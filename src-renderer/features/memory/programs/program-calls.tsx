import { Link } from 'wouter';
import type { ClientCall } from '../../../../shared/memory/memory-client.ts';
import { loadMoreCalls, useClientsStore } from '../../../state/memory/clients-store.ts';
import { formatClock, formatDay } from '../../../ui/format/format-time.ts';
import { memoryPath } from '../memory-route.ts';
import { RichText } from '../../../language/rich-text.tsx';
import { t, tCount } from '../../../language/translate.ts';

/** What programs did, newest first: the receipts of their calls. */
export function ProgramCalls() {
  const { state, calls, total } = useClientsStore();
  const names = new Map(state?.clients.map(({ id, name }) => [id, name]));
  return (
    <section aria-label={t('What they did')}>
      <div className="programs-head">
        <h2>{t('What they did')}</h2>
      </div>
      {calls.length === 0 ? (
        <p className="settings-note">
          {t('Nothing yet. Each recall and each teaching will be listed here.')}
        </p>
      ) : (
        <ul className="program-calls" aria-label={t('What they did')}>
          {calls.map((call) => (
            <CallRow key={call.id} call={call} name={names.get(call.clientId) ?? t('A program')} />
          ))}
        </ul>
      )}
      {calls.length < total ? (
        <button type="button" className="text-button" onClick={() => void loadMoreCalls()}>
          {t('Show more of {{total}}', { total })}
        </button>
      ) : null}
    </section>
  );
}

function CallRow({ call, name }: { readonly call: ClientCall; readonly name: string }) {
  const { memoryIds, at } = call;
  const [first] = memoryIds;
  return (
    <li className="program-call">
      <span className="program-call-what">
        <Deed call={call} name={name} />
      </span>
      <span className="program-note">
        {formatDay(at)}, {formatClock(at)}
        {first === undefined ? null : memoryIds.length === 1 ? (
          <>
            {' · '}
            <Link href={memoryPath({ tab: 'programs', openId: first })}>
              {tCount(1, '{{count}} memory', '{{count}} memories')}
            </Link>
          </>
        ) : (
          ` · ${tCount(memoryIds.length, '{{count}} memory', '{{count}} memories')}`
        )}
      </span>
    </li>
  );
}

/** What the program did with which words. */
function Deed({ call: { tool, outcome, text }, name }: { readonly call: ClientCall; readonly name: string }) {
  const parts = {
    name: <strong>{name}</strong>,
    text: text === '' ? null : <q dir="auto">{text}</q>,
  };
  if (outcome === 'refused') return <RichText text="{{name}} was refused {{text}}" parts={parts} />;
  if (outcome === 'failed')
    return <RichText text="{{name}} asked for something that could not be done {{text}}" parts={parts} />;
  switch (tool) {
    case 'recall_memories':
      return <RichText text="{{name}} recalled for {{text}}" parts={parts} />;
    case 'list_memories':
      return <RichText text="{{name}} listed memories {{text}}" parts={parts} />;
    case 'teach_memory':
      return (
        <RichText
          text={outcome === 'review' ? '{{name}} proposed {{text}}' : '{{name}} taught {{text}}'}
          parts={parts}
        />
      );
    case 'correct_memory':
      return (
        <RichText
          text={
            outcome === 'review' ? '{{name}} proposed a correction: {{text}}' : '{{name}} corrected: {{text}}'
          }
          parts={parts}
        />
      );
    case 'forget_memory':
      return <RichText text="{{name}} forgot {{text}}" parts={parts} />;
  }
}

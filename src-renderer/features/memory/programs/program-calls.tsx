import { Link } from 'wouter';
import type { ClientCall } from '../../../../shared/memory/memory-client.ts';
import { loadMoreCalls, useClientsStore } from '../../../state/memory/clients-store.ts';
import { formatCount } from '../../../ui/format/format-count.ts';
import { formatClock, formatDay } from '../../../ui/format/format-time.ts';
import { memoryPath } from '../memory-route.ts';

/** What programs did, newest first: the receipts of their calls. */
export function ProgramCalls() {
  const { state, calls, total } = useClientsStore();
  const names = new Map(state?.clients.map(({ id, name }) => [id, name]));
  return (
    <section aria-label="What they did">
      <div className="programs-head">
        <h2>What they did</h2>
      </div>
      {calls.length === 0 ? (
        <p className="settings-note">Nothing yet. Each recall and each teaching will be listed here.</p>
      ) : (
        <ul className="program-calls" aria-label="What they did">
          {calls.map((call) => (
            <CallRow key={call.id} call={call} name={names.get(call.clientId) ?? 'A program'} />
          ))}
        </ul>
      )}
      {calls.length < total ? (
        <button type="button" className="text-button" onClick={() => void loadMoreCalls()}>
          Show more of {total.toLocaleString('en')}
        </button>
      ) : null}
    </section>
  );
}

function CallRow({ call, name }: { readonly call: ClientCall; readonly name: string }) {
  const { text, memoryIds, at } = call;
  const [first] = memoryIds;
  return (
    <li className="program-call">
      <span className="program-call-what">
        <strong>{name}</strong> {deed(call)}
        {text === '' ? null : <q dir="auto">{text}</q>}
      </span>
      <span className="program-note">
        {formatDay(at)}, {formatClock(at)}
        {first === undefined ? null : memoryIds.length === 1 ? (
          <>
            {' · '}
            <Link href={memoryPath({ tab: 'programs', openId: first })}>1 memory</Link>
          </>
        ) : (
          ` · ${formatCount(memoryIds.length, 'memory', 'memories')}`
        )}
      </span>
    </li>
  );
}

function deed({ tool, outcome }: ClientCall): string {
  if (outcome === 'refused') return 'was refused ';
  if (outcome === 'failed') return 'asked for something that could not be done ';
  switch (tool) {
    case 'recall_memories':
      return 'recalled for ';
    case 'list_memories':
      return 'listed memories ';
    case 'teach_memory':
      return outcome === 'review' ? 'proposed ' : 'taught ';
    case 'correct_memory':
      return outcome === 'review' ? 'proposed a correction: ' : 'corrected: ';
    case 'forget_memory':
      return 'forgot ';
  }
}

import { Textarea } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import { useState } from 'react';
import type { CommandInput } from '../../../../shared/contract/commands.ts';
import type { ToolCall } from '../../../../shared/tools/tool-call.ts';
import { decideCall } from '../../../state/chat/tool-calls.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { useFocusOnMount } from '../../../ui/hooks/use-focus-on-mount.ts';
import { CallArguments } from './call-arguments.tsx';
import { lazyWithRetry } from '../../shell/frame/lazy-with-retry.tsx';
import { callName, changesFile } from './call-words.ts';
import { t } from '../../../language/translate.ts';

const FileChange = lazyWithRetry(() => import('./file-change.tsx'));

type Decision = CommandInput<'chat.decideCall'>['decision'];

/** A call that waits for the user: what it would be given, and how far the permission goes. */
export function CallCard({ call }: { readonly call: ToolCall }) {
  const [edited, setEdited] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isSent, setSent] = useState(false);
  // Of the change of a file that is shown; undefined: it is not shown yet.
  const [seen, setSeen] = useState<string | null | undefined>(changesFile(call) ? undefined : null);
  const decide = async (decision: Decision): Promise<void> => {
    setSent(true);
    const result = await decideCall(call.id, decision);
    if (result.ok) return;
    setError(result.error.message);
    setSent(false);
  };
  const edit = (text: string | null): void => {
    setEdited(text);
    if (changesFile(call)) setSeen(undefined);
  };
  const isUnseen = isSent || seen === undefined;
  const approve = (holds: 'once' | 'chat' | 'always') =>
    void decide({
      type: 'approve',
      holds,
      ...(edited !== null && { arguments: edited }),
      ...(typeof seen === 'string' && { seen }),
    });
  return (
    <section className="call-card" aria-label={t('May it use {{tool}}?', { tool: callName(call) })}>
      <h3>
        <IconTool size={16} stroke={1.6} aria-hidden />
        {t('May it use {{tool}}?', { tool: callName(call) })}
      </h3>
      <p className="tool-call-note">
        {call.asked === 'private'
          ? t('You are asked because this chat has something private, which the call could pass on.')
          : call.readOnly
            ? t('The tool says that it only reads.')
            : changesFile(call)
              ? t('It would change a file of yours, like this:')
              : t('It may change something, or send something elsewhere.')}
      </p>
      {edited !== null ? (
        <EditedArguments text={edited} onChange={edit} />
      ) : changesFile(call) ? null : (
        <CallArguments text={call.arguments} />
      )}
      {changesFile(call) ? <FileChange callId={call.id} edited={edited} onShown={setSeen} /> : null}
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error}
        </p>
      )}
      <div className="call-card-actions">
        <Button
          small
          variant={call.readOnly ? 'plain' : 'primary'}
          disabled={isUnseen}
          onClick={() => approve('once')}
        >
          {t('Once')}
        </Button>
        <Button
          small
          variant={call.readOnly ? 'primary' : 'plain'}
          disabled={isUnseen}
          onClick={() => approve('chat')}
        >
          {t('For this chat')}
        </Button>
        <Button small disabled={isUnseen} onClick={() => approve('always')}>
          {t('Always')}
        </Button>
        <Button
          small
          variant="danger"
          disabled={isSent}
          onClick={() => void decide({ type: 'refuse', holds: 'once' })}
        >
          {t('Not now')}
        </Button>
        <Button
          small
          variant="danger"
          disabled={isSent}
          onClick={() => void decide({ type: 'refuse', holds: 'always' })}
        >
          {t('Never', {}, 'permission')}
        </Button>
        <Button
          small
          variant="quiet"
          disabled={isSent}
          onClick={() => edit(edited === null ? pretty(call.arguments) : null)}
        >
          {edited === null ? t('Edit') : t('As it was')}
        </Button>
      </div>
    </section>
  );
}

function EditedArguments({
  text,
  onChange,
}: {
  readonly text: string;
  readonly onChange: (text: string) => void;
}) {
  const field = useFocusOnMount<HTMLTextAreaElement>();
  return (
    <Textarea
      ref={field}
      label={t('What it is given')}
      className="call-card-json"
      rows={Math.min(10, text.split('\n').length + 1)}
      spellCheck={false}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

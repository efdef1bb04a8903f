import { Modal, NativeSelect, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useId, useState } from 'react';
import type { MessageView } from '../../../../shared/conversation.ts';
import { showBranchOf, useChatStore } from '../../../state/chat/chat-store.ts';
import { useChatUsageStore } from '../../../state/chat/chat-usage-store.ts';
import { comparison, useComparison } from '../../../state/chat/comparison-store.ts';
import { useSettingsStore } from '../../../state/settings/settings-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ErrorText } from '../../../ui/controls/error-text.tsx';
import { Markdown } from '../../../ui/markdown/markdown.tsx';
import { answerMeta, placeOf } from '../message/answer-meta.ts';
import { Reasoning } from '../message/reasoning.tsx';
import { TypingIndicator } from '../message/typing-indicator.tsx';
import { useVersions } from './use-versions.ts';
import { t } from '../../../language/translate.ts';
import './compare-answers.css';

/** Two answers to one message side by side, or in tabs if there is no room; the user chooses one to continue with. */
export function CompareAnswers() {
  const messageId = useComparison((state) => state.messageId);
  return (
    <Modal
      opened={messageId !== null}
      onClose={comparison.close}
      title={t('Answers side by side')}
      size="min(1180px, 96vw)"
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {messageId === null ? null : <Comparison key={messageId} messageId={messageId} />}
    </Modal>
  );
}

function Comparison({ messageId }: { readonly messageId: string }) {
  const versions = useVersions(messageId);
  const isNarrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<string | null>(null);
  const providers = useSettingsStore((state) => state.view?.settings.providers) ?? [];
  const busy = useChatStore(({ threads }) =>
    versions?.some(({ conversationId }) =>
      threads.get(conversationId)?.messages.some(({ status }) => status === 'streaming'),
    ),
  );
  if (versions === null) return <p aria-busy="true">{t('Looking for the versions…')}</p>;
  const at = versions.findIndex(({ id }) => id === messageId);
  const right = versions[at];
  const others = versions.filter(({ id }) => id !== messageId);
  const left = others.find(({ id }) => id === chosen) ?? versions[at - 1] ?? others[0];
  if (left === undefined || right === undefined) return <p>{t('There is nothing to compare any more.')}</p>;
  const name = (version: MessageView): string => {
    const { model, speaker } = version;
    const place = placeOf(providers, version);
    return `${versions.indexOf(version) + 1}: ${model ?? speaker}${place === null ? '' : ` (${place})`}`;
  };
  const side = (version: MessageView) => (
    <Side
      version={version}
      name={name(version)}
      busy={busy ?? false}
      onChoose={() => void goOnWith(version)}
    />
  );
  return (
    <>
      {others.length < 2 ? null : (
        <NativeSelect
          label={t('Compare with')}
          data={others.map((version) => ({ value: version.id, label: name(version) }))}
          value={left.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      {isNarrow ? (
        <Tabs defaultValue={right.id} keepMounted={false}>
          <Tabs.List grow>
            <Tabs.Tab value={left.id}>{name(left)}</Tabs.Tab>
            <Tabs.Tab value={right.id}>{name(right)}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value={left.id}>{side(left)}</Tabs.Panel>
          <Tabs.Panel value={right.id}>{side(right)}</Tabs.Panel>
        </Tabs>
      ) : (
        <div className="compared">
          {side(left)}
          {side(right)}
        </div>
      )}
    </>
  );
}

interface SideProps {
  readonly version: MessageView;
  readonly name: string;
  /** While an answer streams, none can be chosen. */
  readonly busy: boolean;
  readonly onChoose: () => void;
}

function Side({ version, name, busy, onChoose }: SideProps) {
  const id = useId();
  const cost = useChatUsageStore(({ costs }) => costs.get(version.id) ?? null);
  const streaming = version.status === 'streaming';
  const empty = version.text === '';
  return (
    <article className="compared-side" aria-labelledby={id} aria-busy={streaming}>
      <header>
        <h3 id={id}>{name}</h3>
        <p className="message-meta">{answerMeta({ ...version, model: null }, cost)}</p>
      </header>
      <div className="compared-text" tabIndex={0} role="group" aria-label={t('Text of {{name}}', { name })}>
        {version.reasoning === '' ? null : (
          <Reasoning text={version.reasoning} thinking={streaming && empty} />
        )}
        {empty && streaming ? <TypingIndicator speaker={version.speaker} wait={null} /> : null}
        {empty ? null : <Markdown text={version.text} />}
        {version.status === 'failed' ? (
          <ErrorText message={version.error?.message ?? t('The answer failed.')} />
        ) : null}
      </div>
      <Button disabled={busy || version.status === 'failed'} aria-describedby={id} onClick={onChoose}>
        {t('Go on with this answer')}
      </Button>
    </article>
  );
}

async function goOnWith({ id, conversationId }: MessageView): Promise<void> {
  const thread = useChatStore.getState().threads.get(conversationId);
  if (thread?.messages.some((message) => message.id === id) !== true) await showBranchOf(id);
  comparison.close();
  view.focusComposer();
}

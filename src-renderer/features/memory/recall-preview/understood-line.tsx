import type { MessageAct, UnderstoodPart } from '../../../../shared/memory/message-act.ts';
import { RichText } from '../../../language/rich-text.tsx';
import { t } from '../../../language/translate.ts';

/** How Tutee understands a message. */
const names: Readonly<Record<MessageAct, string>> = {
  teach: t('to remember'),
  tell: t('said in passing'),
  order: t('a standing order'),
  cancel: t('an order taken back'),
  correct: t('a correction'),
  forget: t('to forget'),
  dont_keep: t('not to be kept'),
  keep_again: t('may be kept again'),
  ask_memory: t('a question about you'),
  work_on_text: t('work on a text'),
  material: t('somebody else’s text'),
  request: t('a request'),
  chat: t('talk'),
};

const SHOWN = 40;

export function UnderstoodLine({ parts }: { readonly parts: readonly UnderstoodPart[] }) {
  if (parts.length === 0) return null;
  const acts = parts.map(({ text, act }, at) => (
    // The parts of one result never change places.
    <span key={`${at} ${act}`}>
      {at === 0 ? '' : ', '}
      {names[act]}
      {parts.length === 1 || text === '' ? null : (
        <>
          {' '}
          (<q dir="auto">{text.length > SHOWN ? `${text.slice(0, SHOWN).trimEnd()}…` : text}</q>)
        </>
      )}
    </span>
  ));
  return (
    <p className="trial-understood" aria-label={t('Understood as')} role="note">
      <RichText text="Understood as {{acts}}." parts={{ acts }} />
    </p>
  );
}

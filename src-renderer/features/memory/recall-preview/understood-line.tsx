import type { MessageAct, UnderstoodPart } from '../../../../shared/memory/message-act.ts';

/** How Tutee understands a message. */
const names: Readonly<Record<MessageAct, string>> = {
  teach: 'to remember',
  tell: 'said in passing',
  order: 'a standing order',
  cancel: 'an order taken back',
  correct: 'a correction',
  forget: 'to forget',
  dont_keep: 'not to be kept',
  keep_again: 'may be kept again',
  ask_memory: 'a question about you',
  work_on_text: 'work on a text',
  material: 'somebody else’s text',
  request: 'a request',
  chat: 'talk',
};

const SHOWN = 40;

export function UnderstoodLine({ parts }: { readonly parts: readonly UnderstoodPart[] }) {
  if (parts.length === 0) return null;
  return (
    <p className="trial-understood" aria-label="Understood as" role="note">
      Understood as{' '}
      {parts.map(({ text, act }, at) => (
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
      ))}
      .
    </p>
  );
}

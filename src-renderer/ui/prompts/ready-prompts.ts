import { t, tVerbatim } from '../../language/translate.ts';

/** A prompt that comes with Tutee. It cannot be changed; a copy of it can. */
export interface ReadyPrompt {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/**
 * Ten prompts to begin with. They ask; none of them states anything about the user or says what holds from now on, so that using
 * one teaches nothing. A long text that one is about is pasted, or attached, beside it.
 */
export const readyPrompts: readonly ReadyPrompt[] = [
  {
    id: 'ready:summarise',
    name: t('Summarise'),
    text: tVerbatim(
      'Summarise the text below in {{how many}} sentences. Begin with what matters most, and name what is left open.',
    ),
  },
  {
    id: 'ready:explain',
    name: t('Explain'),
    text: tVerbatim(
      'Explain {{what}} to {{whom}}. Use one example from everyday life, then the exact terms. End with what is most often misunderstood.',
    ),
  },
  {
    id: 'ready:rewrite',
    name: t('Rewrite'),
    text: tVerbatim(
      'Rewrite the text below so that it is {{how it should sound}}. Keep its meaning and its length. List the three changes that matter most.',
    ),
  },
  {
    id: 'ready:translate',
    name: t('Translate'),
    text: tVerbatim(
      'Translate the text below into {{language}}. Keep its tone. After it, list the words that have no exact counterpart, with the choice made.',
    ),
  },
  {
    id: 'ready:reply',
    name: t('Reply to a message'),
    text: tVerbatim(
      'Write a reply to the message below. What it should achieve: {{aim}}. Tone: {{tone}}. Keep it shorter than the message.',
    ),
  },
  {
    id: 'ready:decide',
    name: t('Weigh a decision'),
    text: tVerbatim(
      'Help with a decision: {{decision}}. Compare the options in a table by {{what counts}}. Then say which facts are missing, and which option is best until they are known.',
    ),
  },
  {
    id: 'ready:plan',
    name: t('Plan'),
    text: tVerbatim(
      'Make a plan for {{goal}} until {{when}}. Give steps small enough to begin today, what each depends on, and the two most likely obstacles with a way around them.',
    ),
  },
  {
    id: 'ready:review-code',
    name: t('Review code'),
    text: tVerbatim(
      'Review the code below as a colleague would: errors first, then risks, then style. For each finding give the line, why it matters and the smallest fix. Look closely at {{what to look at}}.',
    ),
  },
  {
    id: 'ready:find-error',
    name: t('Find an error'),
    text: tVerbatim(
      'This happens: {{what happens}}. This is expected: {{what is expected}}. List the likely causes, most likely first, and for each the quickest check that confirms it or rules it out.',
    ),
  },
  {
    id: 'ready:quiz',
    name: t('Quiz'),
    text: tVerbatim(
      'Let us do a quiz of {{number}} questions about {{subject}}, from easy to hard, one question at a time. Begin with the first.',
    ),
  },
];

/** Answers of models to the check before learning. Scripted models of tests pass it unless a test says otherwise. */
import { checkMessages } from '#main/teachability/capture/extract/model/check-sentences.ts';
import type { CheckSentence } from '#main/teachability/capture/extract/model/check-sentences.ts';

/** The sentences that a request asks about; null if it is not a check. */
export function checkedSentences(asked: string): readonly CheckSentence[] | null {
  return checkMessages.find(([first]) => first !== undefined && asked.includes(first.text)) ?? null;
}

interface LessonAnswer {
  readonly action: string;
  readonly kind: string;
  readonly text: string;
}

/** A model's answer, given its lessons for the sentences. */
export function checkAnswer(lessons: readonly Partial<LessonAnswer>[]): string {
  const whole = lessons.map((lesson) => ({
    action: 'add',
    n: null,
    kind: 'fact',
    cues: [],
    validUntil: null,
    ...lesson,
  }));
  return JSON.stringify({ lessons: whole });
}

/** The lessons of a good model. */
export function rightLessons(sentences: readonly CheckSentence[]): Partial<LessonAnswer>[] {
  return sentences.flatMap(({ text, teaches }) =>
    teaches === null ? [] : [{ text, kind: teaches[0] ?? 'fact' }],
  );
}

type Weakness = (sentences: readonly CheckSentence[]) => string;

/** Answers of weak models. */
export const weakAnswers: Readonly<Record<string, Weakness>> = {
  'an empty list': () => checkAnswer([]),
  'an echo of every sentence': (all) => checkAnswer(all.map(({ text }) => ({ text }))),
  'an echo of the whole message': (all) => checkAnswer([{ text: all.map(({ text }) => text).join(' ') }]),
  inventions: (all) =>
    checkAnswer([
      ...rightLessons(all),
      { text: 'I was born in Valparaíso.' },
      { text: 'My cello is worth 9,000 euros.' },
      { text: 'I own a bakery in Odense.' },
    ]),
  'wrong kinds': (all) =>
    checkAnswer(rightLessons(all).map((lesson) => ({ ...lesson, kind: wrongKind(lesson) }))),
  'text without end': () => `{"lessons": [{"action": "add", "text": "${'my dinghy my dinghy '.repeat(2_000)}`,
  'a talk about it': () => 'Sure! I think the user has a dinghy and likes to travel. Shall I go on?',
};

function wrongKind({ kind }: Partial<LessonAnswer>): string {
  return kind === 'skill' || kind === 'instruction' ? 'fact' : 'skill';
}

/**
 * Which lessons of a model wait for the user's word, because the message does not show that they are the user's. A model takes a text beside
 * the user's words for theirs more easily than the rules do, and an order is sent with every later request.
 */
import type { PlannedTeaching } from '../../decide/plan.ts';
import { stemsOf } from '../../../recall/terms.ts';
import { sentenceActs } from '../../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../../understand/acts/sentence-acts.ts';
import type { ActScores } from '../../understand/acts/act-classifier.ts';
import { beginsTelling, speaksInFirstPerson } from '../../understand/segment-role.ts';
import { teachingIn } from '../../understand/teaching-form.ts';
import { kindOf } from '../kind-of.ts';
import { statedIn } from '../learn-by-rules.ts';
import { subjectOf } from '../subject.ts';

/** The minimum likelihood that a sentence gives an order, or asks to keep something. */
const ORDERS = 0.5;
/** The share of a lesson's words that a statement must contain to bear it out. */
const SHARE = 0.7;

/**
 * Beside other text a model may only reword what rules are certain of. Elsewhere an instruction needs a sentence of the user's that gives
 * an order, and anything else one that is not only a request.
 * @param own words of the user, without material
 * @param strict true if the message also contains other text
 * @param at when the message was written, in ms since 1970 UTC
 */
export function withDoubts(
  lessons: readonly PlannedTeaching[],
  own: string,
  strict: boolean,
  at: number,
): PlannedTeaching[] {
  const stated = strict ? statedIn(own, at, true).map(({ text }) => new Set(stemsOf(text))) : [];
  return lessons.map(asToldOfUser).map((lesson) => {
    const isProven = strict
      ? !isOrder(lesson) && isBorneOut(lesson.text, stated)
      : isOrder(lesson)
        ? nearest(lesson.text, own).some((sentence) => isOrdering(sentence, at))
        : nearest(lesson.text, own).some(
            (one) => !isRequesting(one) || beginsTelling(one) || isTelling(one, at),
          );
    return isProven ? lesson : { ...lesson, doubtful: true };
  });
}

/** A statement about the user is no instruction, whatever the model calls it. */
function asToldOfUser(lesson: PlannedTeaching): PlannedTeaching {
  if (lesson.kind !== 'instruction' || !speaksInFirstPerson(lesson.text)) return lesson;
  const kind = kindOf(lesson.text);
  return kind === 'instruction' ? lesson : { ...lesson, kind, subject: subjectOf(lesson.text, kind) };
}

function isOrder({ kind, text }: PlannedTeaching): boolean {
  return kind === 'instruction' || kindOf(text) === 'instruction';
}

function isBorneOut(lesson: string, stated: readonly ReadonlySet<string>[]): boolean {
  const stems = [...new Set(stemsOf(lesson))];
  return stated.some((said) => stems.filter((stem) => said.has(stem)).length >= stems.length * SHARE);
}

/** The sentences that share most words with the lesson. */
function nearest(lesson: string, own: string): SentenceActs[] {
  const stems = new Set(stemsOf(lesson));
  const sentences = sentenceActs(own).map((sentence) => ({
    sentence,
    shared: new Set(stemsOf(sentence.text).filter((stem) => stems.has(stem))).size,
  }));
  const most = Math.max(0, ...sentences.map(({ shared }) => shared));
  return sentences.filter(({ shared }) => shared === most).map(({ sentence }) => sentence);
}

function isRequesting({ isQuestion, scores: { request, work_on_text: work } }: SentenceActs): boolean {
  return isQuestion || request + work >= ORDERS;
}

/** True for a sentence that rules or acts find a statement in. A request can contain one that is not about the user: "Conjugate I am a doctor." */
function isTelling({ text, scores, clauses }: SentenceActs, at: number): boolean {
  return (
    statedIn(text, at, true).length > 0 ||
    [scores, ...clauses.map((clause) => clause.scores)].some(({ tell, teach, order, correct }) => {
      return tell + teach + order + correct >= ORDERS;
    })
  );
}

/** By the sentence's rules and acts, not by its verb: "Write a caption for …" is for now. */
function isOrdering({ text, isQuestion, scores, clauses }: SentenceActs, at: number): boolean {
  return (
    teachingIn(text, isQuestion) !== null ||
    statedIn(text, at, true).some(({ kind }) => kind === 'instruction' || kind === 'preference') ||
    [scores, ...clauses.map((clause) => clause.scores)].some(orders)
  );
}

function orders({ order, teach, cancel, correct }: ActScores): boolean {
  return order + teach + cancel + correct >= ORDERS;
}

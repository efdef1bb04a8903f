/** Labelled messages as the classifier sees them: cut as the app cuts, each piece with the act of the part it comes from. */
import { actFeatures } from '../../src-main/teachability/capture/understand/acts/act-features.ts';
import type {
  Feature,
  SegmentInContext,
} from '../../src-main/teachability/capture/understand/acts/act-features.ts';
import { acts } from '../../src-main/teachability/capture/understand/acts/act.ts';
import type { Act } from '../../src-main/teachability/capture/understand/acts/act.ts';
import {
  clausesOf,
  segmentsInContext,
} from '../../src-main/teachability/capture/understand/acts/segments-in-context.ts';
import type { LabelledMessage } from './labelled-messages.ts';

export interface Example {
  readonly features: readonly Feature[];
  /** Index in `acts`. */
  readonly act: number;
  readonly text: string;
  readonly message: LabelledMessage;
}

export function examplesOf(messages: readonly LabelledMessage[]): Example[] {
  return messages.flatMap((message) => {
    const text = message.parts.map((part) => part.text).join('');
    const actAt = actsByPlace(message);
    let from = 0;
    return segmentsInContext(text).flatMap((part) => {
      const raw = part.text.split('\n')[0] ?? '';
      const start = Math.max(from, text.indexOf(raw.slice(0, 12), from));
      from = start;
      const labelled = (one: SegmentInContext, middle: number): Example => ({
        features: actFeatures(one),
        act: acts.indexOf(actAt[Math.min(middle, actAt.length - 1)] ?? 'chat'),
        text: one.text,
        message,
      });
      let within = start;
      const clauses = clausesOf(part).map((clause) => {
        within = Math.max(within, text.indexOf(clause.text.slice(0, 12), within));
        return labelled(clause, within + (clause.text.length >> 1));
      });
      return [labelled(part, start + (raw.length >> 1)), ...clauses];
    });
  });
}

function actsByPlace({ parts }: LabelledMessage): Act[] {
  return parts.flatMap(({ text, act }) => Array.from({ length: text.length }, () => act));
}

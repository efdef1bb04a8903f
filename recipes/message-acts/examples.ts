/** Labelled messages as the classifier sees them: cut as the app cuts, each piece with the act of the part it comes from. */
import { actFeatures } from '../../src-main/teachability/capture/understand/acts/act-features.ts';
import type { Feature } from '../../src-main/teachability/capture/understand/acts/act-features.ts';
import { acts } from '../../src-main/teachability/capture/understand/acts/act.ts';
import type { Act } from '../../src-main/teachability/capture/understand/acts/act.ts';
import { partsOf } from '../../src-main/teachability/capture/understand/acts/parts.ts';
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
    return partsOf(text).map((part) => {
      const raw = part.text.split('\n')[0] ?? '';
      const start = Math.max(from, text.indexOf(raw.slice(0, 12), from));
      from = start;
      const act = actAt[Math.min(start + (raw.length >> 1), actAt.length - 1)] ?? 'chat';
      return { features: actFeatures(part), act: acts.indexOf(act), text: part.text, message };
    });
  });
}

function actsByPlace({ parts }: LabelledMessage): Act[] {
  return parts.flatMap(({ text, act }) => Array.from({ length: text.length }, () => act));
}

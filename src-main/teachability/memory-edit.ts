import type { Cue, Memory, MemoryKind, MemoryValue } from '#shared/memory/memory.ts';
import { limits } from '#shared/text.ts';
import { cuesFor } from './capture/extract/cues.ts';
import { valueOf } from './capture/decide/plan.ts';
import { subjectOf } from './capture/extract/subject.ts';

export interface EditInput {
  readonly text?: string | undefined;
  readonly kind?: MemoryKind | undefined;
  readonly cues?: readonly Cue[] | undefined;
}

/** A memory's value after an edit. Fields left out stay as they are; cues that rules made follow a changed text. */
export function editedValue(memory: Memory, input: EditInput): MemoryValue {
  const text = input.text ?? memory.text;
  const kind = input.kind ?? memory.kind;
  const subject = text === memory.text ? memory.subject : subjectOf(text, kind);
  const cues = input.cues ?? followingCues(memory, text, kind, subject);
  return { ...valueOf(memory), text, kind, subject, cues: [...cues] };
}

/** Replaces the cues that rules derived from the old text by those of the new one; keeps cues of the user or a model. */
function followingCues(
  memory: Memory,
  text: string,
  kind: MemoryKind,
  subject: string | null,
): readonly Cue[] {
  if (text === memory.text && kind === memory.kind) return memory.cues;
  const byRule = new Set(cuesFor(memory.text, memory.kind, memory.subject).map((cue) => cue.text));
  const kept = memory.cues.filter((cue) => !byRule.has(cue.text));
  const fresh = cuesFor(text, kind, subject).filter((cue) => kept.every((one) => one.text !== cue.text));
  return [...kept, ...fresh].slice(0, limits.cues);
}

/** Ten sentences in two messages, used to check whether a model can be trusted to learn. Half of them teach nothing. */
import type { MemoryKind } from '#shared/memory/memory.ts';

export interface CheckSentence {
  readonly text: string;
  /** The kinds under which it may be stored; null: it teaches nothing. */
  readonly teaches: readonly MemoryKind[] | null;
}

const fact: readonly MemoryKind[] = ['fact'];
const wish: readonly MemoryKind[] = ['preference', 'instruction'];
const work: readonly MemoryKind[] = ['skill', 'instruction', 'preference'];

export const checkMessages: readonly (readonly CheckSentence[])[] = [
  [
    { text: 'My dinghy lies at the jetty in Kappeln.', teaches: fact },
    { text: 'Ich mag keine Rosinen im Hefekuchen.', teaches: ['preference', 'fact'] },
    { text: '¿Cuánto pesa un violonchelo?', teaches: null },
    { text: 'The brochure claims that every guest wants a balcony.', teaches: null },
    { text: 'From now on give me distances in nautical miles.', teaches: wish },
  ],
  [
    { text: 'Ma nièce Odile étudie la géologie.', teaches: fact },
    { text: 'Übersetze bitte das Wort Leuchtturm ins Dänische.', teaches: null },
    { text: 'When you help me varnish a deck, plan two rounds of sanding.', teaches: work },
    { text: 'If I were a baker, I would get up at three.', teaches: null },
    { text: 'Preferisco viaggiare con il treno di notte.', teaches: ['preference', 'fact'] },
  ],
];

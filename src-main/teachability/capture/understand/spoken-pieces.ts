/** The pieces of a message, each with the voice it speaks in where it stands. */
import { opensOwnList } from './leads/own-label.ts';
import { BULLET } from './units.ts';
import type { Unit } from './units.ts';
import { introducesOwn, voiceOf } from './voice.ts';
import type { Voice } from './voice.ts';

export interface Piece {
  readonly unit: Unit;
  readonly voice: Voice;
}

/** "I have two dogs: Rex and Bello": what a telling lists is told as well. */
export function spoken(units: readonly Unit[]): Piece[] {
  const pieces: Piece[] = [];
  let inList = false;
  for (const [at, unit] of units.entries()) {
    const opens = opensOwnList(unit.text) && BULLET.test(units[at + 1]?.raw ?? '');
    inList = opens || (inList && BULLET.test(unit.raw));
    const voice = opens ? 'teaching' : inList ? voiceInList(unit) : voiceOf(unit);
    const lead = pieces.at(-1);
    const listed =
      voice === 'other' &&
      unit.gap === 'none' &&
      lead?.unit.introduces === true &&
      lead.voice === 'self' &&
      introducesOwn(lead.unit, lead.voice) === 'own';
    pieces.push({ unit, voice: listed ? 'self' : voice });
  }
  return pieces;
}

/** What is listed is told, unless it asks. */
function voiceInList(unit: Unit): Voice {
  const voice = voiceOf(unit);
  return voice === 'other' ? 'self' : voice;
}

/** The units of a message with their roles in context. */
import type { SlicedTask } from '#shared/sliced-task.ts';
import { opensOwnList } from './leads/own-label.ts';
import { BULLET } from './units.ts';
import type { Unit } from './units.ts';
import { introducesOwn, roleOf } from './unit-role.ts';
import type { UnitRole } from './unit-role.ts';

export interface Piece {
  readonly unit: Unit;
  readonly role: UnitRole;
}

/** Assigns roles. Items of a list have the role of the statement that introduces it: "I have two dogs: Rex and Bello". */
export function* withRoles(units: readonly Unit[]): SlicedTask<Piece[]> {
  const pieces: Piece[] = [];
  let inList = false;
  for (const [at, unit] of units.entries()) {
    const opens = opensOwnList(unit.text) && BULLET.test(units[at + 1]?.raw ?? '');
    inList = opens || (inList && BULLET.test(unit.raw));
    const role = opens ? 'teaching' : inList ? roleInList(unit) : roleOf(unit);
    const lead = pieces.at(-1);
    const listed =
      role === 'other' &&
      unit.gap === 'none' &&
      lead?.unit.introduces === true &&
      lead.role === 'self' &&
      introducesOwn(lead.unit, lead.role) === 'own';
    pieces.push({ unit, role: listed ? 'self' : role });
    yield;
  }
  return pieces;
}

/** A list item counts as told, unless it asks something. */
function roleInList(unit: Unit): UnitRole {
  const role = roleOf(unit);
  return role === 'other' ? 'self' : role;
}

/** Reasons not to learn from a clause, whatever rule it matches. Each is a predicate with a name that says why. */

export interface Guard {
  readonly name: string;
  readonly rejects: RegExp;
}

/** Does not hold when the words name how long the moment lasts. */
export const MOMENT: Guard = {
  name: 'about this moment only',
  rejects:
    /\b(?:this time|for now|right now|at the moment|just now|in this (?:case|example|text|code|chat|message|answer|essay|story|scenario|situation|project|file|function|sentence)|for this (?:one|task|question|project|essay|text|time|example|exercise|story|assignment)|of this (?:code|text|article|essay)|here is my code|the above|above (?:code|text)|you (?:said|mentioned|just|gave|wrote|suggested)|your (?:last|previous|first|second) )\b/iu,
};

export const guards: readonly Guard[] = [
  {
    name: 'hypothetical',
    rejects:
      /^(?:if|suppose|supposing|imagine|assume|assuming|let['’]?s say|say|pretend|unless|whether|what if|in case|even if|as if|when i was|back when)\b|\b(?:i would (?!rather|never)|i['’]d (?!rather)|i wish|i might|i may|i could|i should|if i were|if i was|hypothetical(?:ly)?|would have|could have)\b/iu,
  },
  {
    name: 'somebody else says it',
    rejects:
      /\b(?:he|she|they|it|who|people|everyone|someone|somebody|the (?:user|author|narrator|customer|character|client|student|teacher|patient|speaker)|my (?:wife|husband|partner|mother|mom|mum|father|dad|sister|brother|friend|boss|son|daughter|teacher|doctor|colleague))\s+(?:says?|said|thinks?|thought|told|claims?|claimed|wrote|writes|asked|replied|answers|goes)\b|\b(?:says?|said|quote|quoting|titled|entitled|called it|lyrics?|according to)\s*[:,]/iu,
  },
  MOMENT,
  {
    name: 'a part played',
    rejects:
      /\b(?:act as|acting as|role-?play|pretend|in the voice of|from the (?:perspective|point of view) of|play the role)\b/iu,
  },
  { name: 'a form or placeholder', rejects: /_{3,}|\[(?:name|your|insert)|NAME_\d|<\w+>|\{\w+\}|\bxxx+\b/iu },
];

/** The guard that rejects a clause; undefined when none does. */
export function rejectedBy(clause: string): Guard | undefined {
  return guards.find(({ rejects }) => rejects.test(clause));
}

/** From here on "I" is somebody else: a part to play, or the narrator of a text to be written. */
export const PART_PLAYED =
  /^(?:please\s+|can you\s+|could you\s+)?(?:act as|pretend|role-?play|you are (?:a|an|the|my)\b|imagine (?:you|that you)|(?:write|draft|compose|create|generate)\s+(?:me\s+)?(?:a|an|the|my|some)\b.*\b(?:from the (?:perspective|point of view) of|as if|in the voice of|about a|in the first person)\b)/iu;

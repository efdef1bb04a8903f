import type { MemoryKind } from '#shared/memory/memory.ts';
import { OPINION } from './opinions.ts';

/** Reasons not to learn from a clause, whatever rule it matches. Each is a predicate whose name gives the reason. */

export interface Guard {
  readonly name: string;
  readonly rejects: RegExp;
  /** A kind of memory to which the guard does not apply, because such words are natural in it. */
  readonly spares?: MemoryKind;
}

/** Does not apply if the words say how long the moment lasts. */
export const MOMENT: Guard = {
  name: 'about this moment only',
  rejects:
    /\b(?:this time|for now|right now|at the moment|just now|in this (?:case|example|text|code|chat|message|answer|essay|story|scenario|situation|project|file|function|sentence)|for this (?:one|task|question|project|essay|text|time|example|exercise|story|assignment)|of this (?:code|text|article|essay)|here is my code|the above|above (?:code|text)|you (?:said|mentioned|just|gave|wrote|suggested)|your (?:last|previous|first|second) )\b/iu,
};

/** Does not apply to an appointment whose day can be told. */
export const OF_THIS_DAY: Guard = {
  name: 'of this day only',
  rejects:
    /^(?!.*\b(?:birthday|anniversary|was born|were born)\b).*\b(?:tonight|tomorrow|today|this (?:morning|afternoon|evening))\b/iu,
};

export const guards: readonly Guard[] = [
  {
    name: 'under a condition',
    rejects: /^(?:if|unless|in case|even if)\b/iu,
    spares: 'instruction',
  },
  {
    name: 'hypothetical',
    rejects:
      /^(?:suppose|supposing|imagine|assume|assuming|let['’]?s say|say|pretend|whether|what if|as if|when i was|back when|if i (?:were|was|had|lived|could))\b|\b(?:i would (?!rather|never|(?:like|prefer) (?:it if )?you)|i['’]d (?!rather|(?:like|prefer) (?:it if )?you)|i wish|i might|i may|i could|i should|if i were|if i was|hypothetical(?:ly)?|would have|could have)\b/iu,
  },
  {
    name: 'somebody else says it',
    rejects:
      /\b(?:he|she|they|it|who|people|everyone|someone|somebody|the (?:user|author|narrator|customer|character|client|student|teacher|patient|speaker)|my (?:wife|husband|partner|mother|mom|mum|father|dad|sister|brother|friend|boss|son|daughter|teacher|doctor|colleague))\s+(?:says?|said|thinks?|thought|told|claims?|claimed|wrote|writes|asked|replied|answers|goes)\b|[,;] (?:said|says|wrote|whispered) (?:the|a|he|she|\p{L}+[.!]?$)|\b(?:says?|said|quote|quoting|titled|entitled|called it|lyrics?|according to)\s*[:,]/iu,
  },
  {
    name: 'told by somebody',
    rejects:
      /\b(?:as|like)\s+(?:\S+\s+){1,4}?(?:once\s+|always\s+)?(?:told me|said|says|put it|used to say|wrote)\b/iu,
  },
  MOMENT,
  { name: 'an opinion on what lies before both', rejects: OPINION },
  {
    name: 'pointing at what lies before both',
    rejects:
      /\b(?:this|these)\s+(?!year|month|week|weekend|season|summer|winter|spring|autumn|fall|semester|term|quarter|kind|sort|type|country|city|town|area|way\b|is\b|was\b|and\b|because\b|since\b|so\b|means?\b|for\b|to\b)\p{L}+|\bhere[.!]?$/iu,
    spares: 'instruction',
  },
  {
    name: 'inside a work',
    rejects:
      /\b(?:in|of|from|for) (?:the|a|my) (?:\p{L}+ )?(?:game|poem|story|novel|scene|picture|photo|video|drawing|graph|tree|diagram|chart|film|movie|script|dataset|data|spreadsheet|table|array|code|repo|project|example|exercise|puzzle|riddle|dream|sketch|three|two)\b|\bin (?:minecraft|the sims|fortnite|roblox|skyrim|stardew valley|your (?:answer|explanation|reply|code))\b|\byour (?:answer|explanation|reply|code|response)\b/iu,
    spares: 'instruction',
  },
  OF_THIS_DAY,
  {
    name: 'a mood of the moment',
    rejects:
      /^i(?:['’]m| am) (?:so |really |very |a bit |just |feeling )*(?:bored|hungry|starving|thirsty|stuck|sleepy|confused)\b(?! (?:of|with|by|every|on|when|all|at night))/iu,
  },
  {
    name: 'how far the work at hand has come',
    rejects:
      /^(?:i(?:['’]m| am) (?:(?:now|finally|all|almost|nearly) )*(?:ready (?:to|for)|done with|finished with)\b|(?:it|that|this|everything|the [^,;:]{2,80}?) (?:is|are|looks?|seems?) (?:(?:all|now|much|very|quite|so|pretty) )*clear(?:er)?(?: (?:now|to me))*[.!]?$|i(?:['’]ve| have) been (?:studying|working|trying|practi[sc]ing|struggling|reading|stuck|debugging|at (?:it|this))\b[^,]{0,60}\b(?:now|already|all day|all week)[.!]?$|i(?:['’]m| am) (?:just |currently |now |still )?(?:trying|struggling|attempting|about) to (?:understand|figure|work out|see|find out|get|grasp|make sense|solve|fix|prove|calculate|determine|decide)\b)/iu,
  },
  {
    name: 'a part played',
    rejects:
      /\b(?:act as|acting as|role-?play|pretend|in the voice of|from the (?:perspective|point of view) of|play the role)\b/iu,
  },
  { name: 'a form or placeholder', rejects: /_{3,}|\[(?:name|your|insert)|NAME_\d|<\w+>|\{\w+\}|\bxxx+\b/iu },
];

/** The first guard that rejects a clause; undefined if none does. */
export function rejectedBy(clause: string, kind?: MemoryKind): Guard | undefined {
  return guards.find(
    ({ rejects, spares }) => !(kind !== undefined && spares === kind) && rejects.test(clause),
  );
}

/** Kinds of text in which "I" is a narrator. */
const FICTION =
  'monologue|diary|diaries|story|stories|tale|fable|scene|dialogue|lyrics|song|poem|limerick|haiku|sonnet|rap|script|screenplay|sketch|novel|fan ?fiction|role-?play|backstory|love letter|letter from|first[- ]person';

/** After this "I" is somebody else: a role to play, or the narrator of a text to be written. */
export const PART_PLAYED = new RegExp(
  String.raw`^(?:ok(?:ay)?[,.]?\s+|now\s+|please\s+|can you\s+|could you\s+|for the next \S+\s+)*(?:act as|pretend|role-?play|you are (?:a|an|the|my)\b|you['’]re (?:a|an|my)\b|imagine (?:you|that you)|let['’]?s (?:play|role-?play|pretend|write)\b|(?:in|for) my (?:\S+ )?(?:novel|story|game|book|script|screenplay|campaign|comic|play|film|movie)\b|(?:write|draft|compose|create|generate|give|continue|tell|invent|finish|help me (?:write|with)|i(?:['’]m| am) writing|i want|i need)\s+(?:me\s+|on\s+)?(?:with\s+)?(?:(?:a|an|the|my|some|this|our)\b.*|(?:\w.*)?)\b(?:from the (?:perspective|point of view) of|as if|in the voice of|about a|in the first person|(?:${FICTION})\b))`,
  'iu',
);

/** The same as PART_PLAYED, in German, Spanish, French, Portuguese and Italian. */
export const PART_PLAYED_ABROAD =
  /^(?:stell dir vor|tu so,? als|imagina que|imagine que|immagina (?:di|che)|(?:du bist|spiel|eres|tu es|és|sei|actúa como|joue le rôle|finge)\s+(?:jetzt\s+)?(?:eine?n?|una?|une|uma?|un['’])|(?:schreib\p{L}*|erzähl\p{L}*|escribe|cuenta|écris|raconte|escrev\p{L}*|conta|scrivi|racconta)\s.*(?:geschichte|gedicht|lied|tagebuch|cuento|historia|poema|canción|diario|histoire|poème|chanson|conte|journal|história|conto|canção|racconto|storia|poesia|canzone))/iu;

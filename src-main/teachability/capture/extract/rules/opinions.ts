/** Words that refer to something just said; a memory with them would mean nothing later. */
export const POINTING = String.raw`(?:(?:it|yours|(?:answers?|options?|versions?|drafts?|numbers?) (?-i:[A-Z]|\d)\b|number \d+|to \w+ (?:it|this|that)|if (?:we|you)|the \w+ of (?:it|this|that)|how it|all the|all these|this|that|these|those|them|him|her|you|your|what you|how you|the way you|the (?:first|second|third|fourth|fifth|last|latter|former|other|above|\w+ one|\w+ ones|one|ones|version|option|suggestion|answer|name|result|output|code|title)|the (?:idea|look|design|way|sound)(?! of))\b)`;

/** Something at hand that is being discussed: a text, a picture, an answer. */
const WORK =
  'intro|introduction|ending|beginning|opening|conclusion|title|headline|tone|wording|phrasing|style|draft|paragraph|sentence|line|verse|chorus|rhyme|plot|twist|character|dialogue|scene|chapter|section|part|bit|version|option|suggestion|answer|reply|response|result|output|summary|explanation|example|code|function|layout|logo|colou?rs?|palette|font|picture|image|slide|table|list|plan|direction|structure|flow|name|joke|email|letter|essay|story|poem|text|approach|solution|metaphor|format|formatting|new (?:design|look|version|layout)|changes?|edits?|update';
const VERDICT =
  'like|love|enjoy|adore|hate|dislike|appreciate|prefer|favou?r|find|fan of|happy with|impressed (?:by|with)|fond of|into|keen on|sold on|convinced by';

/** An opinion on something at hand, which is not a lasting preference. */
export const OPINION = new RegExp(
  String.raw`^i(?:['’]\w+)?\s+(?:\S+\s+){0,5}?(?:${VERDICT})\s+(?:(?:when|where|how|what|that|why|the way)\s+(?:(?:this|that|these|those|it)(?!['’]s)\s+(?:\S+\s+){0,2}?(?:goes|going|is|sounds?|looks?|reads?|turned|came|works?|flows?|ends?|begins?|starts?)\b|(?:this|these|those|the (?:${WORK}))\b)|(?:the|your|this|that|these|those)\s+(?:\w+\s+)?(?:${WORK})\b(?!\s+of (?!(?:the|this|that|these|those|your|it)\b)))`,
  'iu',
);

/** Words next to a statement that mark it as irony. */
export const IRONY =
  /^(?:(?:oh|ah)[, ]{1,5})?(?:great|wonderful|fantastic|brilliant|perfect|lovely|yeah|yes|sure|right|of course|wow|oh)?[,!. ]{0,9}(?:yeah|sure|right|so)?[,! ]{0,9}i\s+(?:just|absolutely|really|simply|totally)\s+(?:love|adore|enjoy)\s+(?:it when|when|being|waiting|how)\b|^(?:(?:oh|yeah|yes|sure|right|great|wonderful|fantastic|brilliant|of course)[,! ]+)+i\s+(?:(?:just|absolutely|really|simply|totally|so)\s+)*(?:love|adore|enjoy)\b/iu;

/** Figurative uses of "allergic". */
export const NO_ALLERGY = String.raw`allergic to (?:nothing|work\b|mondays|code\b|(?:bad|poor|ugly|sloppy|messy|lazy|stupid|silly|dirty|wrong)\s+\p{L})`;

import type { Rule } from './rule.ts';

/** What the assistant can be told to do in every answer. Base forms. */
export const ASSISTANT_VERB =
  'answer|reply|respond|write|speak|talk|use|include|add|provide|give|show|format|keep|be|call|address|explain|avoid|cite|mention|ask|check|confirm|verify|consider|assume|start|begin|end|sign|put|list|structure|number|highlight|suggest|recommend|remind|warn|tell|let|convert|translate|round|state|note|quote|refer|treat|respect|follow|maintain|summari[sz]e|organi[sz]e|present|make|do|offer|propose|focus|prioriti[sz]e|stick|limit|repeat|return|output|greet|wrap|separate|break|compare|describe|define|emphasi[sz]e|double-check|spell|prefer|choose|pick|end|render|generate|lead|finish|capitali[sz]e|mark|label|link|attach|outline|stay|sound|act|think|take|specify|clarify|prefix|indent|comment|say|remember|forget|apply|calculate|express|display|ensure|go|walk|support|back|match|adapt|tailor|wait|skip|omit|leave|shorten';

/** Things of answers in general, so that a wish about them is meant to last. */
const ANSWERS =
  '(?:answers?|repl(?:y|ies)|responses?|explanations?|messages|summaries|suggestions|recommendations|code (?:samples?|examples?|snippets?))';

/** How a person asks for something before saying it. */
const ASKING = String.raw`(?:please\s+|kindly\s+|i want you to\s+|i['’]d like you to\s+|i would like you to\s+|i need you to\s+|you should\s+|you must\s+|you have to\s+|you need to\s+|can you\s+|could you\s+|make sure (?:to\s+|you\s+|that you\s+)?|be sure to\s+|remember to\s+|try to\s+)*`;

/** Said of one piece of work, so not meant to last. */
const ONE_PIECE = String.raw`\b(?:this|that|these|those|the (?:above|following|text|code|essay|story|poem|table|list|image|video|title|titles|paragraph|sentence|answer|function|file|output|logo|letter|email))\b`;

const rule = (name: string, pattern: string, unless: string = ONE_PIECE): Rule => ({
  name: `instruction: ${name}`,
  kind: 'instruction',
  pattern: new RegExp(`^${pattern}`, 'iu'),
  unless: new RegExp(unless, 'iu'),
});

export const instructionRules: readonly Rule[] = [
  rule(
    'always',
    String.raw`${ASKING}(?:always|at all times|every time)\s+(?:please\s+)?(?:${ASSISTANT_VERB})\b`,
  ),
  rule(
    'never',
    String.raw`${ASKING}(?:never|don['’]t ever|do not ever|under no circumstances)\s+(?:${ASSISTANT_VERB})\b`,
  ),
  rule(
    'whenever',
    String.raw`(?:whenever|every time|each time|any time|anytime)\s+(?:i|we|you|someone)\s+.{2,160}?,\s*(?:please\s+)?(?:always\s+|never\s+|do not\s+|don['’]t\s+|you should\s+|also\s+|then\s+)?(?:${ASSISTANT_VERB})\b`,
    String.raw`(?!x)x`,
  ),
  rule(
    'when I ask',
    String.raw`(?:when|if)\s+(?:i|you)\s+(?:ask|mention|say|talk|write|request|want|need|answer|reply|explain|give|suggest|show|send|paste|share|recommend)\b.{0,160}?,\s*(?:please\s+)?(?:always\s+|never\s+|do not\s+|don['’]t\s+|you should\s+(?:always\s+)?|also\s+|then\s+|i (?:want|would like|['’]d like|need) you to\s+)?(?:${ASSISTANT_VERB})\b`,
    String.raw`^if (?:i|you) (?:want|need)\b`,
  ),
  rule(
    'when I ask, said last',
    String.raw`${ASKING}(?:${ASSISTANT_VERB})\b.{2,200}?\b(?:when(?:ever)? i(?:['’]m| am)? (?:ask|asking|mention|request|talk|need|want|share|send|discuss|bring up)|every time|each time|by default|in (?:all|every|each|any) (?:of )?(?:your |my )?${ANSWERS}|in (?:the )?future|going forward|from here on|unless i (?:say|ask|tell))\b`,
  ),
  rule(
    'your answers',
    String.raw`${ASKING}(?:keep|make|format|write|give|have)\s+(?:(?:all|me)\s+)?(?:of\s+)?your\s+${ANSWERS}\b`,
  ),
  rule(
    'your answers should',
    String.raw`(?:i\s+(?:want|need|like|prefer|would like|expect)\s+(?:all\s+)?(?:of\s+)?your\s+${ANSWERS}|your\s+${ANSWERS}\s+(?:should|must|need to|have to))\b`,
  ),
  rule(
    'language of answers',
    String.raw`${ASKING}(?:answer|reply|respond|speak|talk|write)(?:\s+(?:to|with))?(?:\s+me)?(?:\s+(?:only|always|back|everything))?\s+in\s+(?:british |american |simple |plain |brazilian |formal |informal )?(?:english|german|french|spanish|portuguese|italian|dutch|polish|turkish|russian|ukrainian|arabic|hindi|chinese|mandarin|cantonese|japanese|korean|swedish|norwegian|danish|finnish|greek|hebrew|czech|hungarian|romanian|vietnamese|thai|indonesian|catalan|latin)\b`,
    String.raw`\b(?:this|the following|question|sentence|word)\b`,
  ),
  rule(
    'how to address me',
    String.raw`${ASKING}(?:address|call|refer to)\s+me\s+(?:as|by|with)?\s*(?!back|when|if|later|tomorrow)\S`,
    String.raw`\b(?:call me (?:back|when|if|later))\b`,
  ),
  rule(
    'units and forms',
    String.raw`${ASKING}(?:use|write|give|show|convert)\s+(?:only\s+)?(?:the\s+)?(?:metric|imperial|celsius|fahrenheit|si|24[- ]hour|12[- ]hour|british|american|iso|oxford)\b[^.]{0,60}[.]?$`,
  ),
];

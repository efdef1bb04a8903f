import { ruleMaker } from './rule.ts';

/** Base forms of verbs for what the assistant can be told to do in every answer. */
export const ASSISTANT_VERB =
  'answer|reply|respond|write|speak|talk|use|include|add|provide|give|show|format|keep|be|call|address|explain|avoid|cite|mention|ask|check|confirm|verify|consider|assume|start|begin|end|sign|put|list|structure|number|highlight|suggest|recommend|remind|warn|tell|let|convert|translate|round|state|note|quote|refer|treat|respect|follow|maintain|summari[sz]e|organi[sz]e|present|make|do|offer|propose|focus|prioriti[sz]e|stick|limit|repeat|return|output|greet|wrap|separate|break|compare|describe|define|emphasi[sz]e|double-check|spell|prefer|choose|pick|end|render|generate|lead|finish|capitali[sz]e|mark|label|link|attach|outline|stay|sound|act|think|take|specify|clarify|prefix|indent|comment|say|remember|forget|apply|calculate|express|display|ensure|go|walk|support|back|match|adapt|tailor|wait|skip|omit|leave|shorten|apologi[sz]e|praise|flatter|compliment|moralise|moralize|lecture|preach|sugar-?coat|patroni[sz]e|guess|interrupt|swear|curse|joke|invent|hedge|thank|preface|restate|introduce|challenge|question|push|open|close|bold|abbreviate|correct|teach|test|quiz|write out|name|pretend to know|make up|stop';

/** Properties of answers in general; a wish about them is meant to last. */
const ANSWERS =
  '(?:answers?|repl(?:y|ies)|responses?|explanations?|messages|summaries|suggestions|recommendations|code (?:samples?|examples?|snippets?))';

/** Words that introduce a request. */
const ASKING = String.raw`(?:please\s+|kindly\s+|i want you to\s+|i['’]d like you to\s+|i would like you to\s+|i need you to\s+|you should\s+|you must\s+|you have to\s+|you need to\s+|can you\s+|could you\s+|make sure (?:to\s+|you\s+|that you\s+)?|be sure to\s+|remember to\s+|try to\s+)*`;

/** Words about one piece of work; such a wish is not meant to last. */
const ONE_PIECE = String.raw`\b(?:this|that|these|those|the (?:above|following|text|code|essay|story|poem|table|list|image|video|title|titles|paragraph|sentence|answer|function|file|output|logo|letter|email|(?:\w+ )?(?:column|row|cell|line|chapter|section|chart|diagram|slide|report|document|table)))\b`;

export const OF_ONE_PIECE = new RegExp(ONE_PIECE, 'iu');

/** Forms that an answer can have. */
const FORMS =
  'emojis?|bullet points?|bullets|numbered lists|lists|tables|markdown|headings|headers|jargon|slang|filler|fluff|small talk|exclamation (?:marks|points)|disclaimers|apologies|pleasantries|flattery|caveats|warnings|bold|italics|em[- ]dash(?:es)?|semicolons|comments in code|long (?:answers|explanations|intros|introductions)|follow-up questions|swear words|swearing|abbreviations|acronyms|passive voice|adverbs';

/** Manners that the assistant can adopt. */
const MANNER =
  'blunt|honest|direct|brief|brutal|critical|concise|patient|polite|strict|formal|informal|casual|friendly|kind|gentle|tough|hard|frank|straight(?:forward)?|encouraging|supportive|professional|playful|funny|sarcastic|humble|skeptical|sceptical|thorough|precise|objective|neutral';

const INFORMAL_ASIDE = String.raw`(?:just\s+|simply\s+|only\s+|please\s+|always\s+|never\s+|do not\s+|don['’]t\s+|you should\s+|also\s+|then\s+|first\s+|i (?:want|would like|['’]d like|need) you to\s+)*`;

const familyRule = ruleMaker('instruction', 'instruction');
const rule = (name: string, pattern: string, unless: string = ONE_PIECE) => familyRule(name, pattern, unless);

export const instructionRules = [
  rule(
    'always',
    String.raw`${ASKING}(?:always|at all times|every time)\s+(?:please\s+)?(?:${ASSISTANT_VERB})\b`,
  ),
  rule(
    'never',
    String.raw`${ASKING}(?:never|don['’]t ever|do not ever|please don['’]t ever|under no circumstances)\s+(?:${ASSISTANT_VERB})\b`,
  ),
  rule(
    'whenever',
    String.raw`(?:whenever|every time|each time|any time|anytime)\s+(?:i|we|you|someone)\s+.{2,160}?,\s*${INFORMAL_ASIDE}(?:${ASSISTANT_VERB})\b`,
    String.raw`(?!x)x`,
  ),
  rule(
    'when I ask',
    String.raw`(?:when|if)\s+(?:i|you)\s+(?:ask|mention|say|talk|write|request|want|need|answer|reply|explain|give|suggest|show|send|paste|share|recommend)\b.{0,160}?,\s*${INFORMAL_ASIDE}(?:${ASSISTANT_VERB})\b`,
    String.raw`^if (?:i|you) (?:want|need)\b|^(?:when|if) (?:i|you) (?:send|give|show|ask) (?:the|a|an) (?:form|request|api|function|command|server)\b`,
  ),
  rule(
    'for such requests',
    String.raw`(?:for|in|with|on)\s+(?:all\s+|any\s+|my\s+|your\s+|every\s+)*(?!this\b|that\b|the\b|now\b|a\b)[\p{L} -]{3,30}?,\s*(?:please\s+)?(?:always|never|only ever|don['’]t ever)\s+(?:${ASSISTANT_VERB})\b`,
  ),
  rule(
    'always, with a condition',
    String.raw`${ASKING}(?:${ASSISTANT_VERB})\s+.{2,80}?\b(?:whenever|each time|every time|any time) (?:i|you)\b`,
  ),
  rule(
    'no more of a form',
    String.raw`(?:(?:please\s+)?(?:stop|quit|avoid|drop|cut|skip|lose)\s+(?:using\s+|adding\s+|writing\s+|giving(?: me)?\s+|with\s+)?(?:all\s+|the\s+|so many\s+|any\s+)*(?:${FORMS})|no\s+(?:more\s+)?(?:${FORMS})(?:\s+(?:please|ever|at all|in (?:your|my) ${ANSWERS})|,\s*(?:please|ever|thanks?)|[.!]?$)|(?:please\s+)?(?:do not|don['’]t)\s+(?:ever\s+)?(?:use|add|include|write|give(?: me)?|send(?: me)?)\s+(?:any\s+|so many\s+)*(?:${FORMS})(?:[.!]?$|,?\s+(?:please|ever|with me|when|in (?:your|any) )))`,
    String.raw`${ONE_PIECE}|\b(?:here|today|this time)\b|in (?:the|my) (?!answers|replies|responses)`,
  ),
  rule(
    'not to me',
    String.raw`${ASKING}(?:(?:please\s+)?(?:do not|don['’]t|stop|never)\s+(?:ever\s+)?(?:${ASSISTANT_VERB}|calling|treating|telling|asking|using|talking|being)\b.{0,60}?\b(?:with me|to me|at me|me\s+(?:["“'‘]|as\b|like\b|\S+[.!]?$))|(?:do not|don['’]t|stop)\s+(?:ever\s+)?(?:sugar-?coat\w*|patroni[sz]\w+|lectur\w+|moralis\w+|moraliz\w+|apologi[sz]\w+|flatter\w*))`,
    String.raw`\b(?:this|that|it|now|yet|here|again|the (?:answer|result|solution|ending))\b`,
  ),
  rule(
    'no need to explain',
    String.raw`(?:you\s+(?:do not|don['’]t|never)\s+(?:need|have)\s+to|there['’]?s no need to|no need to)\s+(?:explain|tell|teach|remind|spell out|define|introduce|include|add)\s+\S.{2,80}?(?:\bto me\b|[.!]?$)`,
    String.raw`\b(?:this|that|it|these|those|here|again|the (?:code|text|above|answer))\b|\bone\b`,
  ),
  rule(
    'the manner',
    String.raw`(?:i(?:['’]d| would)?\s+(?:want|like|prefer|need|expect)\s+(?:it if\s+)?you\s+(?:to\s+be|to\s+stay|were|be)\s+(?:more |very |really |always |completely |brutally |a bit )*(?:${MANNER})\b|you can\s+(?:always\s+)?be\s+(?:brutally |very |more )*(?:${MANNER})\s+with\s+me\b|be\s+(?:brutally  |always |completely |very |more )*(?:${MANNER})\s+with\s+me\b|(?:talk|speak|explain \p{L}+|write)\s+to\s+me\s+(?:like|as if|as though|as)\s+(?:i\b|i['’]m|an?\b)|(?:talk|treat)\s+(?:to\s+)?me\s+(?:like|as)\s+(?:an?|i['’]m|i)\b)`,
    String.raw`\b(?:this|for now|in the (?:game|story|scene)|pirate|king|queen|wizard)\b|as if i were`,
  ),
  rule(
    'I want you always',
    String.raw`i(?:['’]d| would)?\s+(?:want|like|prefer|need)\s+(?:it (?:if|when)\s+)?you\s+(?:to\s+)?(?:(?:always|never|only|generally|not)\s+(?:to\s+)?(?:${ASSISTANT_VERB})|(?:\w+ed|gave|used|wrote|kept|told)\b.{2,60}?\b(?:${ANSWERS}|paragraphs|sentences|english|examples|sources|metric|points))\b`,
  ),
  rule(
    'when you',
    String.raw`i\s+(?:really\s+)?(?:like|love|prefer|appreciate|hate|dislike|don['’]t like|can['’]t stand)\s+it\s+when\s+you\s+(?!said\b|did\b|wrote\b|gave\b)\p{L}+`,
  ),
  rule(
    'the form of such things',
    String.raw`(?:dates|times|numbers|prices|temperatures|distances|weights|measurements|units|amounts|currencies|quotes|sources|citations|headings|code blocks|variable names|names|recipes|emails|lists)\s+(?:should|must|have to|need to)\s+(?:always\s+)?(?:be|use|have|come|follow|include)\b`,
    String.raw`${ONE_PIECE}|\b(?:here|valid|unique|sorted|positive|negative|validated|stored)\b`,
  ),
  rule(
    'answers in general',
    String.raw`(?:(?:in general|generally|usually|normally|as a rule|overall),?\s+)?i\s+(?:(?:always|generally|usually|really|just|only|much)\s+)*(?:want|like|prefer|need|expect|appreciate)\s+(?:(?!this|that|these|those|the\b|an?\b|your\b)[\p{L}-]+\s+){1,3}?(?:answers|replies|responses|explanations|summaries|feedback|suggestions|criticism)(?:[.!]?$|,|\s+(?:with|without|to|over|rather|in|that|and|from you|please)\b)`,
    String.raw`${ONE_PIECE}|\b(?:more|other|different|better|two|three|some|any)\s+(?:answers|replies|suggestions|responses|feedback)`,
  ),
  rule(
    'spelling and tongue',
    String.raw`${ASKING}(?:use|stick (?:to|with)|write (?:in|with)|answer (?:in|with)|prefer)\s+(?:only\s+|always\s+)?(?:british|american|uk|us|canadian|australian|metric|imperial|plain|simple)\s+(?:spelling|english|units|measurements|language|dates|date format)\b`,
    String.raw`${ONE_PIECE}|\bin (?:the|my) (?:text|essay|letter|title|report)\b`,
  ),
  rule(
    'when I ask, said last',
    String.raw`${ASKING}(?:${ASSISTANT_VERB})\b.{2,200}?\b(?:when(?:ever)? i(?:['’]m| am)? (?:ask|asking|mention|request|talk|need|want|share|send|discuss|bring up)|every time|each time|by default|in (?:all|every|each|any) (?:of )?(?:your |my )?${ANSWERS}|in (?:the )?future|going forward|from here on|unless i (?:say|ask|tell)|when(?:ever)? you (?:explain|answer|write|reply|respond|suggest|recommend|give me|help me|show me|describe|summarise|summarize))\b`,
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
    String.raw`${ASKING}(?:address|call|refer to)\s+me\s+(?:(?:as|by|with)\s*)?(?!back|when|if|later|tomorrow)\S`,
    String.raw`\b(?:call me (?:back|when|if|later))\b`,
  ),
  rule(
    'things in general',
    String.raw`${ASKING}(?:explain|describe|define|phrase|word|put|keep|structure|format|present|break)\s+(?:things|concepts|everything|topics|ideas|maths?|grammar|answers)\s+(?:down\s+)?(?:step by step|simply|briefly|short|simple|in (?!the\b|this\b|my\b)\p{L}+|with \p{L}+|visually|clearly|slowly|to me)\b`,
  ),
  rule(
    'units and forms',
    String.raw`${ASKING}(?:use|write|give|show|convert)\s+(?:only\s+)?(?:the\s+)?(?:(?:me\s+)?(?:temperatures?|distances?|weights?|prices|times|dates|measurements|quantities|amounts|recipes)\s+in\s+)?(?:metric|imperial|celsius|fahrenheit|si|kilomet\w+|miles|kilos|kilograms|grams|pounds|euros?|dollars|24[- ]hour|12[- ]hour|british|american|iso|oxford)\b[^.]{0,60}[.]?$`,
  ),
];

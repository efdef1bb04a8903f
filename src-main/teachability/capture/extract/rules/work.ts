import { RELATION } from './people.ts';
import { CAPITAL, ruleMaker } from './rule.ts';

const rule = ruleMaker('fact', 'fact');

const PROFESSION_ENDING = String.raw`(?:er|or|ist|ian|ant|ent|eer|man|woman|ect|ef|yst|ician|ian|nurse|chef|cook|judge|pilot|coach|student|vet|mechanic|clerk|surgeon|priest|monk|nun|guide|retiree|pensioner|freelancer|founder|ceo|cto|phd|undergraduate|postdoc|intern|veteran|refugee|immigrant|expat|widow|widower|orphan|parent|mother|father|mom|mum|dad|grandmother|grandfather|twin|native|beginner|novice|midwife|apprentice|graduate|nomad|introvert|extrovert|atheist|quaker|swede|dane|finn|pole|turk|greek|scot|brit|paramedic|medic|cop|barista|guy|girl|lady|bloke|lad|plumber|drummer|au pair|caretaker|carer|sophomore|freshman)`;

/** "I've", "I have" or "I", with optional adverbs of time. */
const SINCE = String.raw`i(?:['’]ve| have)?\s+(?:(?:currently|now|still|also|mostly|only|just|recently|always|mainly|used to be|both)\s+)*`;
const NOT_AT_HAND = String.raw`\b(?:work|working|study|studying|teach|worked|specialise|specialize|train|training)\s+(?:in|on|with|for|from|as)\s+(?:this\b|that\b|it\b|the (?:code|project|file|same|first|second|third|last|next|assumption|following|report|draft|edge)|progress|a way|expected|intended|me\b|you\b|chapter)`;

/** Rules for what the user does for a living or is training for. */
export const workRules = [
  rule(
    'my work',
    String.raw`${SINCE}(?:work|worked|been working|volunteer|teach|taught|been teaching|study|been studying|intern|freelance|been freelancing|am employed|am studying|am enrolled|specialise|specialize)\s+(?:as|at|for|in|from|with|part|full|remotely|night|nights|shifts|weekends|freelance|${CAPITAL}\p{L}+|(?!in\b)\p{L}+\s+(?:to|at|in|for)\b)`,
    String.raw`${NOT_AT_HAND}|\bstudy (?:for|in) (?:my|the|an?) (?:exam|test|quiz)|^i\s+worked\b|\bbeen (?:working|studying) (?:with|for (?:an?|the|hours|days|\d+ (?:minutes|hours|days)))\b|\bwork late\b`,
  ),
  rule(
    'what I teach or study',
    String.raw`${SINCE}(?:teach|study)\s+(?!this\b|that\b|it\b|the\b|you\b|them\b|my(?:self)?\b)\p{L}+`,
  ),
  rule(
    'what I have been',
    String.raw`i(?:['’]ve| have)\s+been\s+(?:an?\s+(?:\S+\s+){1,4}?(?:for|since)\b|in\s+\S+(?:\s+\S+){0,3}?\s+(?:for|since)\s+(?:\d|\w+ years|\w+teen|ten|twenty))`,
    String.raw`been (?:a (?:while|bit|long|pleasure|day|week))\b|\bfor (?:an hour|hours|\d+ (?:minutes|hours)|ages|a while)`,
  ),
  rule(
    'my new work',
    String.raw`i(?:['’]ve| have)?\s+(?:(?:just|recently|now)\s+)?(?:joined\s+(?!zoom|teams|slack|discord|the\b)${CAPITAL}|(?:started|got|took)\s+(?:working|an?\s+(?:new\s+)?job)\s+(?:as|at|for|with)\s+\S|(?:quit|left|lost)\s+my\s+job\b(?! app)|got (?:promoted|hired|laid off|fired)\b)`,
  ),
  rule(
    'I am working as',
    String.raw`i(?:['’]m| am)\s+(?:(?:currently|now|still|also|both)\s+)*(?:working|employed|studying|majoring|interning|training|enrolled|doing (?:an?|my)\s+(?:phd|ph\.d|master|ma\b|mba|msc|bachelor|ba\b|bsc|degree|apprenticeship|internship|residency|postdoc|a-levels)|reading)(?:\s*['’]s)?\s+(?:as|at|for|in|to be|to become|degree|on)\s+(?!a (?:project|program|script|way|report|paper|book|story|game)|this|the\b|my (?:project|code|essay|report)|it\b)\S`,
    String.raw`(?:working|studying) (?:in|for|at) (?:this|the project|a project)|working (?:for me|for free|on|as (?:fast|hard|expected|intended|much))\b|\breading (?:as|at|for|in|on)\b|(?:working|studying|training) (?:for|in|to) (?:my|an?) (?:exam|test|quiz|model)`,
  ),
  rule(
    'my stage of study',
    String.raw`i(?:['’]m| am)\s+(?:in|doing)\s+(?:my|the)\s+(?:first|second|third|fourth|final|last|sophomore|junior|senior|\d(?:st|nd|rd|th))\s+(?:year|semester|term)\b`,
  ),
  rule(
    'where I am employed',
    String.raw`i(?:['’]m| am)\s+(?:now\s+)?(?:at|with)\s+(?!home|work|school|the\b|a\b|an\b|my\b|least|risk|peace)${CAPITAL}\p{L}+\s+now[.!]?$`,
  ),
  rule(
    'what I am',
    String.raw`i(?:['’]m| am)\s+(?:just\s+|now\s+|also\s+|only\s+)?(?:a|an)\s+(?:(?!bit|little|lot|huge|big|fan|bad|good|great|terrible|total|complete)[\p{L}\d-]+\s+){0,4}?[\p{L}-]*${PROFESSION_ENDING}\b`,
    String.raw`i(?:['’]m| am) (?:a|an) (?:\w+ )?(?:user|beginner in this|large language|language model|character|customer|computer|idiot|moment|minute|disappoint\w*|different|recent|current|student who (?:is|was)|listener|better|matter|number|loser|winner|monster|wonder|goner)\b`,
  ),
  rule(
    'my field',
    String.raw`i(?:['’]m| am|['’]ve always been)\s+in\s+(?:hr|it|sales|marketing|finance|banking|insurance|real estate|construction|retail|logistics|hospitality|healthcare|nursing|education|academia|consulting|advertising|the (?:army|navy|military|civil service|police|air force))\b(?! (?:class|meeting|call|mode))`,
  ),
  rule(
    'what we both are',
    String.raw`(?:my\s+(?:\w+\s+)?(?:${RELATION})\s+and\s+i\s+(?:are|live|work|have|love|like|prefer|don['’]t|both|share|own)\b|i(?:['’]m| am)\s+both\s+(?!right|wrong|sure|here|waiting)\p{L}+|i(?:['’]m| am)\s+a\s+(?:family|household|couple)\b)`,
    String.raw`\b(?:going|coming|having|looking|trying|planning|arguing)\b`,
  ),
  rule(
    'what I run',
    String.raw`i\s+(?:(?:currently|now|still|also)\s+)*(?:run|own|manage|lead|founded|co-?founded|started|opened|coach|supervise)\s+(?:a|an|my own|my|two|three|the)\s+(?:\S+\s+){0,4}?(?:business|company|bakery|shop|store|cafe|café|restaurant|bar|pub|farm|studio|salon|agency|clinic|practice|startup|start-up|school|nursery|bookshop|gallery|garage|hotel|b&b|charity|nonprofit|non-profit|team|club|youth|department|podcast|blog|newsletter|channel|choir|band|group|lab|warehouse|brewery|vineyard|consultancy)\b`,
    String.raw`\b(?:the|my) team (?:meeting|call|chat)`,
  ),
  rule(
    'what I do for a living',
    String.raw`i\s+(?:\S+\s+){1,5}?for (?:a|my) living\b|i\s+(?:am\s+)?(?:self[- ]employed|freelance)\b|i\s+(?:retired|was laid off|was promoted)\b|i\s+work (?:mostly |mainly )?(?:from home|remotely|nights|freelance|part[- ]time|full[- ]time|shifts|weekends)`,
  ),
  rule(
    'what we use at work',
    String.raw`(?:i\s+(?:use|write|code in)\s+\S+(?:\s+\S+){0,4}?\s+(?:at work|at home|for work|for everything|every day|daily|in my job|as my)\b|(?:at work|in my (?:job|team|company)),?\s+i\s+use\s+\S)`,
    String.raw`\b(?:this|that|the)\s+(?:at|for)\b`,
  ),
];

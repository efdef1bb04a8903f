import { NO_ALLERGY } from './opinions.ts';
import { ruleMaker } from './rule.ts';

const rule = ruleMaker('preference', 'preference');

/** A thing that one can like: up to five words that do not begin with a pronoun or demonstrative. */
const THING = String.raw`(?!(?:it|this|that|these|those|he|she|they|you|your|what|which|who|there|here|i|my|if|when|so|nothing|everything|something|the (?:first|second|last|other|above|code|answer|text|result|update|build|bug|compiler|app|program|error))\b)(?:[\p{L}\p{N}'’-]+,?\s+){1,6}?`;

/** Rules for tastes whose grammatical subject is the thing: "olives are not my thing". */
export const tasteRules = [
  rule(
    'not my thing',
    String.raw`${THING}(?:is|are|was|has never been|have never been|['’]s|isn['’]t|aren['’]t)\s+(?:really\s+|just\s+|so\s+|simply\s+|definitely\s+)?(?:not\s+|never\s+)?(?:really\s+|quite\s+)?(?:my (?:thing|cup of tea|jam|cuppa|bag|style|scene|comfort (?:food|zone))|for me|a (?:no-go|no go|deal-?breaker|must) for me|my (?:number one|go-to)|off limits for me)\b`,
    String.raw`\bfor me to\b`,
  ),
  rule(
    'my favourite, said last',
    String.raw`${THING}(?:is|are)\s+(?:still\s+|by far\s+|easily\s+|definitely\s+|also\s+)?my\s+(?:all-time\s+|absolute\s+|least\s+|second\s+)*(?:favou?rite|fave)\b`,
    String.raw`favou?rite\s+(?:part|bit|line|answer|version|option|one|so far|sentence|paragraph)\b`,
  ),
  rule(
    'what it does to me',
    String.raw`${THING}(?:really\s+|always\s+|just\s+|usually\s+|tends? to\s+)*(?:makes?\s+me\s+(?:gag|ill|sick|sneeze|itch|anxious|nervous|uncomfortable|happy|sleepy|nauseous|queasy|dizzy|bloated|cringe|wheeze|cry)|gives?\s+me\s+(?:(?:a|an|bad|terrible|awful)\s+)*(?:migraines?|hives|headaches?|heartburn|a rash|rashes|nightmares|anxiety|panic attacks|the creeps|energy)|(?:terrif(?:y|ies)|scares?|frightens?|bores?|relax(?:es)?|calms?|upsets?|disgusts?|triggers?)\s+me\b|(?:upsets?|irritates?|hurts?)\s+my\s+(?:stomach|skin|eyes|ears)|set(?:s)? off my\s+\p{L}+|(?:doesn['’]t|don['’]t|does not|do not)\s+agree with me\b)`,
    String.raw`\b(?:error|code|bug|compiler|today|tonight|right now)\b`,
  ),
  rule(
    'nothing beats it',
    String.raw`(?:nothing (?:beats|is better than)|there['’]?s nothing (?:better|like)|you can['’]t beat)\s+(?!this\b|that\b|it\b)\S+(?:\s+\S+){0,10}?\s*(?:for me\b|[.!]?$)`,
  ),
  rule('all the way', String.raw`${THING}all the way\b`, String.raw`\bgo(?:es|ing)? all the way\b`),
  rule(
    'a person of a kind',
    String.raw`i(?:['’]m| am|['’]ve always been| have always been)\s+(?:\w+\s+){0,2}?(?:(?:more of )?an?|such an?|definitely an?)\s+(?:[\p{L}-]+\s+){0,3}?(?:person|night owl|early bird|early riser|morning type|visual learner|learner|homebody|foodie|bookworm|believer in|lover of|fan of|fanatic|enthusiast|addict|minimalist|purist|sucker for|creature of habit|light sleeper|heavy sleeper|picky eater|fussy eater|fast reader|slow reader|procrastinator|perfectionist|nerd|geek|buff|snob)\b`,
    String.raw`\b(?:believer in|fan of|lover of)\s+(?:this|that|it|your|the (?:first|second|new|last|idea|way))\b`,
  ),
  rule(
    'more into',
    String.raw`i(?:['’]m| am|['’]ve always been| have (?:always|never) been|['’]ve never been|['’]ve been)\s+(?:(?:much|far|way|a lot|really|mostly|mainly|very|always|so|big)\s+)*(?:more )?(?:of an?\s+\p{L}+\s+(?:person|guy|girl|type|drinker|reader|eater)|into|keen on|fond of|big on|drawn to|afraid of|scared of|allergic to|obsessed with|partial to|fussy about|picky about|good with|a fan of)\s+\S`,
    String.raw`(?:into|on|of|to|with|about)\s+(?:it|this|that|these|those|your|the (?:first|second|third|last|next|idea|way|text|code|zone))\b|into (?:trouble|a|an)\b|${NO_ALLERGY}`,
  ),
  rule(
    'always or never liked',
    String.raw`i(?:['’]ve| have)\s+(?:always|never|long)\s+(?:really\s+)?(?:liked|loved|hated|enjoyed|preferred|disliked|loathed|adored|been able to stand|avoided|cared for|wanted to (?:visit|learn|see|try|go))\s+\S`,
    String.raw`\b(?:it|this|that|these|those|your)\b`,
  ),
  rule(
    'do not do',
    String.raw`i\s+(?:really\s+|just\s+|generally\s+)?(?:don['’]t|do not)\s+(?:really\s+|generally\s+)?(?:do\s+(?!it\b|this\b|that\b|anything\b|so\b|much\b|the\b|well\b|what\b|any\b|my\b)[\p{L}-]+(?:\s+[\p{L}-]+){0,2}|drink|smoke|drive|cook|swim|dance|fly|vape|gamble)(?:[.!,]?$|,|\s+(?:at all|much|any more|anymore|and|or|because|since|on|in|after|before)\b)`,
    String.raw`\b(?:tonight|today|tomorrow|tonight)\b`,
  ),
  rule(
    'how I choose',
    String.raw`i\s+(?:(?:usually|normally|typically|always|generally|often|mostly|tend to|try to|like to)\s+)+(?:go for|choose|pick|order|buy|book|opt for|stick (?:to|with)|shop|pay|sit|travel|fly|stay)\s+(?!it\b|this\b|that\b|an? (?:error|40\d|50\d)|(?:the\s+)?(?:same|wrong|right|first|second)\b|40\d|50\d|\d{3}\b)\S`,
    String.raw`\b(?:error|exception|warning|endpoint|server|api|result|output|returns?)\b|get (?:this|the|stuck|lost)\b`,
  ),
  rule(
    'how much of it',
    String.raw`i\s+(?:eat|drink|watch|read|listen to|play|cook|buy|wear|write in|code in|programme? in|drive)\s+(?:(?:way\s+)?too (?:much|many)|a lot of|lots of|mostly|mainly|only|almost no|hardly any|very little|no|plenty of|loads of|tons of)\s+(?!it\b|this\b|that\b|these\b|code\b|data\b)\p{L}+|i\s+(?:code|programme?|develop)\s+(?:mostly\s+|mainly\s+)?in\s+\p{L}+|i\s+listen\s+to\s+\p{L}+(?:\s+\S+){0,3}?\s+(?:while|when|on|at|to)\b`,
    String.raw`\b(?:you\b|today|errors?)\b`,
  ),
  rule(
    'what I am good or bad at',
    String.raw`i(?:['’]m| am|['’]ve always been|['’]ve never been)\s+(?:(?:really|very|pretty|quite|so|not|completely|fairly|totally|kind of|absolutely|relatively|still)\s+)*(?:(?:bad|good|terrible|great|awful|hopeless|useless|rubbish|decent|lousy)\s+(?:at|with)|new to|an?\s+(?:complete|total|absolute)\s+(?:beginner|novice|newbie)\s+(?:at|in|with)|experienced (?:in|with|at)|comfortable with|familiar with)\s+(?!it\b|this\b|that\b|these\b|the\b|you\b|what\b|how\b|any\b|both\b|either\b)\p{L}`,
    String.raw`\b(?:not|never been)\s+(?:familiar|comfortable)\b`,
  ),
  rule(
    'how I am by nature',
    String.raw`i\s+(?:(?:always|usually|really|just|tend to)\s+)*(?:learn by|get (?:bored|distracted|cold|overwhelmed|stressed|tired|lost|sunburnt) (?:easily|quickly|fast)|am easily|burn easily|need (?:at least )?\w+ hours(?: of sleep)?)\b`,
  ),
  rule(
    'try not to',
    String.raw`i\s+(?:(?:always|really|generally|do)\s+)*(?:try|prefer|like|choose|have)\s+not to\s+(?!worry\b|think\b|be\b|say\b|break\b|forget\b|lose\b|change\b)\p{L}+\s+\S`,
    String.raw`\b(?:this|that|it|these|those|you)\b`,
  ),
];

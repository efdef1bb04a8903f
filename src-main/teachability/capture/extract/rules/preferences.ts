import { HAVING } from './constraints.ts';
import { POINTING } from './opinions.ts';
import { ruleMaker } from './rule.ts';

/** Adverbs of degree that may stand between "I" and the verb. */
const DEGREE = String.raw`(?:(?:really|strongly|greatly|absolutely|truly|deeply|generally|usually|normally|typically|always|personally|very much|much|definitely|particularly|especially|intensely|firmly|strictly|adamantly|actively|simply|just|honestly|also|still|tend to|do|utterly|completely|totally|highly|kind of|kinda|sort of|extremely|genuinely|vehemently|wholeheartedly|thoroughly|mostly|often|sometimes|rarely|seldom|hardly ever|consciously|intentionally|deliberately|religiously|exclusively|only|even|now|no longer|wholly|fully|quite|rather|fundamentally|heavily)\s+)*`;

const rule = ruleMaker('preference', 'preference');
const factRule = ruleMaker('preference', 'fact');

export const preferenceRules = [
  rule(
    'prefer',
    String.raw`i\s+${DEGREE}(?:prefer|favou?r|prioriti[sz]e|opt for|lean towards?|gravitate towards?)\b`,
    String.raw`^i\s+(?:\w+\s+){0,2}(?:prefer|favou?r)\s+${POINTING}(?:\s+(?!over\b|to\b|because\b|for\b)\w+){0,2}\s*[.,!]?$|\bprefer\s+(?:it\s+)?(?:if|when)\b.{0,300}\bnow\s*[.,!]?$`,
  ),
  rule(
    'would rather',
    String.raw`(?:i['’]d rather|i would rather|i would never|i['’]d never)\s+(?!have\b|know|see|you|not say|hear|ask)\w+`,
  ),
  rule(
    'like or love',
    String.raw`i\s+${DEGREE}(?:like|love|enjoy|adore|appreciate (?:when|it when|people|a|an|good|honest|direct|clear|simple|short)|value|cherish|am fond of|am passionate about|am into|am keen on|am a (?:huge |big |great )?fan of)\s+(?!to (?:know|see|ask|hear|get|have|think|point))\S`,
    String.raw`^i\s+(?:\w+\s+){0,3}(?:like|love|enjoy|adore|appreciate|value|fond of|passionate about|into|keen on|fan of)\s+${POINTING}`,
  ),
  rule(
    'fond of',
    String.raw`i(?:['’]m| am)\s+${DEGREE}(?:fond of|passionate about|into|keen on|a (?:huge |big |great )?(?:fan|lover) of)\s`,
    String.raw`(?:of|about|into|on)\s+${POINTING}`,
  ),
  rule(
    'dislike',
    String.raw`i\s+${DEGREE}(?:dislike|hate|loathe|despise|detest|abhor|resent|distrust|mistrust|fear|dread|shun)\s+\S`,
    String.raw`^i\s+(?:\w+\s+){0,3}(?:hate|dislike|fear)\s+(?:${POINTING}|to (?:say|admit|ask|bother|interrupt))`,
  ),
  rule(
    'not for me',
    String.raw`i(?:['’]m| am)\s+${DEGREE}not\s+${DEGREE}(?:a (?:huge |big |great |real )?fan of|interested in|into|fond of|keen on|comfortable|a [\p{L} -]{2,30} person|willing to|open to|attracted|drawn|impressed by|big on|one for|happy with)`,
    String.raw`(?:of|in|into|on|with|by)\s+${POINTING}`,
  ),
  rule(
    'against',
    String.raw`i(?:['’]m| am)\s+${DEGREE}(?:against|fascinated by|obsessed with|uninterested in|disinterested in|indifferent to|turned off by|put off by|bothered by|disturbed by|repulsed by|disgusted by|bored by|drawn to|attracted to|devoted to|sick of|tired of)\s+\S`,
    String.raw`(?:against|by|with|in|to|of)\s+(?:${POINTING}|the (?:change|update|plan|build|new|whole|code|same)\b|waiting\b)`,
  ),
  rule(
    'do not do or like',
    String.raw`i\s+${DEGREE}(?:do not|don['’]?t|never)\s+${DEGREE}(?:like|enjoy|eat|drink|wear|watch|consume|buy|trust|appreciate|care for|believe in|shop|drive|travel|fly|read|play|listen|participate|attend|cook|smoke|support|approve of|tolerate|feel comfortable|subscribe|dine|own|keep|visit|stay|ride|purchase|take part|partake|engage|do well with|respond well)\b`,
    String.raw`(?:like|enjoy|eat|drink|wear|watch|consume|buy|trust|appreciate|care for|believe in|read|play|support|tolerate|own|keep)\s+(?:${POINTING}|what|why|how|the (?:code|file|error|same))`,
  ),
  rule(
    'do not want or use',
    String.raw`i\s+${DEGREE}(?:do not|don['’]?t)\s+${DEGREE}(?:use\s+\S|want\s+(?:any\b|anything\b|to (?:own|eat|wear|watch|visit|travel|go|buy|have|keep|support|deal|spend|participate|engage|be around|consume|learn|drive|play|train|raise|breed|adopt|stay|spend)\b|\w+ing\b|[a-z-]+s\b))`,
    String.raw`(?:want|use)\s+(?:${POINTING}|explanations|comments|any (?:explanation|comment|text|code|other|more|code|formatting)|anything (?:else|other))`,
  ),
  rule(
    'avoid or refuse',
    String.raw`i\s+(?:try to\s+|tend to\s+|prefer to\s+|make sure to\s+|have to\s+|must\s+|need to\s+)?${DEGREE}(?:avoid|refuse|steer clear of|stay away from|boycott|abstain from|refrain from|shy away from|object to|oppose|limit|reject)\s+\S`,
    String.raw`(?:avoid|refuse|limit|reject)\s+${POINTING}\s*[.,!]?$|refuse to (?:believe|accept|admit)`,
  ),
  rule(
    'cannot stand',
    String.raw`i\s+${DEGREE}(?:can['’]?t|cannot|can not)\s+${DEGREE}(?:stand|bear|tolerate|handle|stomach|take spicy|abide|eat|drink|digest|have|consume|wear|be around|swim|drive|ride|fly|enjoy|deal with|cope with|take part|participate|do without|live without|concentrate|focus|use)\b`,
    String.raw`(?:stand|bear|tolerate|handle|have|use|do|deal with)\s+(?:${POINTING}|the (?:code|library|function|file|same))|cannot use (?:the|a) |can['’]t (?:i|we) |\banother\b|\b(?:drive|handle|use|have|run) (?:the|a) (?:motor|null|value|input|pin|port|file)`,
  ),
  rule(
    'only do',
    String.raw`i\s+(?:only|exclusively|strictly|always|never|mostly|primarily|solely)\s+(?:ever\s+)?(?:use|buy|wear|eat|drink|watch|read|play|listen|shop|drive|travel|fly|feed|cook|purchase|consume|choose|enjoy|follow|support|visit|stay|take|go|dine|adopt|order|ride|practi[cs]e|attend|learn|study|work out|exercise|train|date|invest|write|code|keep|adhere|stick|opt|pick|select|sleep|walk|cycle|run|carry|engage|accept|look for|want (?:to )?(?:feed|eat|wear|drive|buy|watch|use|own|read|play|visit|vegan|organic|natural|cruelty))\b`,
    String.raw`(?:use|take|go|choose|read|follow|keep|pick|select)\s+(?:${POINTING}|the (?:code|file|function|following))`,
  ),
  rule(
    'only want',
    String.raw`i\s+(?:only|exclusively)\s+want\s+(?:to\s+(?:\w+)\s+(?:my|with|in|at|from|by)\b|[a-z-]+(?:ed|free|based|ly|al|ic|an)\b|my\b)`,
  ),
  rule(
    'strict about',
    String.raw`i(?:['’]m| am)\s+${DEGREE}(?:very |extremely |quite )?(?:strict|particular|picky|fussy|conservative|conscious|selective|adamant|cautious|wary|uncomfortable|uneasy|serious|careful|committed|dedicated|loyal)\s+(?:about|with|in|on|of|when|to)\b`,
    String.raw`(?:about|with|of|to)\s+${POINTING}\s*[.,!]?$`,
  ),
  rule(
    'find it so',
    String.raw`i\s+${DEGREE}find\s+(?!out\b|(?:that|this|these|those|them|him|her|you|your)\b|the (?:code|answer|error|file))(?:it\s+(?:too |very |so |really |extremely )?(?:hard|difficult|easier|helpful|challenging|uncomfortable|boring|frustrating|stressful|overwhelming|distracting|tedious|impossible|unpleasant|ethically|morally)\s+(?:\w+\s+)?(?:to|when|that|if|for)\b|(?!it\b)\S+(?:\s+\S+){0,8}?\s+(?:to be\s+)?(?:too\s+|very\s+|extremely\s+|really\s+|quite\s+|less\s+|more\s+|most\s+)?(?:\w+ing|boring|tedious|ineffective|effective|helpful|unhelpful|uncomfortable|comfortable|disorienting|intense|predictable|tiresome|unappealing|dull|unethical|difficult|hard|easy|stressful|useless|useful|pretentious|repetitive|shallow|confusing|impersonal|restrictive|noisy|loud|inconvenient|impractical|wasteful|cruel|unhealthy|disgusting|off-putting|childish|unnecessary|unbearable|unrealistic|awkward))\b`,
  ),
  rule(
    'learn or work best',
    String.raw`i\s+${DEGREE}(?:learn|work|study|focus|concentrate|sleep|think|write|perform|remember|retain)\s+(?:best|better|most effectively|more effectively|well)\b`,
  ),
  rule(
    'a like or dislike I have',
    String.raw`${HAVING}(?:(?:no|zero|little|a|an|this|very|extremely|such|some)\s*)?(?:\S+\s+){0,5}?(?:aversion|dislike|preference|distaste|hatred|disdain|interest|desire|intention|patience|tolerance|love|passion|fondness|soft spot|weakness|affinity|commitment|objection|hesitation|reservations|rule|policy|habit|liking|appetite|taste|bias)\b`,
    String.raw`have (?:a|an|some|this) (?:quick |small |simple )?(?:question|problem|interest rate)|preferences? (?:file|dialog|pane|panel|page|table|object|class|setting)`,
  ),
  factRule(
    'favourite',
    String.raw`my\s+(?:all-time\s+|absolute\s+|personal\s+|least\s+|most\s+|second\s+)*(?:favou?rite|fave?|preferred|go-to|ideal|dream)\b.{0,60}?\s(?:is|are|would be|has always been|was always)\s+\S`,
    String.raw`\b(?:is|are)\s+${POINTING}\s*[.,!]?$`,
  ),
  rule(
    'my preference',
    String.raw`my\s+(?:\w+\s+)?preferences?\s+(?:(?:is|are|would be|goes?|leans?)\s+\S|for\s+(?!${POINTING})\S{2,})`,
    POINTING + String.raw`\s*[.,!]?$`,
  ),
  rule(
    'aim',
    String.raw`i(?:['’]m| am)\s+(?:always |really |currently )?(?:trying|aiming|working)\s+to\s+(?:keep|avoid|limit|reduce|cut|stick|minimi[sz]e|maintain|eat|drink|lose|save|live|stay|quit)\s+\S`,
    String.raw`(?:keep|avoid|limit|reduce|cut|minimi[sz]e|maintain|save|stay)\s+(?:${POINTING}|(?:the|a|an)\s|(?:track|up)\b)`,
  ),
  rule(
    'need it so',
    String.raw`i\s+${DEGREE}(?:need|want|require|insist on|expect|like|demand)\s+my\s+\S.{1,79}?\s+(?:to be|to have|be|being|served|cooked|made|without|with|free of|in|to come)\b`,
    String.raw`\bmy\s+(?:code|function|script|program|app|class|method|query|page|website|resume|cv|essay|letter|email|file|table|data|loop|output|variable|component|api|server)\b`,
  ),
  rule(
    'insist',
    String.raw`i\s+${DEGREE}(?:insist on|stick to|adhere to|swear by|stand by|am committed to|believe in|subscribe to)\s+\S`,
    POINTING,
  ),
  rule(
    'as I prefer',
    String.raw`i(?:['’]\p{L}+)?\s[^.!?;]{3,200}?,?\s(?:like|as|(?:just )?the way|how)\s+i\s+${DEGREE}(?:prefer|like (?:it|them|things)|like best)(?=\s*(?:[,.;!]|$))`,
  ),
  rule('believe', String.raw`i\s+(?:firmly|strongly|truly|deeply)\s+believe\s+(?:in|that)\s+\S`),
  rule(
    'refuse to be',
    String.raw`i\s+(?:will|would|['’]ll)\s+(?:not|never|only)\s+(?:eat|wear|buy|use|watch|drink|consider|support|travel|drive|play|visit|go|stay|touch|accept|compromise|purchase)\b`,
  ),
];

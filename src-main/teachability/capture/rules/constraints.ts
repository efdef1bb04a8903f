import type { Rule } from './rule.ts';

/** What limits any advice: health, diet, fear, belief. Kept as preferences, since they govern what may be suggested. */
const rule = (name: string, pattern: string, unless?: string): Rule => ({
  name: `constraint: ${name}`,
  kind: 'preference',
  pattern: new RegExp(`^${pattern}`, 'iu'),
  ...(unless === undefined ? {} : { unless: new RegExp(unless, 'iu') }),
});

/** Having something, not having done something: "I've practised" is no possession. */
export const HAVING = String.raw`i(?:['’]ve got| have(?:\s+got)?|['’]ve always had| have always had|['’]ve had)\s+(?!(?:never|just|already|been|done|made|spent|taken|seen|heard|read|had|to|\w+ed)\b)`;

const CONDITION = String.raw`allerg(?:y|ies)|intolerance|phobia|fear|sensitivity|sensitivities|condition|disability|disorder|asthma|diabetes|disease|celiac|coeliac|anxiety|vertigo|claustrophobia|arthritis|migraines?|injury|injuries|restrictions?|pain|(?:back|knee|heart|skin|stomach|hearing|vision|sleep|breathing|joint|digestive|respiratory|health|mobility|balance|hip|thyroid|kidney|lung)\s+(?:problems?|issues|trouble)|eczema|acne|autism|adhd|dyslexia|epilepsy|hypertension|insomnia|motion sickness|impairment|syndrome|(?:sensitive|dry|oily|delicate) skin|hair`;

export const constraintRules: readonly Rule[] = [
  rule(
    'health',
    String.raw`${HAVING}(?:\S+\s+){0,6}?(?:${CONDITION})\b`,
    String.raw`\bhave\s+(?:a|an|some|this|the|another|one)?\s*(?:\w+\s+)?(?:condition|restriction)\s+(?:in|on|for)\s+(?:my|the|this)\b`,
  ),
  rule('suffers from', String.raw`i\s+(?:\w+\s+)?suffer\s+from\s+\S`),
  rule(
    'allergic',
    String.raw`i(?:['’]m| am)\s+(?:\w+\s+){0,2}(?:allergic|intolerant|sensitive|afraid|scared|terrified|prone|averse|opposed)\s+(?:to|of|against)\b`,
    String.raw`afraid (?:that|so|not)|afraid of (?:asking|this)`,
  ),
  rule(
    'diet or belief',
    String.raw`(?:i(?:['’]m| am)\s+(?:a\s+|an\s+)?(?:\w+\s+){0,2}(?:vegan|vegetarian|pescatarian|pescetarian|teetotal|teetotall?er|kosher|halal|muslim|jewish|hindu|buddhist|christian|catholic|diabetic|coeliac|celiac|lactose[- ]intolerant|gluten[- ]intolerant|gluten[- ]free|colou?r[- ]?blind|deaf|hard of hearing|blind|pregnant|environmentalist|minimalist|introvert|extrovert|claustrophobic|asthmatic|left-handed|dyslexic|autistic)\b)`,
  ),
  rule(
    'follows',
    String.raw`i\s+(?:\w+\s+){0,2}(?:follow|keep|observe|maintain|practi[cs]e|adhere to|stick to|am on|eat)\s+(?:a|an|the|my)?\s*(?:\S+\s+){0,4}?(?:diet|lifestyle|routine|regimen|halal|kosher|vegan|vegetarian|keto|paleo|fasting|budget|schedule|plan)\b`,
    String.raw`follow (?:the|this|your) plan`,
  ),
  rule(
    'for a reason',
    String.raw`(?:due to|because of|for)\s+(?:\w+\s+){0,3}?(?:reasons?|concerns?|beliefs?|${CONDITION}|values|principles)\b.*,\s+i\s+(?:\w+\s+){0,2}\S+`,
  ),
  rule(
    'on a diet',
    String.raw`i(?:['’]m| am)\s+on\s+(?:a|an|the)\s+(?:\S+\s+){0,3}?(?:diet|regimen|budget|fast|medication)\b`,
  ),
  rule(
    'must avoid',
    String.raw`(?:due to|because of)\s+.{3,60}?,\s+i\s+(?:need|have|must|try)\s+(?:to\s+)?avoid\b`,
  ),
  rule(
    'uneasy',
    String.raw`i\s+(?:\w+\s+)?(?:get|feel|become)\s+(?:very |really |extremely |quite |easily )?(?:uncomfortable|anxious|nervous|seasick|carsick|airsick|dizzy|claustrophobic|nauseous|overwhelmed|overstimulated|uneasy)\s+(?!about (?:this|that|it))\S`,
  ),
  rule(
    'as someone',
    String.raw`as\s+(?:a|an|someone)\s+\S.{2,80}?,\s+i\s+(?:\w+\s+){0,2}(?:prefer|avoid|only|never|always|don['’]t|do not|refuse|need|like|dislike|love|hate|can['’]t|cannot|am|want)\b`,
  ),
];

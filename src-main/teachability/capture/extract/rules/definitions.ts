import { ruleMaker } from './rule.ts';

const rule = ruleMaker('definition', 'fact');

/** Rules for meanings and hints that the user gives, such as a made-up word or a house rule. */
export const definitionRules = [
  rule(
    'what I mean',
    String.raw`(?:when(?:ever)? i (?:say|write|mention|talk about|use (?:the )?(?:word|term))\s+\S.{0,79}?,?\s*i(?:['’]m| am)?\s*(?:mean|meaning|talking about|referring to|refer to)|by\s+\S.{0,60}?\s+i mean|in (?:my|our) (?:family|house|team|company|office|home),?\s+\S.{0,60}?\s+(?:means|is called|refers to|stands for))\b`,
  ),
  rule(
    'stands for',
    String.raw`(?:(?!(?:it|this|that|he|she|they|which|what)\b)["“']?\p{L}[\p{L}\p{N}-]*["”']?)\s+(?:stands for|is short for|is our (?:word|name|term|nickname) for|is my (?:word|name|term|nickname) for)\s+\S`,
  ),
];

/** A line that announces a hint: what follows is a lesson about the current topic, however it is worded. */
export const HINT =
  /^(?:(?:actually|ok|okay|so|well|no|wait|hmm)[,!.]?\s+)*(?:(?:here(?:['’]s| is)|let me give you|i(?:['’]ll| will) give you|take)\s+(?:a|another|the|one more|my)\s+(?:hint|tip|clue|rule|definition|trick|lesson)|(?:hint|tip|lesson|for your information|fyi|for the record|just so you know|good to know|a hint))\s*[:,–—-]\s*(?<lesson>\S.{8,})$/isu;

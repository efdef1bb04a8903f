import type { Memory } from '#shared/memory/memory.ts';

/** "… when I ask about dates", "for recipes": an instruction for one topic only. */
const CONDITIONAL = /\b(when(ever)?|if|for|in case|about|regarding|while|during|before|after)\b/iu;

/** Words about answers themselves: their language, length, form, tone, and what to call whom. */
const ABOUT_ANSWERS =
  /\b(answers?|answering|repl(y|ies)|respond|responses?|speak|talk to me|write to me|call me|address me|greet|language|tone|formal|informal|brief|concise|short|bullet|emojis?|polite|plain (words|text|english)|english|german|french|spanish|italian|portuguese|dutch|polish|turkish|russian|arabic|hindi|chinese|japanese|korean)\b/iu;

/**
 * True for standing memories that matter to any answer, even to a greeting: what is pinned, instructions without a
 * condition, and whatever is about the way of answering itself.
 */
export function shapesEveryAnswer({ kind, text, pinned }: Memory): boolean {
  if (pinned) return true;
  if (kind === 'instruction' && !CONDITIONAL.test(text)) return true;
  return (
    (kind === 'instruction' || kind === 'preference') && ABOUT_ANSWERS.test(text) && !CONDITIONAL.test(text)
  );
}

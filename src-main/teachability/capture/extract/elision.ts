/** Sentence openings without "I" or "I'm": "not a fan of musicals", "can't stand cilantro". */
const I_AM =
  /^(?=(?:(?:really|still|very|also|definitely)\s+)?(?:not (?:a (?:big |huge |great )?fan of|into|keen on|big on|much of an?|fond of)|(?:a )?(?:big|huge|great) fan of|(?:severely |highly |slightly |mildly )?(?:allergic to|lactose[- ]intolerant|gluten[- ]free|colou?r-?blind)|(?:strict |lifelong )?(?:vegan|vegetarian|coeliac|celiac|diabetic|pescatarian)(?: here|[.!,]|$))\b)/iu;
const I =
  /^(?=(?:(?:really|absolutely|still|generally|always|usually|definitely|just)\s+)*(?:can['’]t stand|cannot stand|don['’]t (?:like|eat|drink|smoke|enjoy)|do not (?:like|eat|drink)|prefer|hate|love|live in|work (?:as|at|for))\s+\S)/iu;

/** The sentence with the omitted subject restored. */
export function withSubject(sentence: string): string {
  const opening = I_AM.test(sentence) ? "I'm " : I.test(sentence) ? 'I ' : '';
  if (opening === '') return sentence;
  return opening + sentence.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

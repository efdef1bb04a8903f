/** Sentence openings without "I" or "I'm": "not a fan of musicals", "can't stand cilantro". */
const I_AM =
  /^(?=(?:(?:really|still|very|also|definitely)\s+)?(?:not (?:a (?:big |huge |great )?fan of|into|keen on|big on|much of an?|fond of)|(?:a )?(?:big|huge|great) fan of|(?:severely |highly |slightly |mildly )?(?:allergic to|lactose[- ]intolerant|gluten[- ]free|colou?r-?blind)|(?:strict |lifelong )?(?:vegan|vegetarian|coeliac|celiac|diabetic|pescatarian|left[- ]handed|right[- ]handed|ambidextrous)(?: here|[.!,]|$)|(?:currently|still) (?:learning|living|studying|training (?:for|as)|working (?:as|at|for))\s)\b)/iu;
const I =
  /^(?=(?:(?:really|absolutely|still|generally|always|usually|definitely|just)\s+)*(?:can['’]t stand|cannot stand|don['’]t (?:like|eat|drink|smoke|enjoy)|do not (?:like|eat|drink)|prefer|hate|love|live in|work (?:as|at|for))\s+\S|(?:(?:just|finally|recently)\s+)?(?:got|bought|sold|adopted|inherited|quit|gave up)\s+(?:an?|my|our|two|three)\s+(?!question|problem|issue|error|bug|minute|sec|second|moment|message|e?-?mail|call|bit|few|lot|couple|weird|strange|headache|feeling|doubt)\p{L}|(?:(?:just|finally|recently)\s+)?(?:sold|quit)\s+the\s+\p{L})/iu;

/** The sentence with the omitted subject restored. */
export function withSubject(sentence: string): string {
  const opening = I_AM.test(sentence) ? "I'm " : I.test(sentence) ? 'I ' : '';
  if (opening === '') return sentence;
  return opening + sentence.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

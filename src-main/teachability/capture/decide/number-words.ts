/** Numbers from two on in words, folded. One is an article in most languages. */
const COUNTS = new Set(
  `two three four five six seven eight nine ten eleven twelve zwei drei vier funf sechs sieben acht neun zehn elf zwolf deux trois quatre cinq sept
  huit neuf dix dos tres cuatro cinco seis siete ocho nueve diez due tre quattro cinque sei sette otto nove dieci dois duas quatro sete oito dez
  twee drie vijf zes zeven negen tien dwa dwie trzy cztery piec szesc siedem osiem dziewiec dziesiec два две три четыре пять шесть семь восемь iki uc dort bes alti yedi
  sekiz dokuz`.split(/\s+/u),
);

/** @param word folded */
export function isNumberWord(word: string): boolean {
  return COUNTS.has(word);
}

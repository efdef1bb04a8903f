/** Pronouns of the third person, in the languages in which they are known. */

const THEY =
  /^(?:he|she|it|they|his|her|its|their|this|that|er|sie|es|ihr\p{L}{0,2}|sein\p{L}{0,2}|il|elle|ils|elles|son|sa|ses|leurs?|él|ella|ellos|ellas|su|sus|ele|ela|eles|elas|seu|sua|lui|lei|loro|suo|sua|hij|zij|ze|zijn|haar|hun|on|ona|oni|jego|jej|он|она|они|его|её|их|він|вона|вони|o|onlar|han|hon|hans|hennes|他|她|它|彼|彼女|그는|그녀)(?![\p{L}\p{M}])/iu;

/** Whether a text begins with "he", "her", "they" or the like: it is about somebody or something named before. */
export function startsWithThirdPerson(text: string): boolean {
  return THEY.test(text);
}

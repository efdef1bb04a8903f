/** Normalises the names under which services and programs offer the same model. Every step takes linear time. */

const LONGEST = 200;
/** Suffixes that do not change the model: dates, quantisation, file formats, and words for tuning or versions. */
const ends: readonly RegExp[] = [
  /[-_@](?:\d{8}|\d{4}-\d{2}-\d{2}|\d{2}-\d{4}|\d{4}|\d{2}-\d{2})$/,
  /[-_.](?:i?q\d(?:[-_][0-9a-z]{1,3}){0,3}|[a-z]{0,2}fp(?:4|8|16|32)|bf16|f16|f32|int[48]|[48]bit|awq|gptq|gguf|mlx|bnb|qat|exl[23]|w\d{1,2}a\d{1,2})$/,
  /[-_](?:instruct|chat|it|hf|latest|preview|exp|experimental|beta|free|turbo-free|cloud|v\d)$/,
];

/** The forms of a name, most exact first: `meta-llama/Llama-3.1-8B-Instruct-FP8` and `llama3.1:8b-instruct-q4_K_M` share forms. */
export function namesOf(id: string): string[] {
  let name = withoutPlace(id.slice(-LONGEST).toLowerCase().trim());
  const forms = [keyOf(name)];
  for (;;) {
    const end = ends.map((pattern) => pattern.exec(name)).find((found) => found !== null && found.index > 2);
    if (end == null) break;
    name = name.slice(0, end.index);
    forms.push(keyOf(name));
  }
  return [...new Set(forms)].filter((form) => form !== '');
}

/** The name without its path, the vendor with its region, and the tag, unless that is a size. */
function withoutPlace(id: string): string {
  const last = id.slice(id.lastIndexOf('/') + 1).replace(/-v\d{1,2}:\d{1,2}$/, '');
  const name = last.replace(/^(?:[a-z]{2,20}\.){1,2}(?=[a-z])/, '').replace(/^meta-(?=llama)/, '');
  const [base = '', tag = ''] = name.split(':', 2);
  return /\d/.test(tag) ? `${base}-${tag}` : base;
}

/** Only letters and digits distinguish names: `claude-haiku-4.5` and `claude-haiku-4-5` are the same. */
function keyOf(name: string): string {
  return name.replace(/[^a-z0-9]+/g, '');
}

/** The variables in the text of a prompt. Without schemas, as the page loads this first. */

/** The longest name of a variable, in UTF-16 units. */
const LONGEST_NAME = 80;

type PromptPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'variable'; readonly name: string };

/** Text and variables of a prompt, in order. Braces that hold no name, or too long a one, are text. */
export function promptParts(prompt: string): PromptPart[] {
  const parts: PromptPart[] = [];
  let from = 0;
  for (let open = prompt.indexOf('{{'); open !== -1; open = prompt.indexOf('{{', open)) {
    const end = prompt.indexOf('}}', open + 2);
    if (end === -1) break;
    // "{{{{a}}": the innermost braces count.
    const start = prompt.lastIndexOf('{{', end - 1);
    const name = variableName(prompt.slice(start + 2, end));
    if (name !== null) {
      if (start > from) parts.push({ type: 'text', text: prompt.slice(from, start) });
      parts.push({ type: 'variable', name });
      from = end + 2;
    }
    open = end + 2;
  }
  if (from < prompt.length) parts.push({ type: 'text', text: prompt.slice(from) });
  return parts;
}

/** The variables of a prompt, each once, in the order in which they come. */
export function variablesOf(prompt: string): string[] {
  return [...new Set(promptParts(prompt).flatMap((part) => (part.type === 'variable' ? [part.name] : [])))];
}

/** The prompt with the values of its variables; without a value, the name in square brackets shows what is missing. */
export function filledPrompt(prompt: string, values: ReadonlyMap<string, string>): string {
  return promptParts(prompt)
    .map((part) => (part.type === 'text' ? part.text : values.get(part.name)?.trim() || `[${part.name}]`))
    .join('');
}

function variableName(inside: string): string | null {
  if (inside.length > LONGEST_NAME) return null;
  const name = inside.trim().replaceAll(/\s+/g, ' ');
  return name === '' || /[{}]/.test(name) ? null : name;
}

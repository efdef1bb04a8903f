/**
 * Finds the texts of the page in its sources, which are the keys of the catalogs in src-renderer/language/catalogs. Run as a program it
 * writes, for each catalog, which texts are missing and which are no longer used: `node scripts/page-texts.ts`.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { projectRoot } from './project.ts';

/** A text of the page; `one` is its English form for 1, null: it has no plural. */
export interface PageText {
  readonly text: string;
  readonly one: string | null;
  readonly file: string;
  /** True: its double braces are no places, and are translated too. */
  readonly verbatim: boolean;
  /** Which of its meanings, where other languages have two words. */
  readonly context?: string | undefined;
}

/** What a source holds: its texts, and words that are shown without going through a catalog. */
export interface SourceTexts {
  readonly texts: readonly PageText[];
  readonly faults: readonly string[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** The texts of all sources of the page. */
export function pageTexts(root = projectRoot): SourceTexts {
  const files = globSync('src-renderer/**/*.{ts,tsx}', { cwd: root }).toSorted();
  const found = files.map((file) => textsIn(file, readFileSync(join(root, file), 'utf8')));
  return { texts: found.flatMap(({ texts }) => texts), faults: found.flatMap(({ faults }) => faults) };
}

/** The texts of one source: arguments of `t`, `tVerbatim` and `tCount`, and `text` of `RichText`. */
export function textsIn(file: string, source: string): SourceTexts {
  const texts: PageText[] = [];
  const faults: string[] = [];
  const fault = (node: Node, what: string) =>
    faults.push(`${file}:${source.slice(0, node.start).split('\n').length} ${what}`);
  const literals = (node: Node): string[] => {
    if (node.type === 'Literal' && typeof node['value'] === 'string') return [node['value']];
    if (node.type === 'ConditionalExpression')
      return [...literals(node['consequent'] as Node), ...literals(node['alternate'] as Node)];
    fault(node, 'a text must be a literal, so that it can be found');
    return [];
  };
  visit(parseSync(file, source).program, (node) => {
    if (node.type === 'CallExpression') {
      const called = (node['callee'] as Node)['name'];
      const [first, second, third] = node['arguments'] as Node[];
      if ((called === 't' || called === 'tVerbatim') && first !== undefined)
        texts.push(
          ...literals(first).map((text) => ({
            text,
            one: null,
            file,
            verbatim: called === 'tVerbatim',
            ...(called === 't' && third !== undefined ? { context: literals(third)[0] } : {}),
          })),
        );
      if (called === 'tCount' && second !== undefined && third !== undefined) {
        const [one] = literals(second);
        const [text] = literals(third);
        if (one !== undefined && text !== undefined) texts.push({ text, one, file, verbatim: false });
      }
    }
    if (node.type === 'JSXOpeningElement' && (node['name'] as Node)['name'] === 'RichText') {
      const attribute = (node['attributes'] as Node[]).find(
        (each) => (each['name'] as Node | undefined)?.['name'] === 'text',
      );
      const value = attribute?.['value'] as Node | undefined;
      const expression = (value?.type === 'JSXExpressionContainer' ? value['expression'] : value) as Node;
      texts.push(...literals(expression).map((text) => ({ text, one: null, file, verbatim: false })));
    }
    if (node.type === 'JSXText' && /\p{L}{2}/u.test(String(node['value'])))
      fault(node, `“${String(node['value']).trim()}” is shown without t()`);
    if (
      node.type === 'JSXAttribute' &&
      shown.has(String((node['name'] as Node)['name'])) &&
      isWords(node['value'] as Node | null)
    )
      fault(node, `“${String((node['value'] as Node)['value'])}” is shown without t()`);
  });
  return { texts, faults };
}

/** Attributes whose values are shown or read out. */
const shown = new Set([
  'alt',
  'aria-label',
  'description',
  'label',
  'name',
  'note',
  'placeholder',
  'title',
  'what',
  'words',
]);
/** Names that are the same in every language. */
const names = /^(?:JSON|Tutee|Claude Desktop|X-Team|MIT)$/;

/** English words, by a capital at the beginning: small words are names of fields and icons. */
function isWords(value: Node | null): boolean {
  if (value?.type !== 'Literal') return false;
  const text = String(value['value']);
  return /^\p{Lu}\p{Ll}/u.test(text) && !names.test(text);
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, see);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && typeof node.type === 'string') see(node as Node);
  for (const value of Object.values(node)) if (typeof value === 'object') visit(value, see);
}

/** The messages of the main process: those of its errors and of checks of input, which the page translates by their fixed words. */
export function messageTexts(root = projectRoot): PageText[] {
  const files = globSync('{shared,src-main}/**/*.ts', { cwd: root }).filter(
    (file) => !file.startsWith('src-main/engine/'),
  );
  const found = files.toSorted().flatMap((file) => {
    const texts: string[] = [];
    const program = parseSync(file, readFileSync(join(root, file), 'utf8')).program as unknown as Node;
    visit(program, (node) => {
      if (node.type === 'NewExpression' && (node['callee'] as Node)['name'] === 'TuteeError')
        texts.push(...wordsOf((node['arguments'] as Node[])[1]));
      if (node.type === 'Property' && said.has(String((node['key'] as Node)['name'])))
        texts.push(...wordsOf(node['value'] as Node));
      if (file.endsWith('/error-messages.ts') && sayers.has(node.type)) texts.push(...wordsOf(node));
    });
    return texts.map((text) => ({ text, one: null, file, verbatim: true }));
  });
  return found.filter(({ text }) => /\p{L}{2}.* /u.test(text.replaceAll(/\{\{\d\}\}/g, '')));
}

/** Properties that hold messages: of checks of input, and what models inside are good for. */
const said = new Set(['error', 'goodFor']);
const sayers = new Set(['TemplateLiteral', 'Literal', 'BinaryExpression']);

/** The texts that an expression can become, with `{{1}}`, `{{2}}` … for what is put in. */
function wordsOf(node: Node | undefined): string[] {
  switch (node?.type) {
    case 'ConditionalExpression':
      return [...wordsOf(node['consequent'] as Node), ...wordsOf(node['alternate'] as Node)];
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression': {
      const pieces = piecesOf(node);
      let place = 0;
      return [pieces.map((piece) => piece ?? `{{${(place += 1)}}}`).join('')];
    }
    case undefined:
    default:
      return [];
  }
}

/** Fixed words, and null for each expression between them. */
function piecesOf(node: Node): (string | null)[] {
  if (node.type === 'Literal') return [typeof node['value'] === 'string' ? node['value'] : null];
  if (node.type === 'BinaryExpression' && node['operator'] === '+')
    return [...piecesOf(node['left'] as Node), ...piecesOf(node['right'] as Node)];
  if (node.type !== 'TemplateLiteral') return [null];
  const texts = (node['quasis'] as Node[]).map((each) => (each['value'] as { cooked: string }).cooked);
  return texts.flatMap((text, index) => (index === 0 ? [text] : [null, text]));
}

/** The names of the places in a text, in order of the alphabet. */
export function placesIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted();
}

/** The keys that the catalog of a language must have. Plurals are those of `Intl.PluralRules`; the form for "other" is the text itself. */
export function catalogKeys(language: string, texts: readonly PageText[]): Map<string, string> {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const keys = new Map<string, string>();
  for (const { text, one, context } of texts) {
    keys.set(context === undefined ? text : `${text}_${context}`, text);
    // French and Spanish have a form for millions, which reads as the general one does here.
    if (one !== null && forms.includes('one')) keys.set(`${text}_one`, one);
  }
  return keys;
}

/** A catalog: translations by key. */
export function readCatalog(language: string): Record<string, string> {
  const file = join(projectRoot, 'src-renderer', 'language', 'catalogs', `${language}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

if (import.meta.main) {
  const { texts, faults } = pageTexts();
  const messages = messageTexts();
  for (const fault of faults) console.log(fault);
  for (const file of globSync('src-renderer/language/catalogs/*.json', { cwd: projectRoot })) {
    const [language = '', of] = basename(file, '.json').split('.').toReversed();
    const name = of === undefined ? language : `${of}.${language}`;
    const catalog = readCatalog(name);
    const keys = catalogKeys(language, of === undefined ? texts : messages);
    const missing = [...keys].filter(([key]) => catalog[key] === undefined);
    const unused = Object.keys(catalog).filter((key) => !keys.has(key));
    console.log(`${name}: ${keys.size} texts, ${missing.length} missing, ${unused.length} not used any more`);
    for (const [key, english] of missing)
      console.log(`  missing ${JSON.stringify(key)}: ${JSON.stringify(english)}`);
    for (const key of unused) console.log(`  not used ${JSON.stringify(key)}`);
  }
}

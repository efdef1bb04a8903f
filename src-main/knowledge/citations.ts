/** Opens the passages that answers cite: their text as the index has it now, and their files. */
import type { Citation, OpenedPassage } from '#shared/knowledge/knowledge.ts';
import type { Place } from '#shared/knowledge/place.ts';
import { TuteeError } from '#shared/errors.ts';
import { sanitizeName } from '#shared/sanitize-name.ts';
import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { Knowledge } from './knowledge.ts';
import type { IndexReading, PassageInFile } from './ports.ts';

export interface CitedPassage extends Omit<Citation, 'name'> {
  readonly sourceId: string;
  readonly path: string;
  readonly digest: string;
}

interface CitationPorts {
  /** The passages that an answer was given. */
  readonly cited: (messageId: string) => readonly CitedPassage[];
  readonly knowledge: Pick<Knowledge, 'find' | 'pathOf'>;
  readonly index: Pick<IndexReading, 'passagesOf'>;
  /** Opens a file with the system's program for it; null in the browser shell. */
  readonly openPath: ((path: string) => Promise<void>) | null;
}

/** Files that systems run when they are opened. */
const RUNS =
  /\.(?:appimage|app|bash|bat|cmd|com|command|csh|desktop|exe|fish|hta|inf|jar|js|jse|ksh|lnk|mjs|msc|msi|pl|ps1|psm1|py|pyw|rb|reg|run|scr|sh|tcl|terminal|tool|url|vb|vbe|vbs|webloc|workflow|ws|wsf|wsh|zsh)$/i;

/** How many passages before and after are shown. */
const AROUND = 1;

export class Citations {
  readonly #ports: CitationPorts;

  constructor(ports: CitationPorts) {
    this.#ports = ports;
  }

  /** Throws `not_found`. */
  open(messageId: string, number: number): OpenedPassage {
    const cited = this.#need(messageId, number);
    const source = this.#ports.knowledge.find(cited.sourceId);
    const all = source === null ? [] : this.#ports.index.passagesOf(cited.sourceId, cited.path);
    const at = all.findIndex(({ digest }) => digest === cited.digest);
    const near = at === -1 ? all.findIndex(({ place }) => touches(place, cited.place)) : at;
    const { place, heading, path } = cited;
    return {
      number,
      name: sanitizeName(path.slice(path.lastIndexOf('/') + 1)),
      place,
      heading,
      source: source?.name ?? '',
      path: sanitizeName(path),
      parts: near === -1 ? [] : around(all, near),
      changed: at === -1,
      opens: source !== null && this.#ports.openPath !== null,
    };
  }

  /** Throws `not_found`, and `not_supported` in the browser shell. */
  async openFile(messageId: string, number: number): Promise<void> {
    const { sourceId, path } = this.#need(messageId, number);
    const { openPath, knowledge } = this.#ports;
    if (openPath === null)
      throw new TuteeError('not_supported', 'The browser cannot open files. The passage is shown here.');
    if (RUNS.test(path))
      throw new TuteeError(
        'not_supported',
        'Files of this kind run as programs when they are opened, so Tutee does not open them. The passage is shown here.',
      );
    const source = knowledge.find(sourceId);
    const root = source === null ? null : knowledge.pathOf(source);
    // A source that is a single file is its own root.
    const full = root === null ? null : (await isFile(root)) ? root : join(root, path);
    if (full === null || !(await isFile(full)))
      throw new TuteeError('not_found', 'The file is not there any more.');
    await openPath(full);
  }

  #need(messageId: string, number: number): CitedPassage {
    const cited = this.#ports.cited(messageId).find((one) => one.number === number);
    if (cited !== undefined) return cited;
    throw new TuteeError('not_found', 'This passage is not there any more.');
  }
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function touches(one: Place, other: Place): boolean {
  const sameSheet = one.type !== 'rows' || other.type !== 'rows' || one.sheet === other.sheet;
  return one.type === other.type && sameSheet && one.from <= other.to && other.from <= one.to;
}

/** Without what passages repeat of the one before. */
function around(all: readonly PassageInFile[], at: number): OpenedPassage['parts'] {
  const first = Math.max(0, at - AROUND);
  return all.slice(first, at + AROUND + 1).map(({ text, repeats, place }, index) => ({
    text: text.slice(index === 0 ? 0 : repeats),
    place,
    cited: first + index === at,
  }));
}

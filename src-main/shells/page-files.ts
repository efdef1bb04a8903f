import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getMimeType } from 'hono/utils/mime';
import { noncePlaceholder } from './page-policy.ts';

export interface PageFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly type: string;
  /** `no-store` for the page itself; immutable for files whose name contains a hash of their content. */
  readonly cacheControl: string;
  readonly isPage: boolean;
}

/** The files of the built page, for both shells. */
export interface PageFiles {
  /**
   * The file at a URL path, or null. A path without a file extension is a route of the page and gives the page.
   * `nonce` is inserted into the page for its style elements.
   */
  read(urlPath: string, nonce: string): Promise<PageFile | null>;
}

/**
 * The files under `root`. A request path is looked up in a list of them and never joined to the folder, so that no path, however
 * encoded, leads out of it. A path that is not in the list makes it read the folder again: the page may have been rebuilt.
 */
export function listPageFiles(root: string): PageFiles {
  let files = list(root);
  return {
    async read(urlPath, nonce) {
      const path = decodePath(urlPath);
      if (path === null) return null;
      const name = path === '/' || !/\.[^/.]*$/.test(path) ? '/index.html' : path;
      if (!files.has(name)) files = list(root);
      const file = files.get(name);
      return file === undefined ? null : load(name, file, nonce);
    },
  };
}

function list(root: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (existsSync(root)) collect(root, '', files);
  return files;
}

/** Uses readdir and stat only, which also work inside Electron's asar archive. */
function collect(folder: string, prefix: string, files: Map<string, string>): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) collect(path, `${prefix}/${name}`, files);
    else files.set(`${prefix}/${name}`, path);
  }
}

function decodePath(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return null;
  }
}

async function load(name: string, path: string, nonce: string): Promise<PageFile> {
  const isPage = name === '/index.html';
  const body = await readFile(path);
  return {
    body: isPage ? Buffer.from(body.toString('utf8').replaceAll(noncePlaceholder, nonce)) : body,
    type: getMimeType(name) ?? 'application/octet-stream',
    cacheControl: name.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
    isPage,
  };
}

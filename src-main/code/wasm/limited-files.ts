/**
 * The files in memory of code on WASI. They lie outside of the interpreter's own memory, so they are limited here: writing more than they
 * may hold fails with "no space left", as on a full disk.
 */
import { Directory, File, OpenDirectory, OpenFile, PreopenDirectory, wasi } from '@bjorn3/browser_wasi_shim';
import type { Fd, Inode } from '@bjorn3/browser_wasi_shim';

const LEAST_ROOM = 65_536;

/** The bytes that files may still take. */
export class FileSpace {
  readonly #most: number;
  readonly #files: () => Iterable<File>;
  #left = 0;

  /** @param files all files that hold bytes, such as those that are open without a name; asked again when the space seems used up. */
  constructor(mostBytes: number, files: () => Iterable<File>) {
    this.#most = mostBytes;
    this.#files = files;
  }

  /** Enlarges the file to `size` bytes, if it is smaller; false when there is no space for that. */
  enlarge(file: File, size: bigint): boolean {
    if (size <= file.size) return true;
    if (size > this.#most) return false;
    const added = Number(size - file.size);
    if (added > this.#left) this.#left = this.#most - this.#used();
    if (added > this.#left) return false;
    this.#left -= added;
    resize(file, Number(size), this.#most);
    return true;
  }

  #used(): number {
    let bytes = 0;
    for (const file of new Set(this.#files())) bytes += file.data.byteLength;
    return bytes;
  }
}

/** In place where that is possible: copying the whole file for each piece that is appended takes time with the square of its size. */
function resize(file: File, size: number, most: number): void {
  let { buffer } = file.data;
  if (!(buffer instanceof ArrayBuffer && buffer.resizable && size <= buffer.maxByteLength)) {
    const room = Math.min(Math.max(2 * size, LEAST_ROOM), most);
    buffer = new ArrayBuffer(file.data.byteLength, { maxByteLength: room });
    // Without a length it grows with its buffer.
    const larger = new Uint8Array(buffer);
    larger.set(file.data);
    file.data = larger;
  }
  buffer.resize(size);
}

class LimitedFile extends OpenFile {
  readonly #space: FileSpace;

  constructor(file: File, position: bigint, space: FileSpace) {
    super(file);
    this.file_pos = position;
    this.#space = space;
  }

  override fd_write(data: Uint8Array): ReturnType<OpenFile['fd_write']> {
    return this.#fits(this.file_pos + BigInt(data.byteLength)) ? super.fd_write(data) : full;
  }

  override fd_pwrite(data: Uint8Array, offset: bigint): ReturnType<OpenFile['fd_pwrite']> {
    return this.#fits(offset + BigInt(data.byteLength)) ? super.fd_pwrite(data, offset) : full;
  }

  override fd_allocate(offset: bigint, length: bigint): number {
    return this.#fits(offset + length) ? wasi.ERRNO_SUCCESS : wasi.ERRNO_NOSPC;
  }

  override fd_filestat_set_size(size: bigint): number {
    if (size < this.file.size) return super.fd_filestat_set_size(size);
    return this.#fits(size) ? wasi.ERRNO_SUCCESS : wasi.ERRNO_NOSPC;
  }

  #fits(size: bigint): boolean {
    return this.file.readonly || this.#space.enlarge(this.file, size);
  }
}

class LimitedDirectory extends OpenDirectory {
  readonly #space: FileSpace;

  constructor(folder: Directory, space: FileSpace) {
    super(folder);
    this.#space = space;
  }

  override path_open(...request: Parameters<OpenDirectory['path_open']>): Opened {
    return limited(super.path_open(...request), this.#space);
  }
}

/** A folder that the code is given, with files that together hold no more than the space has. */
export class LimitedFolder extends PreopenDirectory {
  readonly #space: FileSpace;

  constructor(name: string, contents: Map<string, Inode>, space: FileSpace) {
    super(name, contents);
    this.#space = space;
  }

  override path_open(...request: Parameters<OpenDirectory['path_open']>): Opened {
    return limited(super.path_open(...request), this.#space);
  }
}

type Opened = ReturnType<OpenDirectory['path_open']>;

const full = { ret: wasi.ERRNO_NOSPC, nwritten: 0 };

function limited({ ret, fd_obj: opened }: Opened, space: FileSpace): Opened {
  if (opened instanceof OpenFile)
    return { ret, fd_obj: new LimitedFile(opened.file, opened.file_pos, space) };
  if (opened instanceof OpenDirectory) return { ret, fd_obj: new LimitedDirectory(opened.dir, space) };
  return { ret, fd_obj: opened };
}

/** The files that are open, and those in open folders. */
export function* filesOf(fds: readonly (Fd | undefined)[]): Generator<File> {
  for (const fd of fds) {
    if (fd instanceof OpenFile) yield fd.file;
    else if (fd instanceof OpenDirectory) yield* filesIn(fd.dir);
  }
}

function* filesIn({ contents }: Directory): Generator<File> {
  for (const inode of contents.values()) {
    if (inode instanceof File) yield inode;
    else if (inode instanceof Directory) yield* filesIn(inode);
  }
}

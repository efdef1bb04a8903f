/**
 * Where a file inside the packed app really lies. The system's loader cannot read from an asar archive, so native
 * libraries are kept beside it, in `app.asar.unpacked`. A path outside an archive is answered as it is.
 */
export function unpackedPath(path: string): string {
  return path.replace(/([\\/])app\.asar(?=[\\/])/, '$1app.asar.unpacked');
}

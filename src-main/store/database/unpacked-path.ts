/**
 * The real location of a file in the packaged app. The system's loader cannot read from an asar archive, so native
 * libraries are unpacked beside it, in `app.asar.unpacked`. Paths outside an archive are returned unchanged.
 */
export function unpackedPath(path: string): string {
  return path.replace(/([\\/])app\.asar(?=[\\/])/, '$1app.asar.unpacked');
}

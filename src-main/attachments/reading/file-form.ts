/** The type of a file by its first bytes; never by its name, which the sender chooses. */
export type FileForm = 'png' | 'jpeg' | 'gif' | 'webp' | 'pdf' | 'zip' | 'ole' | 'other';

const signatures: readonly (readonly [FileForm, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  // Word and Excel files from before 2007, and newer ones with a password.
  ['ole', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
];

export function formOf(bytes: Uint8Array): FileForm {
  const found = signatures.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte));
  if (found !== undefined) return found[0];
  const ascii = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 4));
  return ascii(0) === 'RIFF' && ascii(8) === 'WEBP' ? 'webp' : 'other';
}

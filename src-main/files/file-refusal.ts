/** Why a tool does not do what it was asked, in words for the model. Not a failure of Tutee. */
export class FileRefusal extends Error {}

/** What the system said of a file, in words for the model; other errors unchanged. */
export function asRefusal(thrown: unknown, label: string): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown)) return thrown;
  const why = reasons[String(thrown.code)];
  return why === undefined ? thrown : new FileRefusal(`“${label}” ${why}.`);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'is not for you: the user’s account may not use it',
  EPERM: 'is not for you: the user’s account may not use it',
  EROFS: 'cannot be changed: its disk is read-only',
  EBUSY: 'is in use by another program',
  ENOENT: 'is not there any more',
  ENOTDIR: 'is not there: a part of the path is a file',
  EISDIR: 'is a folder',
  ELOOP: 'is a link, and links are not followed',
  ENAMETOOLONG: 'has too long a name',
  ENOSPC: 'cannot be written: the disk is full',
};

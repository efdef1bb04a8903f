/** Names of files and folders: which may be written, and which are asked about although reading is allowed. */
import { FileRefusal } from './file-refusal.ts';

/** Devices of Windows, with whatever ending; and characters and endings that it refuses or drops. */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?: *\.| *$)/i;
const WINDOWS_ILLEGAL = /[<>:"|?*]|[. ]$/;
/** Nobody sees them, so that a name can pass for another. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Git runs what its folder says; GIT~1 is its short name on Windows. */
const GIT = /^(?:\.git|git~\d+)$/i;
const LONGEST = 255;

/** Throws FileRefusal for a part of a path that must not be created or changed, on whichever system. */
export function checkWritableName(name: string): void {
  if (GIT.test(name.replace(/(?<![. ])[. ]+$/, '')))
    throw new FileRefusal('What Git keeps for itself is not changed.');
  if (INVISIBLE.test(name))
    throw new FileRefusal(`A name has characters that nobody sees: ${JSON.stringify(name)}.`);
  if (WINDOWS_DEVICE.test(name) || WINDOWS_ILLEGAL.test(name))
    throw new FileRefusal(`“${name}” is not a name that every system takes. Choose another.`);
  if (Buffer.byteLength(name) > LONGEST)
    throw new FileRefusal('A name is longer than 255 bytes. Choose a shorter one.');
}

/** Windows takes these for devices or streams, wherever they stand. */
export function checkReadableName(name: string, platform: NodeJS.Platform = process.platform): void {
  if (platform === 'win32' && (WINDOWS_DEVICE.test(name) || WINDOWS_ILLEGAL.test(name)))
    throw new FileRefusal(`There is no file or folder “${name}”.`);
}

const KEY_FOLDERS = /^(?:\.ssh|\.aws|\.azure|\.gcloud|\.gnupg|\.kube|\.docker|\.git|\.password-store)$/i;
const KEY_FILES =
  /^(?:\.env(?:\..*)?|\.npmrc|\.netrc|_netrc|\.pgpass|\.pypirc|\.git-credentials|\.htpasswd|credentials(?:\.json)?|secrets?\.(?:json|ya?ml|toml|env)|id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:pem|key|p12|pfx|kdbx?|jks|keystore|ppk|gpg|asc))$/i;

/** Systems and programs run what stands in these, so that writing there is more than changing a text. */
const RUN_FROM = /^(?:\..+|autostart|LaunchAgents|LaunchDaemons|Startup|cron\.\w+|crontab)$/i;

/** Whether a file is hidden, or one that may be run at the next start of something. */
export function mayBeRun(path: string): boolean {
  return path.split('/').some((part) => part !== '..' && RUN_FROM.test(part));
}

/** Whether a path may lead to passwords or keys, which must not reach a model unasked. */
export function mayHoldKeys(path: string): boolean {
  const parts = path.split(/[/\\]/).map((part) => part.replace(/(?<![. ])[. ]+$/, ''));
  return parts.some((part) => KEY_FOLDERS.test(part) || KEY_FILES.test(part));
}

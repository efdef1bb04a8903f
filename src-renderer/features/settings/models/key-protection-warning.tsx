import { IconAlertTriangle } from '@tabler/icons-react';
import { useAppStore } from '../../../state/page/app-store.ts';
import { t } from '../../../language/translate.ts';

/** Warns when Linux has no keyring: an obfuscated key looks protected but is readable by any program of this user. */
export function KeyProtectionWarning() {
  const scrambled = useAppStore(({ info }) => info?.keyProtection === 'basic');
  if (!scrambled) return null;
  return (
    <div className="settings-warning" role="note">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
      <p>
        {t(
          'This system has no keyring, so an API key you enter is only scrambled: other programs that run under your account could read it. Install GNOME Keyring or KWallet and start Tutee again, or set OPENAI_API_KEY instead of entering a key here.',
        )}
      </p>
    </div>
  );
}

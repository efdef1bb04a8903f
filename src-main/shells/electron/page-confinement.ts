import type { App, Session, WebContents } from 'electron';
import { openOutside } from './open-outside.ts';
import { isPageUrl } from './page-address.ts';

/** Keeps every window on the app's own page; links to the web open in the system's browser after asking. */
export function confinePages(app: App): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

/** The only permission the page has is to write to the clipboard. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) => {
    decide(allowedPermissions.has(permission) && isPageUrl(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (contents, permission) =>
      allowedPermissions.has(permission) && contents !== null && isPageUrl(contents.getURL()),
  );
  session.setDevicePermissionHandler(() => false);
  // The spell checker would download its dictionaries.
  session.setSpellCheckerEnabled(false);
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    void openOutside(url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (details) => {
    if (isPageUrl(details.url)) return;
    details.preventDefault();
    void openOutside(details.url);
  });
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame) details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    if (!isPageUrl(details.url)) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

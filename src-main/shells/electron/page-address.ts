/** The page's own scheme: unlike file:, it has an origin, a policy, and no way to the rest of the disk. */
export const pageScheme = 'app';
export const pageHost = 'tutee';
export const pageUrl = `${pageScheme}://${pageHost}/`;

/** Compared part by part: URL.origin is "null" for schemes of one's own. */
export function isPageUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url?.protocol === `${pageScheme}:` && url.host === pageHost && url.username === '' && url.password === ''
  );
}

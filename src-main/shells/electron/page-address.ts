/** The custom scheme of the page: unlike file:, it has an origin and a CSP, and cannot read the rest of the disk. */
export const pageScheme = 'app';
export const pageHost = 'tutee';
export const pageUrl = `${pageScheme}://${pageHost}/`;

/** Compares scheme and host, because URL.origin is "null" for custom schemes. */
export function isPageUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url?.protocol === `${pageScheme}:` && url.host === pageHost && url.username === '' && url.password === ''
  );
}

import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; --ground: #faf9f7; --card: #fff; --line: #e4e0d8; --text: #1f1d1a; --dim: #585349; --accent: #0f6e66 }
@media (prefers-color-scheme: dark) { :root { --ground: #171614; --card: #22211e; --line: #33312c; --text: #ece9e3; --dim: #bab4a9; --accent: #4fb3a8 } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--ground); color: var(--text); font: 14.5px/1.55 Inter, system-ui, sans-serif }
main { max-width: 30rem; margin: 1.5rem; padding: 1.75rem 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 13px }
h1 { display: inline-block; margin: 0 0 .75rem; font-size: 1.2rem; }
p { margin: .5rem 0; color: var(--dim) } a { color: var(--accent) }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** The Content-Security-Policy of these pages: their style block and nothing else. */
export const plainPagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Shown to a person whose request was refused. `message` is trusted plain text. */
export function refusalPage(message: string, port: number): string {
  const address = `http://127.0.0.1:${port}/`;
  return page(
    'Tutee did not let this in',
    `<p>${message}</p><p>Tutee itself is at <a href="${address}">${address}</a> on this computer.</p>`,
  );
}

/** The content of a hand-over file: redirects to `url`. */
export function redirectPage(url: string): string {
  return page(
    'Opening Tutee',
    `<p>If nothing happens, <a href="${url}">go on to Tutee</a>.</p>`,
    `<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${url}">`,
  );
}

/** All parameters are trusted HTML: nothing in them comes from outside. */
function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
${head}<title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1>
${body}</main></body></html>
`;
}

import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; --ground: #faf9f7; --card: #fff; --line: #e4e0d8; --text: #1f1d1a; --dim: #585349; --accent: #0f6e66 }
@media (prefers-color-scheme: dark) { :root { --ground: #171614; --card: #22211e; --line: #33312c; --text: #ece9e3; --dim: #bab4a9; --accent: #4fb3a8 } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--ground); color: var(--text); font: 14.5px/1.55 Inter, system-ui, sans-serif }
main { max-width: 30rem; margin: 1.5rem; padding: 1.75rem 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 13px }
h1 { display: inline-block; margin: 0 0 .75rem; font-size: 1.2rem; }
p { margin: .5rem 0; color: var(--dim) } a { color: var(--accent) }
code { padding: .1rem .35rem; border: 1px solid var(--line); border-radius: 5px }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Policy of these pages: their one style block and nothing else. */
export const plainPagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** What a person sees who comes without a session or with a link that was used; `message` is our own plain text. */
export function refusalPage(message: string): string {
  return page(
    '',
    `<h1>Tutee did not let this in</h1>
<p>${message}</p>
<p>Each start prints one link, and the link works once. To get a new one, stop Tutee where it runs and start it again:
<code>npm start</code></p>
<p>If this browser opened Tutee before, <a href="/">go on to Tutee</a>.</p>`,
  );
}

/**
 * Goes on to the page from a link clicked on a foreign page: a redirect would still count as coming from there, and the
 * browser would hold the strict cookie back.
 */
export function goOnPage(): string {
  return page(
    '<meta http-equiv="refresh" content="0;url=/">',
    '<h1>Tutee</h1><p><a href="/">Go on to Tutee</a></p>',
  );
}

function page(head: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tutee</title>${head}<style>${style}</style></head><body><main>${body}</main></body></html>
`;
}

/** Starts the page: styles, the theme of the last visit, the session, the stream of events, React. */
import './page-policy.ts';
import './theme/mantine.css';
import '@fontsource-variable/inter/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { enterByLink } from './client/session-key.ts';
import { ErrorBoundary } from './features/shell/frame/error-boundary.tsx';
import { loadPartsAhead } from './features/shell/frame/lazy-part.tsx';
import { wireEvents } from './state/wire-events.ts';

await enterByLink();
wireEvents();
const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary around="app">
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
void loadPartsAhead();

/**
 * Starts the page: styles, stored theme, session, event stream, React. The page consists of client/ (the contract),
 * state/ (stores), features/ (one folder per page or dialog), ui/ (shared components) and theme/. It may not know the
 * main process other than through shared/.
 */
import './page-policy.ts';
import './theme/mantine.css';
import '@fontsource-variable/inter/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { exchangeLinkToken } from './client/session-key.ts';
import { ErrorBoundary } from './features/shell/frame/error-boundary.tsx';
import { preloadLazyComponents } from './features/shell/frame/lazy-with-retry.tsx';
import { wireEvents } from './state/wire-events.ts';

await exchangeLinkToken();
wireEvents();
const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary region="app">
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
void preloadLazyComponents();

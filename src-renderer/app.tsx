import { MantineProvider } from '@mantine/core';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { parseAgentsRoute } from './features/agents/agents-route.ts';
import { ChatPage } from './features/chat/chat-page.tsx';
import { parseMemoryRoute } from './features/memory/memory-route.ts';
import { ErrorBoundary } from './features/shell/frame/error-boundary.tsx';
import { lazyWithRetry } from './features/shell/frame/lazy-with-retry.tsx';
import { Shell } from './features/shell/shell.tsx';
import { styleNonce } from './page-policy.ts';
import { hashRouter } from './hash-router.ts';
import { useSettingsStore } from './state/settings/settings-store.ts';
import { useColorScheme } from './theme/color-scheme.ts';
import { mantineTheme } from './theme/mantine-theme.ts';
import { t } from './language/translate.ts';

const MemoryPage = lazyWithRetry(() => import('./features/memory/memory-page.tsx'), t('Memory'));
const AgentsPage = lazyWithRetry(() => import('./features/agents/agents-page.tsx'), t('Agents'));
const FirstRunPage = lazyWithRetry(() => import('./features/first-run/first-run-page.tsx'), t('First steps'));
const SettingsPage = lazyWithRetry(() => import('./features/settings/settings-page.tsx'), t('Settings'));

/** The root component: theme, routes by location hash, shell. */
export function App() {
  const scheme = useColorScheme(useSettingsStore((state) => state.theme));
  return (
    <MantineProvider
      theme={mantineTheme}
      forceColorScheme={scheme}
      getStyleNonce={() => styleNonce}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Router {...hashRouter}>
        <Shell>
          <Pages />
        </Shell>
      </Router>
    </MantineProvider>
  );
}

function Pages() {
  const [location] = useLocation();
  return (
    <ErrorBoundary region={{ page: titleOf(location) }} resetKey={location}>
      <Switch>
        <Route path="/chat">
          <ChatPage route={{ type: 'new', projectId: null }} />
        </Route>
        <Route path="/project/:id">
          {({ id }) => <ChatPage key={id} route={{ type: 'new', projectId: id }} />}
        </Route>
        <Route path="/temporary">
          <ChatPage route={{ type: 'temporary' }} />
        </Route>
        <Route path="/chat/:id/:message?">
          {({ id, message }) => (
            <ChatPage route={{ type: 'conversation', id }} targetMessageId={message ?? null} />
          )}
        </Route>
        <Route path="/memory/:first?/:second?">
          {({ first, second }) => <MemoryPage {...parseMemoryRoute(first, second)} />}
        </Route>
        <Route path="/agents/:first?/:second?/:third?">
          {({ first, second, third }) => <AgentsPage route={parseAgentsRoute(first, second, third)} />}
        </Route>
        <Route path="/first-steps">
          <FirstRunPage />
        </Route>
        <Route path="/settings/:tab?">{({ tab }) => <SettingsPage tab={tab ?? 'models'} />}</Route>
        <Route>
          <Redirect to="/chat" replace />
        </Route>
      </Switch>
    </ErrorBoundary>
  );
}

const titles: Readonly<Record<string, string>> = {
  memory: t('Memory'),
  agents: t('Agents'),
  settings: t('Settings'),
  'first-steps': t('First steps'),
};

function titleOf(location: string): string {
  return titles[location.split('/')[1] ?? ''] ?? t('Chat');
}

import { MantineProvider } from '@mantine/core';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { agentsPlace } from './features/agents/agents-place.ts';
import { ChatPage } from './features/chat/chat-page.tsx';
import { memoryPlace } from './features/memory/common/memory-place.ts';
import { ErrorBoundary } from './features/shell/frame/error-boundary.tsx';
import { lazyPart } from './features/shell/frame/lazy-part.tsx';
import { Shell } from './features/shell/shell.tsx';
import { styleNonce } from './page-policy.ts';
import { hashRouting } from './routing.ts';
import { useSettingsStore } from './state/settings/settings-store.ts';
import { useColorScheme } from './theme/color-scheme.ts';
import { mantineTheme } from './theme/mantine-theme.ts';

const MemoryPage = lazyPart(() => import('./features/memory/memory-page.tsx'), 'Memory');
const AgentsPage = lazyPart(() => import('./features/agents/agents-page.tsx'), 'Agents');
const SettingsPage = lazyPart(() => import('./features/settings/settings-page.tsx'), 'Settings');

/** The whole page: theme, routes by location hash, shell. */
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
      <Router {...hashRouting}>
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
    <ErrorBoundary around={{ page: titleOf(location) }} content={location}>
      <Switch>
        <Route path="/chat">
          <ChatPage place={{ type: 'new', projectId: null }} />
        </Route>
        <Route path="/project/:id">
          {({ id }) => <ChatPage key={id} place={{ type: 'new', projectId: id }} />}
        </Route>
        <Route path="/temporary">
          <ChatPage place={{ type: 'temporary' }} />
        </Route>
        <Route path="/chat/:id/:message?">
          {({ id, message }) => <ChatPage place={{ type: 'conversation', id }} lookAt={message ?? null} />}
        </Route>
        <Route path="/memory/:first?/:second?">
          {({ first, second }) => <MemoryPage {...memoryPlace(first, second)} />}
        </Route>
        <Route path="/agents/:first?/:second?/:third?">
          {({ first, second, third }) => <AgentsPage place={agentsPlace(first, second, third)} />}
        </Route>
        <Route path="/settings/:tab?">{({ tab }) => <SettingsPage tab={tab ?? 'models'} />}</Route>
        <Route>
          <Redirect to="/chat" replace />
        </Route>
      </Switch>
    </ErrorBoundary>
  );
}

const titles: Readonly<Record<string, string>> = { memory: 'Memory', agents: 'Agents', settings: 'Settings' };

function titleOf(location: string): string {
  return titles[location.split('/')[1] ?? ''] ?? 'Chat';
}

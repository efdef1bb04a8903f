import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/** `npm run screenshots`: the views and their states as pictures, in the browser shell. */
export default defineConfig(base, {
  testDir: 'tests/screenshots',
  testMatch: '*.shots.ts',
});

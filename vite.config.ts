import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { licensesFile } from './scripts/third-party-notices.ts';
import { noncePlaceholder } from './src-main/shells/page-policy.ts';

/** The page: src-renderer -> dist/renderer, served by both shells. */
export default defineConfig({
  root: join(import.meta.dirname, 'src-renderer'),
  base: '/',
  publicDir: 'public',
  plugins: [react()],
  // So that the worker can lazy-load its own chunks.
  worker: { format: 'es' },
  // Both shells put a fresh value in its place with every page they serve.
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir: join(import.meta.dirname, 'dist', 'renderer'),
    emptyOutDir: true,
    license: { fileName: licensesFile },
    target: 'chrome120',
    // Fonts and icons as files: the policy of the page allows no data: fonts, and files are cached.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      output: {
        // What every page needs is one file instead of dozens, which compress worse.
        codeSplitting: {
          groups: [
            // By itself: the words of a language are loaded while the file of the stores waits for them, so they may not need it.
            { name: 'preload', test: /vite[\\/]preload-helper/, priority: 1 },
            {
              name: 'state',
              test: /src-renderer[\\/](?:state|client|ui[\\/](?:controls|hooks|format|toasts|learning|recall))[\\/]/,
            },
          ],
        },
      },
    },
  },
});

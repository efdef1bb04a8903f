import { defineConfig } from 'vite';
import { licensesFile } from './scripts/third-party-notices.ts';

/** Modules with native parts, and Electron itself, are found at run time; everything else is bundled. */
const external = ['electron', 'better-sqlite3', 'sqlite-vec'];

/** Everything outside the page: the Electron entry and the browser shell -> dist/main. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true, external },
  build: {
    ssr: true,
    outDir: 'dist/main',
    emptyOutDir: true,
    license: { fileName: licensesFile },
    target: 'node24',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        main: 'src-main/main.ts',
        web: 'src-main/web.ts',
        mcp: 'src-main/mcp.ts',
        worker: 'src-main/worker.ts',
        'embedder-worker': 'src-main/embedder-worker.ts',
        'attachment-worker': 'src-main/attachment-worker.ts',
        'knowledge-worker': 'src-main/knowledge-worker.ts',
        'code-worker': 'src-main/code-worker.ts',
        'model-process': 'src-main/model-process.ts',
      },
      external,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

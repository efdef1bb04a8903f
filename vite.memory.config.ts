import { defineConfig } from 'vite';

/** Tutee's memory as a library -> dist/memory, with the thread of its embedder. The database is not bundled: it is native code. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true, external: ['better-sqlite3', 'sqlite-vec', 'zod'] },
  build: {
    ssr: true,
    outDir: 'dist/memory',
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    rolldownOptions: {
      input: { index: 'src-main/memory-library.ts', 'embedder-worker': 'src-main/embedder-worker.ts' },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

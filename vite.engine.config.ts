import { defineConfig } from 'vite';

/**
 * Builds the engine as a library into dist/engine. Dependencies are bundled except zod, because a program's schemas and ours must use the
 * same zod.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true, external: ['zod'] },
  build: {
    ssr: true,
    outDir: 'dist/engine',
    emptyOutDir: true,
    // The lowest version in `engines`.
    target: 'node20.19',
    minify: false,
    rolldownOptions: {
      input: { index: 'src-main/engine-library.ts', 'code-worker': 'src-main/code-worker.ts' },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

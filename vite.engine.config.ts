import { defineConfig } from 'vite';

/** The engine as a library -> dist/engine. What it uses is bundled in, but for zod: a program’s schemas and ours are of one zod. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true, external: ['zod'] },
  build: {
    ssr: true,
    outDir: 'dist/engine',
    emptyOutDir: true,
    // The lowest that `engines` names.
    target: 'node20.19',
    minify: false,
    rolldownOptions: {
      input: { index: 'src-main/engine-library.ts' },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

import { defineConfig } from 'vite';
import { licensesFile } from './scripts/third-party-notices.ts';

/** The preload script -> dist/preload. A sandboxed preload script must be one CommonJS file without imports. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: 'dist/preload',
    emptyOutDir: true,
    license: { fileName: licensesFile },
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: { preload: 'src-main/shells/electron/preload.ts' },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
});

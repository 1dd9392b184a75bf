import { defineConfig } from 'vite';
import react from '@vitejs/plugin-react';
import { collectLicences } from './electron/tools/licences.ts';

/** The window. The host and Electron's side are bundled by `electron/build.ts`. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [
    react(),
    {
      name: 'licences',
      /** Shown in the settings: what the packages inside the app allow and ask for. */
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'licences.json', source: JSON.stringify(collectLicences(import.meta.dirname)) });
      },
    },
  ],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // Source maps stay: a crash report of a user must name a line.
    sourcemap: true,
    chunkSizeWarningLimit: 3000,
    // Inlined assets would need data: in the CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});

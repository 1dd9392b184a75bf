import { defineConfig } from 'vite';
import react from '@vitejs/plugin-react';

/** The window. The host and Electron's side are bundled by `electron/build.ts`. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { collectLicences } from './licences.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const lock = z.object({ packages: z.record(z.string(), z.looseObject({ hasInstallScript: z.boolean().optional(), integrity: z.string().optional(), link: z.boolean().optional() })) }).parse(JSON.parse(read('package-lock.json')));

/** What would run code at install, and why it need not: nobody's script runs here. */
const WANT_SCRIPTS: Readonly<Record<string, string>> = {
  '@foundry-rs/anvil': 'its binary is in the package of the platform',
  '@foundry-rs/forge': 'its binary is in the package of the platform',
  'electron-winstaller': 'comes with electron-builder, which does not use it here',
  esbuild: 'its binary is in the package of the platform',
};

/** Licences that what is inside may have without anybody looking again. */
const FREE = /^\(?(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|OFL-1\.1|CC0-1\.0|Unlicense|BlueOak-1\.0\.0|Zlib|Python-2\.0)( (AND|OR) [\w.-]+)*\)?$/;

/** Holds for the package's own files alone, which are used as they come; their text is in the list of licences. */
const OF_ITS_FILES = 'MPL-2.0';

describe('what is installed', () => {
  it('runs no code at install, and who would like to is known', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const wanting = Object.entries(lock.packages).flatMap(([path, entry]) => (entry.hasInstallScript === true ? [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)] : []));
    expect([...new Set(wanting)].sort()).toEqual(Object.keys(WANT_SCRIPTS).sort());
  });

  it('is pinned: exact versions, each held by its hash', () => {
    const { dependencies, devDependencies } = z.object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) expect({ name, version }).toEqual({ name, version: expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/) as string });
    const loose = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && entry.link !== true && !/^sha512-/.test(entry.integrity ?? ''));
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('is under licences that allow it, and brings their texts', () => {
    const { packages, texts } = collectLicences(root);
    expect(packages.length).toBeGreaterThan(50);
    expect(packages.filter(({ licence }) => !FREE.test(licence) && licence !== OF_ITS_FILES)).toEqual([]);
    expect(packages.some(({ name }) => name === 'vitest' || name === 'electron-builder')).toBe(false);
    const react = packages.find(({ name }) => name === 'react');
    expect(texts[react?.text ?? -1]).toContain('Permission is hereby granted');
    expect(packages.filter(({ text }) => text === null).length).toBeLessThan(packages.length / 4);
  });
});

import { describe, expect, it } from 'vitest';
import type { DeploymentStep } from '../generated/deployment.ts';
import { creationCode, isRuntimeOf, librariesIn, runtimeTemplate } from './contract-code.ts';
import { contractsVersion, stepsToDeploy } from './contracts.ts';

const LIBRARY = `0x${'ab'.repeat(20)}`;
const OTHER = `0x${'cd'.repeat(20)}`;
const own = BigInt(OTHER);
/** Constructor: a push whose data holds 0xfe, then INVALID. Behind it: a library's address, a place for its own, a stop. */
const step: DeploymentStep = {
  name: 'Toy',
  bytecode: `0x60fefe73${'00'.repeat(20)}7f${'00'.repeat(32)}00`,
  links: [{ library: 'Lib', offsets: [4] }],
};
const libraries = new Map([['Lib', LIBRARY]]);
const code = (library: string, self: string): string => `0x73${library.slice(2)}7f${self.slice(2).padStart(64, '0')}00`;

describe('code on chain against creation code', () => {
  const template = runtimeTemplate(creationCode(step, libraries));

  it('begins behind the constructor and knows its places', () => {
    expect(template.code).toHaveLength(21 + 33 + 1);
    expect(template.holes).toEqual([{ start: 22, length: 32 }]);
    expect(librariesIn(step, code(LIBRARY, OTHER))).toEqual(libraries);
  });

  it('is the same with nothing but what is allowed in its places', () => {
    const allowed = new Set([own]);
    expect(isRuntimeOf(template, code(LIBRARY, OTHER), allowed)).toBe(true);
    expect(isRuntimeOf(template, code(OTHER, OTHER), allowed)).toBe(false);
    expect(isRuntimeOf(template, code(LIBRARY, LIBRARY), allowed)).toBe(false);
    expect(isRuntimeOf(template, code(LIBRARY, OTHER).replace(/00$/, '01'), allowed)).toBe(false);
    expect(isRuntimeOf(template, `${code(LIBRARY, OTHER)}00`, allowed)).toBe(false);
    expect(isRuntimeOf(template, code(LIBRARY, OTHER).slice(0, -2), allowed)).toBe(false);
    expect(isRuntimeOf(template, '0x', allowed)).toBe(false);
  });

  it('cannot be linked with a library that is not there, nor read from code that is too short', () => {
    expect(() => creationCode(step, new Map())).toThrow('Lib');
    expect(librariesIn(step, '0x73ab')).toBeNull();
  });

  it('is found in every contract that is deployed', () => {
    const addresses = new Map<string, string>();
    for (const one of stepsToDeploy(true)) {
      const { code: runtime } = runtimeTemplate(creationCode(one, addresses));
      expect(runtime.length, one.name).toBeGreaterThan(500);
      expect(runtime.length, one.name).toBeLessThanOrEqual(24_576);
      addresses.set(one.name, LIBRARY);
    }
    expect(contractsVersion()).toMatch(/^[0-9a-f]{16}$/);
  });
});

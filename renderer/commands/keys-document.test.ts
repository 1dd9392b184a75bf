import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { t } from '../app/strings/strings.ts';
import { keysDocument } from './keys-document.ts';
import { commandTable } from './table.ts';

describe('docs/keys.md', () => {
  it('is what the table says (npx tsx e2e/tools/write-keys.ts writes it)', () => {
    expect(readFileSync('docs/keys.md', 'utf8')).toBe(keysDocument(t));
  });

  it('has every command once', () => {
    expect(keysDocument(t).match(/^\| /gm)?.length).toBeGreaterThan(commandTable.length);
  });
});

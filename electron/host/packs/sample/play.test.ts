import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { consensusOf } from '../../../../shared/consensus/consensus.ts';
import { encodeItem } from '../../../../shared/labels/codec.ts';
import { parseAddress, parseItemId } from '../../../../shared/labels/ids.ts';
import { defaultParams } from '../../../../shared/protocol/params.ts';
import { must } from '../../../../shared/result.ts';
import { openSample } from './sample.ts';

const sampleDir = join(import.meta.dirname, '../../../../dist/sample');
const token = parseAddress(`0x${'11'.repeat(20)}`);
/** Their only mistake is one region left out: that is still enough for agreement. */
const SLIPS = ['cats-walking', 'cats-running', 'market-day', 'night-train'];

beforeAll(() => {
  if (!existsSync(join(sampleDir, 'sample.json'))) execFileSync('npm', ['run', '--silent', 'build:sample'], { stdio: 'inherit' });
});

it('plays as written by the protocol’s rule: who is mistaken disagrees, and where both are, the honest one does', async () => {
  for (const { pack, items, folder, answers } of must(await openSample(sampleDir))) {
    const rule = defaultParams(pack.schema, token);
    for (const [index, item] of items.entries()) {
      const geometry = item.media.kind === 'image' ? item.media : { kind: 'text' as const, text: readFileSync(join(folder, item.file), 'utf8') };
      const seats = (['a', 'b', 'expert'] as const).map((who) => {
        const labels = { itemId: parseItemId(item.id), regions: answers(item.id, who) ?? [], relations: [], cannotTell: null, activeMs: 0 };
        return must(encodeItem(labels, rule, geometry));
      });
      const { resolved, agrees } = consensusOf(rule, seats);
      const mistakes = pack.items[index]?.answers.mistakes ?? {};
      const isShared = mistakes.a !== undefined && mistakes.b !== undefined;
      const expected = isShared ? [true, true, false] : [mistakes.a === undefined, mistakes.b === undefined || SLIPS.includes(item.id), true];
      expect({ item: item.id, resolved, agrees }).toEqual({ item: item.id, resolved: true, agrees: expected });
    }
  }
});

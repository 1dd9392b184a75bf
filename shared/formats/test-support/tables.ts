import { features } from '../carries.ts';
import type { Feature, Keeps } from '../carries.ts';
import { formatNames } from '../names.ts';
import type { FormatName } from '../names.ts';
import { formatOf } from '../registry.ts';

const SIGNS: Readonly<Record<Keeps, string>> = { yes: 'yes', no: '-', beside: 'beside' };
const all = Object.keys(features) as Feature[];

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** What each format keeps: a row a feature. */
export function keepsTable(names: readonly FormatName[]): string {
  return [row(['', ...names.map((name) => `\`${name}\``)]), row(['---', ...names.map(() => '---')]), ...all.map((feature) => row([features[feature], ...names.map((name) => SIGNS[formatOf(name).carries[feature]])]))].join('\n');
}

/** What a dataset of one format can have that another one has no place for. */
function lost(from: FormatName, to: FormatName, keeps: Keeps): number {
  return all.filter((feature) => formatOf(from).carries[feature] !== 'no' && formatOf(to).carries[feature] === keeps).length;
}

function pairCell(from: FormatName, to: FormatName): string {
  const [source, target] = [formatOf(from).carries, formatOf(to).carries];
  const sharesKind = (['images', 'texts'] as const).some((kind) => source[kind] !== 'no' && target[kind] !== 'no');
  if (!sharesKind) return 'x';
  const [gone, beside] = [lost(from, to, 'no'), lost(from, to, 'beside')];
  return gone > 0 ? `-${gone}` : beside > 0 ? `(${beside})` : '=';
}

/** From a row's format to a column's: `=` lossless, (n) n things beside, -n n things lost, x nothing in common. */
export function pairsTable(): string {
  return [row(['from \\ to', ...formatNames.map((name) => `\`${name}\``)]), row(['---', ...formatNames.map(() => '---')]), ...formatNames.map((from) => row([`\`${from}\``, ...formatNames.map((to) => pairCell(from, to))]))].join('\n');
}

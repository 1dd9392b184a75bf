import type { Result } from '../../../shared/host-api.ts';
import { checkPassportText } from '../../../shared/passport/check.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readText } from '../files.ts';
import { type Output, table } from '../output.ts';

export interface PassportOptions {
  readonly file: string;
  readonly json?: boolean;
}

const percent = (bps: number): string => `${(bps / 100).toFixed(2)} %`;

/** `tessera passport check`: a reputation passport held against itself, without a network. Exit 1 where something does not hold. */
export async function runPassportCheck({ file }: PassportOptions, output: Output): Promise<Result<ExitCode>> {
  const text = readText(file);
  if (!text.ok) return text;
  const { passport, faults } = checkPassportText(text.value);
  for (const fault of faults) output.progress(`${file} [${fault.field}]: ${fault.message}`);
  const holds = passport !== null && faults.length === 0;
  const facts = passport === null ? null : { account: passport.account, chainId: passport.chainId, coordinator: passport.coordinator, blockNumber: passport.blockNumber, blockHash: passport.blockHash, issuedAtSeconds: passport.issuedAtSeconds };
  const scopes = (passport?.scopes ?? []).map(({ scope, scoreBps, items, tiers, moves }) => ({ scope, scoreBps, items, tiers, events: moves.length }));
  output.result({ holds, ...facts, scopes, faults }, () =>
    [
      holds ? 'The passport holds: signed by its account, and every score follows from its events.' : 'The passport does not hold.',
      ...(passport === null
        ? []
        : [
            table([['Account', passport.account], ['Chain', String(passport.chainId)], ['Coordinator', passport.coordinator], ['As of block', `${passport.blockNumber} ${passport.blockHash}`], ['Signed at', new Date(passport.issuedAtSeconds * 1000).toISOString()]]),
            table([['Scope', 'Score', 'Items', 'Events', 'Tiers'], ...scopes.map(({ scope, scoreBps, items, events, tiers }) => [scope, percent(scoreBps), items, events, tiers.map(({ projectId, tier }) => `${tier} in project ${projectId}`).join(', ')])]),
            'Whether the events are on the chain is not looked at here: each names its transaction and block.',
          ]),
    ].join('\n'),
  );
  return { ok: true, value: holds ? EXIT.done : EXIT.differs };
}

import { useMemo } from 'react';
import { ShieldCheck, ShieldX } from 'lucide-react';
import { checkPassportText } from '../../../../shared/passport/check.ts';
import type { SignedPassport } from '../../../../shared/passport/passport.ts';
import type { ChainIndex } from '../../../../shared/protocol/chain-records.ts';
import { absoluteTime } from '../../../app/format/when.ts';
import { shortAddress } from '../../../app/format/short.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Badge } from '../../../app/ui/badge.tsx';
import { Table } from '../../../app/ui/table.tsx';
import { ScopeTable } from './scope-table.tsx';

export interface PassportCheckProps {
  file: { readonly name: string; readonly text: string };
  index: ChainIndex;
  chainId: number;
  coordinator: string;
}

/** Whether a passport holds, and what of it does not: by itself, and against the index where it is of this network. */
export function PassportCheck({ file, index, chainId, coordinator }: PassportCheckProps) {
  const t = useStrings();
  const { passport, faults } = useMemo(() => checkPassportText(file.text), [file.text]);
  const known = useMemo(() => (passport?.chainId === chainId && passport.coordinator.toLowerCase() === coordinator.toLowerCase() ? eventsKnown(passport, index) : null), [passport, index, chainId, coordinator]);
  const holds = passport !== null && faults.length === 0;
  return (
    <section className="t-stack t-passport-check" aria-label={t('sync:passport.check')}>
      <p className="t-soft t-mono" translate="no">
        {t('sync:passport.file', { name: file.name })}
      </p>
      <p role="status" data-testid="passport-verdict">
        <Badge tone={holds ? 'good' : 'bad'} icon={holds ? ShieldCheck : ShieldX}>
          {holds ? t('sync:passport.holds', { account: shortAddress(passport.account) }) : t('sync:passport.fails', { count: faults.length })}
        </Badge>
      </p>
      {passport !== null && (
        <>
          <p>{t('sync:passport.asOf', { block: passport.blockNumber, chain: passport.chainId, time: absoluteTime(passport.issuedAtSeconds * 1000, locale()) })}</p>
          <ScopeTable scopes={passport.scopes} />
          <p className="t-soft">{known === null ? t('sync:passport.unseen') : t('sync:passport.onChain', known)}</p>
        </>
      )}
      {faults.length > 0 && (
        <Table
          caption={t('sync:passport.fails', { count: faults.length })}
          rows={faults}
          rowKey={({ field, message }) => `${field} ${message}`}
          columns={[
            { id: 'where', head: t('sync:passport.where'), cell: ({ field }) => <span className="t-mono" translate="no">{field}</span> },
            { id: 'what', head: t('sync:passport.what'), cell: ({ message }) => <span lang="en" translate="no">{message}</span> },
          ]}
        />
      )}
    </section>
  );
}

/** How many of its events this machine has seen on the chain, word for word. */
function eventsKnown({ account, scopes }: SignedPassport, index: ChainIndex): { found: number; all: number } {
  let [found, all] = [0, 0];
  for (const { scope, moves } of scopes) {
    const record = [...index.reputations.values()].find((each) => each.scope.toLowerCase() === scope.toLowerCase() && each.account.toLowerCase() === account.toLowerCase());
    const seen = new Set(record?.moves.map(({ place, delta, weight, scoreBps, items }) => `${place.blockHash} ${place.logIndex} ${place.transactionHash} ${delta} ${weight} ${scoreBps} ${items}`));
    for (const { blockHash, logIndex, transactionHash, delta, weight, scoreBps, items } of moves) {
      all += 1;
      if (seen.has(`${blockHash} ${logIndex} ${transactionHash} ${delta} ${weight} ${scoreBps} ${items}`)) found += 1;
    }
  }
  return { found, all };
}

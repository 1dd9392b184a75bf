import { useState } from 'react';
import { assertNever } from '../../../shared/assert-never.ts';
import type { HostResult } from '../../../shared/host-api.ts';
import { formatAmount } from '../../app/format/amount.ts';
import { shortAddress } from '../../app/format/short.ts';
import { useHost } from '../../app/state/host.tsx';
import { useAnswer } from '../../app/state/use-answer.ts';
import { useLive } from '../../app/state/use-live.tsx';
import type { Say } from '../../app/strings/strings.ts';
import { locale, useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import './restored-wallet.css';

type Conflict = NonNullable<HostResult<'backup.conflicts'>['report']>['conflicts'][number];

const NATIVE_DECIMALS = 18;

/** After a restore: what the backup and this wallet had differently, and which holds now. Told until it was seen. */
export function RestoredWallet() {
  const t = useStrings();
  const host = useHost();
  const write = useLimitWords();
  const { value } = useAnswer('backup.conflicts', {});
  const [isSeen, setIsSeen] = useState(false);
  const report = value?.report ?? null;
  if (report === null || isSeen) return null;
  const close = () => {
    setIsSeen(true);
    void host.call('backup.conflictsSeen', {});
  };
  return (
    <Dialog
      title={t('wallet:restored.title')}
      onClose={close}
      footer={
        <Button tone="primary" data-autofocus="" onClick={close}>
          {t('wallet:restored.seen')}
        </Button>
      }
    >
      <div className="t-stack">
        <p className="t-prose">{t('wallet:restored.text')}</p>
        <ul className="t-restored">
          {report.conflicts.map((conflict) => (
            <li key={JSON.stringify(conflict)}>{wordsOf(t, conflict, write)}</li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

type LimitWords = (conflict: Extract<Conflict, { kind: 'limit' }>) => { of: string; here: string; backup: string };

/** Decimals are known of coins and of this network's token; an amount of another token is said in its smallest units. */
function useLimitWords(): LimitWords {
  const t = useStrings();
  const { balances, chain, wallet } = useLive();
  return ({ account, chainId, asset, here, backup }) => {
    const isHere = chain?.network.chainId === chainId;
    const isToken = isHere && chain.network.token?.toLowerCase() === asset && balances !== null;
    const decimals = isToken ? balances.tokenDecimals : NATIVE_DECIMALS;
    const isKnown = asset === 'native' || isToken;
    const symbol = isToken ? balances.tokenSymbol : isHere ? chain.network.currency : '';
    const say = (amount: string) => (isKnown ? `${formatAmount(amount, { decimals, locale: locale() })} ${symbol}`.trim() : t('wallet:restored.units', { amount, token: shortAddress(asset) }));
    const name = wallet?.accounts.find(({ address }) => address.toLowerCase() === account.toLowerCase())?.name;
    const where = isHere ? chain.network.name : t('wallet:restored.chain', { id: String(chainId) });
    return { of: t('wallet:restored.of', { account: name ?? shortAddress(account), where }), here: say(here), backup: say(backup) };
  };
}

function wordsOf(t: Say, conflict: Conflict, limitWords: LimitWords): string {
  switch (conflict.kind) {
    case 'limit':
      return t(`wallet:restored.limit.${conflict.kept}`, limitWords(conflict));
    case 'contact-name':
      return t('wallet:restored.contactName', { address: shortAddress(conflict.address), here: conflict.here, backup: conflict.backup });
    case 'same-name':
      return t('wallet:restored.sameName', { name: conflict.name, here: shortAddress(conflict.here), backup: shortAddress(conflict.backup), now: conflict.now });
    case 'book-full':
      return t('wallet:restored.bookFull', { count: conflict.left });
    case 'auto-lock':
      return t('wallet:restored.autoLock', { here: conflict.here, backup: conflict.backup });
    default:
      return assertNever(conflict);
  }
}

import { useMemo } from 'react';
import { useNow } from '../../app/ui/when.tsx';
import { EffortPanel } from '../../desk/panels/effort-panel.tsx';
import { sealedTimes } from '../../store/effort.ts';
import { useStoreQuery } from '../../store/hooks.ts';
import { settledAnswers } from '../model/settled-answers.ts';
import { useSync, useSyncSnapshot } from '../sync-provider.tsx';

/** A person's own figures, from what is sealed on this machine and what the chain's index knows; works without a network. */
export function EffortView({ onClose }: { onClose: () => void }) {
  const { session, service } = useSync();
  const snapshot = useSyncSnapshot();
  const nowSeconds = Math.floor(useNow(60_000) / 1000);
  const account = snapshot?.account ?? null;
  const net = service?.net ?? null;
  const sealed = useStoreQuery(async () => (net === null || account === null ? [] : sealedTimes(session.db, net, account)), [session, net, account]);
  const index = snapshot?.index ?? null;
  const answers = useMemo(() => (index === null || account === null ? [] : settledAnswers(index, account, nowSeconds)), [index, account, nowSeconds]);
  const effort = useMemo(() => (sealed === undefined ? null : { sealed, answers }), [sealed, answers]);
  return <EffortPanel effort={effort} onClose={onClose} />;
}

import { useState } from 'react';
import { ArrowLeft } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { goTo } from '../../app/routes/paths.ts';
import { Button } from '../../app/ui/button.tsx';
import { Page } from '../../app/ui/layout.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import { useLive } from '../../app/state/use-live.tsx';
import type { TokenState } from '../use-token.ts';
import { useToken } from '../use-token.ts';
import { BudgetPanel } from './budget-panel.tsx';
import { CheatingPanel } from './cheating-panel.tsx';
import type { ChosenFile } from './chosen-files.ts';
import { DataPanel } from './data-panel.tsx';
import type { Draft } from './draft.ts';
import { newDraft } from './draft.ts';
import type { RulesDraft } from './draft.ts';
import { GasPanel } from './gas-panel.tsx';
import { GoldPanel } from './gold-panel.tsx';
import { OpenPanel } from './open-panel.tsx';
import { PackPanel } from './pack-panel.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { SchemaPanel } from './schema-panel.tsx';
import { TemplatesPanel } from './templates-panel.tsx';
import { templateOf, withTemplate } from './templates.ts';
import { useExpectations } from './use-expectations.ts';
import { costOf, useGasPrices } from './use-gas-prices.ts';
import { useNewProject } from './use-new-project.ts';
import { formAgain } from '../watch/kept-form.ts';
import { NextPackForm } from '../watch/next-pack.tsx';
import { useWatchedForm } from '../watch/use-watched-form.ts';
import type { NextPack } from '../watch/use-watched-form.ts';
import '../lead.css';

/** From raw files to an open project, on one page from top to bottom. @param watchedId a watched folder, for what is new in it */
export function NewProjectView({ watchedId = null }: { watchedId?: string | null }) {
  const t = useStrings();
  const tokenState = useToken();
  const { chain, error } = useLive();
  return (
    <Page
      title={t('lead:new.title')}
      lead={t('lead:new.intro')}
      actions={
        <Button tone="quiet" icon={ArrowLeft} onClick={() => goTo('/lead')}>
          {t('lead:new.back')}
        </Button>
      }
    >
      {tokenState !== null && chain !== null && watchedId === null && <NewProjectForm tokenState={tokenState} isLocal={chain.network.isLocal} next={null} />}
      {tokenState !== null && chain !== null && watchedId !== null && <NextPackForm watchedId={watchedId} form={(next) => <NewProjectForm tokenState={tokenState} isLocal={chain.network.isLocal} next={next} />} />}
      {tokenState === null && (chain?.error ?? error) === null && <Skeleton lines={6} />}
      {tokenState === null && (chain?.error ?? error) !== null && <ErrorPanel error={chain?.error ?? error ?? { code: '', message: '' }} />}
    </Page>
  );
}

function NewProjectForm({ tokenState, isLocal, next }: { tokenState: TokenState; isLocal: boolean; next: NextPack | null }) {
  const [draft, setDraft] = useState<Draft>(() => {
    const fresh = newDraft(tokenState.token, isLocal);
    return next === null ? fresh : formAgain(fresh, next.row.form, next.name);
  });
  const watched = useWatchedForm(draft, next);
  const form = useNewProject(draft, tokenState, isLocal, setDraft, watched.origin);
  const setFiles = (folder: FileSystemDirectoryHandle | null, files: readonly ChosenFile[]) => {
    if (!watched.isOld) watched.setFolder(folder);
    form.setFiles(files);
  };
  const { made } = form.pack;
  const { token } = tokenState;
  const expected = useExpectations(draft.kind, form.params, form.itemCount);
  const prices = useGasPrices(token);
  const changeRules = (change: Partial<RulesDraft>) => setDraft((before) => ({ ...before, rules: { ...before.rules, ...change } }));
  return (
    <div className="t-lead-columns">
      <div className="t-stack">
        <TemplatesPanel chosen={templateOf(draft, token, isLocal)} onChoose={(name) => setDraft((before) => withTemplate(before, name, token, isLocal))} />
        <DataPanel files={form.files} onChange={(files) => setFiles(null, files)} dataset={form.dataset} watch={{ ...watched, onFolder: setFiles, onDrop: () => watched.setFolder(null) }} />
        <SchemaPanel draft={draft} faults={form.schemaFaults} onChange={form.change} onKind={form.setKind} />
        <RulesPanel
          draft={draft}
          token={token}
          faults={form.ruleFaults}
          onRules={changeRules}
          onPackUri={(packUri) => form.change({ packUri })}
          onRelay={(relay) => form.change({ relay })}
        />
        <GoldPanel draft={draft} params={form.params} itemCount={form.itemCount} file={form.goldFile} fault={form.ruleFaults.get('goldPerBatch')} onFile={form.setGoldFile} onRules={changeRules} />
        <CheatingPanel params={form.params} token={token} expectations={expected.draft} judgement={expected.judgement} onExpectations={expected.change} onRules={changeRules} />
        <GasPanel params={form.params} itemCount={form.itemCount} token={token} prices={prices} />
        <PackPanel {...form.pack} />
        {made !== null && !form.pack.isStale && form.budget !== null && <OpenPanel {...form.open} budget={form.budget.total} token={token} />}
      </div>
      <div className="t-lead-columns__side">
        <BudgetPanel budget={form.budget} params={form.params} itemCount={form.itemCount} isExact={form.isExact} tokenState={tokenState} cost={costOf(form.params, prices)} prices={prices} />
      </div>
    </div>
  );
}

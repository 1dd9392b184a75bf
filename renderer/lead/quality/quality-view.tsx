import { useCallback, useMemo } from 'react';
import type { GateLimits } from '../../../shared/quality/gate.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { goTo } from '../../app/routes/paths.ts';
import type { TokenFormat } from '../../app/state/token-format.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { EmptyState } from '../../app/ui/empty-state.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import { useStoreQuery } from '../../store/hooks.ts';
import { projectKey } from '../../store/keys.ts';
import { readQualitySettings, writeQualitySettings } from '../../store/quality-settings.ts';
import { useSync } from '../../sync/sync-provider.tsx';
import type { LeadProject } from '../model.ts';
import { useQuality } from './data/use-quality.ts';
import { useSource } from './data/use-source.ts';
import { DrillContext } from './drill-context.tsx';
import { DrillDialog } from './drill-dialog.tsx';
import { FilterBar } from './filter-bar.tsx';
import { AgreementPanel } from './panels/agreement-panel.tsx';
import { CalibrationPanel } from './panels/calibration-panel.tsx';
import { ClaimsPanel } from './panels/claims-panel.tsx';
import { CollusionPanel } from './panels/collusion-panel.tsx';
import { ComingPanel } from './panels/coming-panel.tsx';
import { ConfusionPanel } from './panels/confusion-panel.tsx';
import { GatePanel } from './panels/gate-panel.tsx';
import { OutcomesPanel } from './panels/outcomes-panel.tsx';
import { PacePanel } from './panels/pace-panel.tsx';
import { ProgressPanel } from './panels/progress-panel.tsx';
import { ReputationPanel } from './panels/reputation-panel.tsx';
import { SecondOpinionPanel } from './panels/second-opinion-panel.tsx';
import { SharesPanel } from './panels/shares-panel.tsx';
import { SpendPanel } from './panels/spend-panel.tsx';
import { SuspicionsPanel } from './panels/suspicions-panel.tsx';
import type { QualityState } from './quality-state.ts';
import './quality.css';

export interface QualityViewProps {
  project: LeadProject;
  token: TokenFormat;
  asOfBlock: number;
  state: QualityState;
}

/** Everything that can be told of a project's quality, out of the local index: it opens without a network. */
export function QualityView({ project, token, asOfBlock, state }: QualityViewProps) {
  const t = useStrings();
  const { filter, setFilter, asked, ask, openItem } = state;
  const { settings, save } = useSettings(project.id);
  const found = useSource(project);
  const { source } = found;
  const expected = useMemo(() => (settings === null || Object.keys(settings.expected).length === 0 ? null : new Map(Object.entries(settings.expected))), [settings]);
  const { first, dashboard, whole, isBusy, error, drill } = useQuality(settings === null ? UNKNOWN : found, filter, expected);
  const annotators = useMemo(() => project.annotators.map(({ address }) => address), [project.annotators]);
  const classNames = useMemo(() => [...(project.schema?.classes ?? []), ...(project.schema?.documentClasses ?? [])].map(({ name }) => name), [project.schema]);
  if (error !== null && dashboard === null) return <ErrorPanel error={error} />;
  const told = dashboard ?? first;
  const outcomes = dashboard?.report.outcomes ?? first?.outcomes;
  if (told === null || outcomes === undefined || settings === null || source === null) return <Skeleton lines={8} />;
  if (source.seats.length === 0) {
    return (
      <EmptyState title={t('lead:quality.empty.title')} actions={<Button onClick={() => goTo(`/lead/${project.id}`)}>{t('lead:quality.empty.action')}</Button>}>
        {t('lead:quality.empty.text')}
      </EmptyState>
    );
  }
  return (
    <DrillContext value={dashboard === null ? null : ask}>
      <div className="t-lead-parts">
        <p className="t-soft">{t('lead:quality.asOf', { block: asOfBlock })}</p>
        {error !== null && <ErrorPanel error={error} />}
        {dashboard !== null && dashboard.faults.length > 0 && <p role="alert">{t('lead:quality.faults', { count: dashboard.faults.length, first: dashboard.faults[0] ?? '' })}</p>}
        <FilterBar filter={filter} onFilter={setFilter} dashboard={told} classNames={classNames} annotators={annotators} isBusy={isBusy} />
        {dashboard === null && <p className="t-soft" role="status">{t('lead:quality.coming')}</p>}
        <div className="t-quality" data-busy={isBusy || undefined} aria-busy={isBusy || undefined}>
          {whole === null ? <ComingPanel title={t('lead:quality.gate.title')} isWide /> : <GatePanel report={whole} limits={settings.limits} onLimits={(limits: GateLimits) => save({ ...settings, limits })} />}
          <OutcomesPanel outcomes={outcomes} />
          {dashboard === null ? <ComingPanel title={t('lead:quality.agreement.title')} /> : <AgreementPanel dashboard={dashboard} />}
          <ProgressPanel points={told.progress} labelCount={project.itemCount * project.params.seats} itemCount={project.itemCount} />
          <SpendPanel points={told.progress} budget={project.budgetWei} token={token} />
          {dashboard === null ? <LabelPanelsComing /> : (
            <>
              <SharesPanel report={dashboard.report} expected={settings.expected} classNames={classNames} onExpect={(shares) => save({ ...settings, expected: shares })} />
              <CalibrationPanel calibration={dashboard.report.calibration} />
              <ConfusionPanel confusion={dashboard.report.confusion} />
              <ReputationPanel annotators={dashboard.annotators} />
              <PacePanel annotators={dashboard.annotators} />
              <ClaimsPanel annotators={dashboard.annotators} token={token} />
              <CollusionPanel pairs={dashboard.pairs} />
              <SecondOpinionPanel opinions={dashboard.report.secondOpinion} />
              <SuspicionsPanel suspicions={dashboard.report.suspicions} />
            </>
          )}
        </div>
      </div>
      {asked !== null && dashboard !== null && <DrillDialog asked={asked} drill={drill} onClose={() => ask(null)} onItem={openItem} />}
    </DrillContext>
  );
}

const UNKNOWN = { source: null, isWhole: false } as const;

/** What is read out of the labels, in the order of the panels. */
const OF_LABELS = ['shares', 'calibration', 'confusion', 'reputation', 'pace', 'claims', 'collusion', 'second', 'suspicions'] as const;
const WIDE: ReadonlySet<string> = new Set(['confusion', 'reputation', 'suspicions']);

function LabelPanelsComing() {
  const t = useStrings();
  return OF_LABELS.map((name) => <ComingPanel key={name} title={t(`lead:quality.${name}.title`)} isWide={WIDE.has(name)} />);
}

function useSettings(projectId: string) {
  const { session, service } = useSync();
  const net = service?.net ?? null;
  const settings = useStoreQuery(async () => (net === null ? null : readQualitySettings(session.db, projectKey(net, projectId))), [session, net, projectId]) ?? null;
  const save = useCallback((next: NonNullable<typeof settings>) => void (net === null ? undefined : writeQualitySettings(session.db, projectKey(net, projectId), next)), [session, net, projectId]);
  return { settings, save };
}

import { useState } from 'react';
import { Route, Switch } from 'wouter';
import { useStrings } from '../app/strings/strings.ts';
import { ErrorPanel } from '../app/errors/error-panel.tsx';
import { goTo } from '../app/routes/paths.ts';
import { useLive } from '../app/state/use-live.tsx';
import { Button } from '../app/ui/button.tsx';
import { EmptyState } from '../app/ui/empty-state.tsx';
import { Page } from '../app/ui/layout.tsx';
import { Skeleton } from '../app/ui/skeleton.tsx';
import { useNow } from '../app/ui/when.tsx';
import { useTokenFormat } from '../sync/hooks.ts';
import { ProjectList } from './list/project-list.tsx';
import { NewProjectView } from './new/new-project-view.tsx';
import { ProjectPage } from './project/project-page.tsx';
import { warmQuality } from './quality/data/quality-client.ts';
import { useLeadProjects } from './use-lead-projects.ts';
import type { LeadProjects } from './use-lead-projects.ts';
import './lead.css';

// This file is brought in at the start, while the host can be reached: the worker's script comes with it.
warmQuality();

/** Everything under /lead. */
export function LeadView() {
  const lead = useLeadProjects();
  const token = useTokenFormat();
  return (
    <Switch>
      <Route path="/lead/new/:watchedId?">{({ watchedId = null }) => <NewProjectView key={watchedId} watchedId={watchedId} />}</Route>
      <Route path="/lead/:projectId/:part?">{({ projectId, part }) => <OneProject key={projectId} projectId={projectId} part={part === 'quality' ? part : 'overview'} lead={lead} />}</Route>
      <Route path="/lead">
        <ProjectList projects={lead.projects} asOfBlock={lead.asOfBlock} token={token} error={lead.error} />
      </Route>
    </Switch>
  );
}

const FRESH_MS = 6_000;

function OneProject({ projectId, part, lead }: { projectId: string; part: 'overview' | 'quality'; lead: LeadProjects }) {
  const t = useStrings();
  const token = useTokenFormat();
  const coordinator = useLive().chain?.network.coordinator ?? null;
  const project = lead.projects?.find(({ id }) => id === projectId);
  // One that was opened a moment ago is in a block that this window has yet to read.
  const [arrivedMs] = useState(() => Date.now());
  const isFresh = useNow(1000) - arrivedMs < FRESH_MS;
  if (project !== undefined && coordinator !== null) {
    return <ProjectPage key={project.id} project={project} token={token} coordinator={coordinator} asOfBlock={lead.asOfBlock ?? 0} part={part} />;
  }
  if (lead.projects === null || project !== undefined || isFresh) {
    return (
      <Page title={t('lead:title')} lead={t('lead:project.waiting')}>
        {lead.error === null ? <Skeleton lines={6} /> : <ErrorPanel error={lead.error} />}
      </Page>
    );
  }
  return (
    <Page title={t('lead:project.missing')}>
      <EmptyState title={t('lead:project.missing')} actions={<Button onClick={() => goTo('/lead')}>{t('lead:project.back')}</Button>}>
        {t('lead:project.missingText', { id: projectId, block: lead.asOfBlock ?? 0 })}
      </EmptyState>
    </Page>
  );
}

import { useState } from 'react';
import { ArrowLeft } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { goTo } from '../../app/routes/paths.ts';
import { Address } from '../../app/ui/address.tsx';
import { Badge } from '../../app/ui/badge.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Page } from '../../app/ui/layout.tsx';
import { Tabs } from '../../app/ui/tabs.tsx';
import { When } from '../../app/ui/when.tsx';
import { useActiveAccount } from '../../app/state/use-live.tsx';
import type { LeadProject } from '../model.ts';
import type { TokenFormat } from '../../app/state/token-format.ts';
import { ItemViewer } from '../quality/item/item-viewer.tsx';
import { useQualityState } from '../quality/quality-state.ts';
import { QualityView } from '../quality/quality-view.tsx';
import { AnnotatorsPanel } from './annotators-panel.tsx';
import { BatchesPanel } from './batches-panel.tsx';
import { ClassesPanel } from './classes-panel.tsx';
import { ClosePanel } from './close-panel.tsx';
import { ExpertsPanel } from './experts-panel.tsx';
import { ExportPanel } from './export-panel.tsx';
import { Figures } from './figures.tsx';
import { GoldPanel } from './gold-panel.tsx';
import { RulesFacts } from './rules-facts.tsx';
import { VerifyPanel } from './verify-panel.tsx';
import { useEscrow } from './use-escrow.ts';

export interface ProjectPageProps {
  project: LeadProject;
  token: TokenFormat;
  coordinator: string;
  asOfBlock: number;
  part: 'overview' | 'quality';
}

/** One project, whole: what it is, and its figures. */
export function ProjectPage({ project, token, coordinator, asOfBlock, part }: ProjectPageProps) {
  const t = useStrings();
  const account = useActiveAccount();
  const quality = useQualityState();
  const isLead = account?.address.toLowerCase() === project.lead.toLowerCase();
  if (part === 'quality' && quality.item !== null) return <ItemViewer project={project} {...quality.item} onBack={quality.closeItem} />;
  return (
    <Page
      title={project.name === '' ? t('lead:list.unnamed', { id: project.id }) : project.name}
      lead={<Subtitle project={project} asOfBlock={asOfBlock} />}
      actions={
        <Button tone="quiet" icon={ArrowLeft} onClick={() => goTo('/lead')}>
          {t('lead:project.back')}
        </Button>
      }
    >
      <Tabs
        label={t('lead:quality.tabs')}
        value={part}
        tabs={[
          { value: 'overview', label: t('lead:quality.overview') },
          { value: 'quality', label: t('lead:quality.title') },
        ]}
        onChange={(value) => goTo(value === 'quality' ? `/lead/${project.id}/quality` : `/lead/${project.id}`)}
      >
        {part === 'quality' ? <QualityView project={project} token={token} asOfBlock={asOfBlock} state={quality} /> : <Overview project={project} token={token} coordinator={coordinator} isLead={isLead} />}
      </Tabs>
    </Page>
  );
}

/** How far it is, who works in it, what it costs, and the dataset out. */
function Overview({ project, token, coordinator, isLead }: Omit<ProjectPageProps, 'asOfBlock' | 'part'> & { isLead: boolean }) {
  const escrow = useEscrow(project.id);
  const [lastExport, setLastExport] = useState<string | null>(null);
  return (
    <div className="t-lead-parts">
      <Figures project={project} token={token} escrow={escrow} />
      <BatchesPanel project={project} />
      <GoldPanel project={project} token={token} isLead={isLead} />
      <AnnotatorsPanel annotators={project.annotators} token={token} />
      <div className="t-lead-halves">
        <div className="t-lead-half">
          <ClassesPanel classes={project.classes} />
          <ExportPanel project={project} onExported={setLastExport} />
          <VerifyPanel lastExport={lastExport} />
        </div>
        <div className="t-lead-half">
          <ExpertsPanel project={project} coordinator={coordinator} isLead={isLead} />
          <RulesFacts project={project} token={token} />
          {isLead && <ClosePanel project={project} token={token} coordinator={coordinator} />}
        </div>
      </div>
    </div>
  );
}

function Subtitle({ project, asOfBlock }: { project: LeadProject; asOfBlock: number }) {
  const t = useStrings();
  return (
    <span className="t-row">
      <Badge>{t(`lead:project.kindOf.${project.params.kind}`)}</Badge>
      <Badge tone={project.isClosed ? 'neutral' : 'accent'}>{project.isClosed ? t('lead:list.closed') : t('lead:list.open')}</Badge>
      <span>
        {t('lead:project.opened')} <When atMs={project.openedAtSeconds * 1000} />
      </span>
      <span className="t-row">
        {t('lead:project.ledBy')} <Address address={project.lead} />
      </span>
      <span>{t('lead:list.asOf', { block: asOfBlock })}</span>
    </span>
  );
}

import { ArrowLeft } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { goTo } from '../../app/routes/paths.ts';
import { Address } from '../../app/ui/address.tsx';
import { Badge } from '../../app/ui/badge.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Page } from '../../app/ui/layout.tsx';
import { When } from '../../app/ui/when.tsx';
import { useActiveAccount } from '../../app/state/use-live.tsx';
import type { LeadProject } from '../model.ts';
import type { TokenFormat } from '../../app/state/token-format.ts';
import { AnnotatorsPanel } from './annotators-panel.tsx';
import { BatchesPanel } from './batches-panel.tsx';
import { ClassesPanel } from './classes-panel.tsx';
import { ClosePanel } from './close-panel.tsx';
import { ExpertsPanel } from './experts-panel.tsx';
import { ExportPanel } from './export-panel.tsx';
import { Figures } from './figures.tsx';
import { GoldPanel } from './gold-panel.tsx';
import { RulesFacts } from './rules-facts.tsx';
import { useEscrow } from './use-escrow.ts';

export interface ProjectPageProps {
  project: LeadProject;
  token: TokenFormat;
  coordinator: string;
  asOfBlock: number;
}

/** One project, whole: how far it is, who works in it, what it costs, and the dataset out. */
export function ProjectPage({ project, token, coordinator, asOfBlock }: ProjectPageProps) {
  const t = useStrings();
  const account = useActiveAccount();
  const escrow = useEscrow(project.id);
  const isLead = account?.address.toLowerCase() === project.lead.toLowerCase();
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
      <Figures project={project} token={token} escrow={escrow} />
      <BatchesPanel project={project} />
      <GoldPanel project={project} token={token} isLead={isLead} />
      <AnnotatorsPanel annotators={project.annotators} token={token} />
      <div className="t-lead-halves">
        <div className="t-lead-half">
          <ClassesPanel classes={project.classes} />
          <ExportPanel project={project} />
        </div>
        <div className="t-lead-half">
          <ExpertsPanel project={project} coordinator={coordinator} isLead={isLead} />
          <RulesFacts project={project} token={token} />
          {isLead && <ClosePanel project={project} token={token} coordinator={coordinator} />}
        </div>
      </div>
    </Page>
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

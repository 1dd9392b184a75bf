import { Plus, Wallet } from 'lucide-react';
import type { HostError } from '../../../shared/host-api.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { goTo } from '../../app/routes/paths.ts';
import { Button } from '../../app/ui/button.tsx';
import { EmptyState } from '../../app/ui/empty-state.tsx';
import { Page } from '../../app/ui/layout.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import { openOverlay } from '../../app/state/overlays.ts';
import { useActiveAccount } from '../../app/state/use-live.tsx';
import type { LeadProject } from '../model.ts';
import { WatchedPanel } from '../watch/watched-panel.tsx';
import type { TokenFormat } from '../../app/state/token-format.ts';
import { ProjectCard } from './project-card.tsx';

export interface ProjectListProps {
  /** Null while the chain's events have not been read. */
  projects: readonly LeadProject[] | null;
  /** The block up to which they were read. */
  asOfBlock: number | null;
  token: TokenFormat;
  /** Why the newest reading failed. */
  error: HostError | null;
}

/** The projects of the active account first, everybody else's below. */
export function ProjectList({ projects, asOfBlock, token, error }: ProjectListProps) {
  const t = useStrings();
  const account = useActiveAccount();
  const isOwn = ({ lead }: LeadProject) => account !== null && lead.toLowerCase() === account.address.toLowerCase();
  const own = (projects ?? []).filter(isOwn);
  const others = (projects ?? []).filter((project) => !isOwn(project));
  const start = (
    <Button tone="primary" icon={Plus} onClick={() => goTo('/lead/new')}>
      {t('lead:new.action')}
    </Button>
  );
  return (
    <Page title={t('lead:title')} lead={t('lead:intro')} actions={start}>
      {error !== null && <ErrorPanel error={error} />}
      {projects === null && error === null && <Skeleton lines={5} />}
      {projects !== null && own.length === 0 && <NoProject hasWallet={account !== null} />}
      {own.length > 0 && <Cards projects={own} token={token} />}
      <WatchedPanel />
      {others.length > 0 && (
        <section className="t-stack" aria-labelledby="lead-others">
          <h2 id="lead-others">{t('lead:list.others')}</h2>
          <p className="t-soft">{t('lead:list.othersHint')}</p>
          <Cards projects={others} token={token} />
        </section>
      )}
      {asOfBlock !== null && <p className="t-soft">{t('lead:list.asOf', { block: asOfBlock })}</p>}
    </Page>
  );
}

function Cards({ projects, token }: { projects: readonly LeadProject[]; token: TokenFormat }) {
  return (
    <ul className="t-lead-list">
      {projects.map((project) => (
        <ProjectCard key={project.id} project={project} token={token} />
      ))}
    </ul>
  );
}

function NoProject({ hasWallet }: { hasWallet: boolean }) {
  const t = useStrings();
  if (!hasWallet) {
    return (
      <EmptyState
        title={t('lead:list.noWallet')}
        actions={
          <Button tone="primary" icon={Wallet} onClick={() => openOverlay('create-wallet')}>
            {t('app:command.createWallet')}
          </Button>
        }
      >
        {t('lead:list.noWalletText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('lead:list.empty')}
      actions={
        <Button tone="primary" icon={Plus} onClick={() => goTo('/lead/new')}>
          {t('lead:new.action')}
        </Button>
      }
    >
      {t('lead:list.emptyText')}
    </EmptyState>
  );
}

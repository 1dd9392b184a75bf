import { useEffect, useMemo, useState } from 'react';
import { ArrowLeft, Footprints } from 'lucide-react';
import { ErrorPanel } from '../app/errors/error-panel.tsx';
import { errorOf } from '../app/errors/say-error.ts';
import { goTo } from '../app/routes/paths.ts';
import { homePath, useAreas } from '../app/state/areas.ts';
import { useStrings } from '../app/strings/strings.ts';
import { Badge } from '../app/ui/badge.tsx';
import { Button } from '../app/ui/button.tsx';
import { Page } from '../app/ui/layout.tsx';
import { Skeleton } from '../app/ui/skeleton.tsx';
import { DeskFrame } from '../desk/desk-frame.tsx';
import { DeskView } from '../desk/desk-view.tsx';
import type { SeatKey } from '../store/keys.ts';
import { practiceKinds } from '../store/practice.ts';
import type { PracticeKind } from '../store/practice.ts';
import { useDeskPort, useSync } from '../sync/sync-provider.tsx';
import { openPractice } from './open-practice.ts';
import type { OpenedPractice } from './open-practice.ts';
import { practicePort } from './practice-port.ts';
import { RoleQuestion } from './roles/role-question.tsx';
import { startTour, useTour, useTourRound } from './tour/tour.ts';
import { TourStrip } from './tour/tour-strip.tsx';
import './practice.css';

/** The desk with the sample: real files, real labels, kept like all others, and never sent. `/practice/<kind>` */
export function PracticeView({ address }: { address: string }) {
  const tour = useTour();
  const round = useTourRound();
  // The tour draws boxes, whatever was practised before.
  const kind = tour.at === 'step' ? 'boxes' : (practiceKinds.find((each) => each === address) ?? 'boxes');
  if (tour.at === 'roles') return <RoleQuestion />;
  return <OpenPractice key={`${kind}/${round}`} kind={kind} />;
}

function OpenPractice({ kind }: { kind: PracticeKind }) {
  const t = useStrings();
  const { session } = useSync();
  const [opened, setOpened] = useState<OpenedPractice | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const failed = (cause: unknown): OpenedPractice => ({ ok: false, error: errorOf(cause) });
    void openPractice(session, kind).catch(failed).then((outcome) => {
      if (isCurrent) setOpened(outcome);
    });
    return () => {
      isCurrent = false;
    };
  }, [session, kind, tries]);
  const again = (): void => {
    setOpened(null);
    setTries((before) => before + 1);
  };
  if (opened?.ok === true) return <PracticeDesk seat={opened.seat} kind={kind} />;
  return (
    <Page title={t('practice:title')}>
      {opened === null ? <Skeleton lines={4} /> : <ErrorPanel error={opened.error} onRetry={again} />}
    </Page>
  );
}

function PracticeDesk({ seat, kind }: { seat: SeatKey; kind: PracticeKind }) {
  const t = useStrings();
  const kept = useDeskPort(seat);
  const port = useMemo(() => practicePort(kept), [kept]);
  const tour = useTour();
  const areas = useAreas();
  return (
    <DeskFrame
      bar={
        <>
          <Button size="s" tone="quiet" icon={ArrowLeft} onClick={() => goTo(homePath(areas))}>
            {t('practice:leave')}
          </Button>
          <Badge tone="accent">{t('practice:title')}</Badge>
          <span className="t-soft practice-hint">{t('practice:stays')}</span>
          {tour.at !== 'step' && (
            <>
              <Kinds kind={kind} />
              <Button size="s" icon={Footprints} onClick={startTour}>
                {t('practice:tour.start')}
              </Button>
            </>
          )}
        </>
      }
      note={tour.at === 'step' && <TourStrip step={tour.step} />}
    >
      <DeskView port={port} />
    </DeskFrame>
  );
}

function Kinds({ kind }: { kind: PracticeKind }) {
  const t = useStrings();
  return (
    <div className="t-row practice-kinds" role="group" aria-label={t('practice:kinds')}>
      {practiceKinds.map((each) => (
        <Button key={each} size="s" tone="quiet" aria-pressed={each === kind} onClick={() => goTo(`/practice/${each}`)}>
          {t(`practice:kind.${each}`)}
        </Button>
      ))}
    </div>
  );
}

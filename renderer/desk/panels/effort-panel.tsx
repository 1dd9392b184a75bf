import { X } from 'lucide-react';
import { duration } from '../../app/format/when.ts';
import { locale, useStrings } from '../../app/strings/strings.ts';
import { IconButton } from '../../app/ui/button.tsx';
import { calibrationOf, paceOf, tendencyOf } from '../effort/effort.ts';
import type { Calibration, Effort, Pace } from '../effort/effort.ts';
import { ReliabilityPlot } from '../effort/reliability-plot.tsx';
import './effort-panel.css';

/** One's own pace, agreement and calibration. Quiet: it is there when asked for, and judges nobody while they work. */
export function EffortPanel({ effort, onClose }: { effort: Effort | null; onClose: () => void }) {
  const t = useStrings();
  return (
    <section className="desk-section desk-effort" aria-labelledby="desk-effort-title" data-desk-pane="" tabIndex={-1}>
      <div className="desk-section__head">
        <h2 id="desk-effort-title" className="desk-section__title">
          {t('desk:effort.title')}
        </h2>
        <IconButton icon={X} size="s" label={t('desk:effort.close')} onClick={onClose} />
      </div>
      {effort === null ? <p className="t-soft" aria-busy="true">{t('desk:effort.reading')}</p> : <Figures effort={effort} />}
    </section>
  );
}

function Figures({ effort }: { effort: Effort }) {
  const t = useStrings();
  const pace = paceOf(effort.sealed);
  const calibration = calibrationOf(effort.answers);
  return (
    <>
      {pace === null ? <p className="desk-effort__words">{t('desk:effort.noPace')}</p> : <PaceFigures pace={pace} />}
      {calibration === null ? <p className="desk-effort__words">{t('desk:effort.noAnswers')}</p> : <CalibrationFigures calibration={calibration} />}
      <p className="desk-effort__words t-soft">{t('desk:effort.private')}</p>
    </>
  );
}

function PaceFigures({ pace }: { pace: Pace }) {
  const t = useStrings();
  const time = (ms: number): string => duration(ms, locale());
  return (
    <dl className="desk-effort__facts">
      <Fact name={t('desk:effort.pace')} value={t('desk:effort.anItem', { time: time(pace.medianMs) })} />
      {pace.recentMs !== null && <Fact name={t('desk:effort.recent')} value={t('desk:effort.anItem', { time: time(pace.recentMs) })} />}
      <Fact name={t('desk:effort.items')} value={pace.items.toLocaleString(locale())} />
    </dl>
  );
}

function CalibrationFigures({ calibration }: { calibration: Calibration }) {
  const t = useStrings();
  const percent = (value: number): string => t('desk:effort.percent', { percent: Math.round(value) });
  return (
    <>
      <dl className="desk-effort__facts">
        <Fact name={t('desk:effort.agreed')} value={t('desk:effort.agreedOf', { percent: Math.round(calibration.rightPercent), count: calibration.count })} />
        <Fact name={t('desk:effort.stated')} value={percent(calibration.confidence)} />
        <Fact name={t('desk:effort.brier')} value={calibration.brier.toLocaleString(locale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 })} />
      </dl>
      <figure className="desk-effort__figure">
        <figcaption>{t('desk:effort.plot')}</figcaption>
        <ReliabilityPlot bins={calibration.bins} />
      </figure>
      <p className="desk-effort__words">{t(`desk:effort.tendency.${tendencyOf(calibration)}`)}</p>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="desk-effort__fact">
      <dt>{name}</dt>
      <dd className="t-number">{value}</dd>
    </div>
  );
}

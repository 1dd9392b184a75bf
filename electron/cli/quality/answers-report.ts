import { krippendorffAlpha, percentAgreement } from '../../../shared/quality/agreement.ts';
import { alphaInterval } from '../../../shared/quality/alpha-interval.ts';
import type { Answer } from '../../../shared/quality/answers.ts';
import { countLabels } from '../../../shared/quality/answers.ts';
import { confusionOf } from '../../../shared/quality/confusion.ts';
import type { GateLimits } from '../../../shared/quality/gate.ts';
import { fleissKappa } from '../../../shared/quality/kappa.ts';
import { aggregateBy } from '../../../shared/quality/aggregate/methods.ts';
import type { QualityReport } from '../../../shared/quality/report.ts';
import { sharesTest } from '../../../shared/quality/shares.ts';
import { suspicionsOf } from '../../../shared/quality/signals/suspicions.ts';
import { wilsonInterval } from '../../../shared/quality/wilson.ts';

/** Limits that say nothing without a chain: nobody has audited a plain file of answers, or settled its items. */
export const limitsOfAnswers: Partial<GateLimits> = { mostAuditError: null, mostUnsettled: null, mostMiscalibration: null };

/** What can be said of answers alone, the majority's label in the place of a consensus. */
export function reportOfAnswers(answers: readonly Answer[], expected: ReadonlyMap<string, number> | null): QualityReport {
  const majority = aggregateBy('majority', answers).labels;
  const labels = new Map(majority.map(({ task, label }) => [task, label]));
  const counts = countLabels(majority.map(({ task, label }) => ({ task, label, worker: '' })));
  const classes = [...counts].map(([label, count]) => ({ label, count })).sort((one, other) => other.count - one.count || (one.label < other.label ? -1 : 1));
  const names = [...new Set([...counts.keys(), ...(expected?.keys() ?? [])])];
  return {
    blockNumber: 0,
    outcomes: { open: 0, resolved: 0, ruled: 0, overturned: 0, disputed: 0, void: 0 },
    agreement: { percent: percentAgreement(answers), alpha: krippendorffAlpha(answers), interval: alphaInterval(answers), fleissKappa: fleissKappa(answers) },
    boxes: null,
    classes,
    shares: expected === null ? null : sharesTest(names.map((name) => counts.get(name) ?? 0), names.map((name) => expected.get(name) ?? 0)),
    confusion: confusionOf(answers.map(({ task, label }) => [labels.get(task) ?? label, label] as const)),
    secondOpinion: [],
    calibration: null,
    pace: [],
    suspicions: suspicionsOf(answers).found,
    audit: { looked: 0, overturned: 0, interval: wilsonInterval(0, 0) },
  };
}

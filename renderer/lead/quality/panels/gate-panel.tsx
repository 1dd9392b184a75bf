import { useState } from 'react';
import { ShieldCheck, ShieldX } from 'lucide-react';
import { gateOf, usualLimits } from '../../../../shared/quality/gate.ts';
import type { GateCheckName, GateLimits } from '../../../../shared/quality/gate.ts';
import type { QualityReport } from '../../../../shared/quality/report.ts';
import type { Drill } from '../../../../shared/quality/dashboard/drill.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Badge } from '../../../app/ui/badge.tsx';
import { Button } from '../../../app/ui/button.tsx';
import { Checkbox } from '../../../app/ui/checkbox.tsx';
import { NumberInput } from '../../../app/ui/inputs.tsx';
import { Panel } from '../../../app/ui/layout.tsx';
import { Table } from '../../../app/ui/table.tsx';
import { DrillFigure } from '../drill-context.tsx';
import { fixedText, numberText, percentText } from '../plots/chart.ts';

interface Rule {
  readonly name: GateCheckName;
  readonly field: keyof GateLimits;
  readonly isPercent: boolean;
  readonly isLeast: boolean;
  /** The items behind the measure, and what they are called; null where no items are. */
  readonly behind: { readonly drill: Drill; readonly name: 'alpha' | 'audit-error' | 'unsettled' } | null;
}

const RULES: readonly Rule[] = [
  { name: 'alpha', field: 'leastAlpha', isPercent: false, isLeast: true, behind: { drill: { kind: 'split' }, name: 'alpha' } },
  { name: 'audit-error', field: 'mostAuditError', isPercent: true, isLeast: false, behind: { drill: { kind: 'audit', isOverturnedOnly: false }, name: 'audit-error' } },
  { name: 'unsettled', field: 'mostUnsettled', isPercent: true, isLeast: false, behind: { drill: { kind: 'outcome', outcomes: ['open', 'disputed', 'void'] }, name: 'unsettled' } },
  { name: 'shares', field: 'leastSharesP', isPercent: true, isLeast: true, behind: null },
  { name: 'suspicions', field: 'mostSuspicions', isPercent: false, isLeast: false, behind: null },
  { name: 'calibration', field: 'mostMiscalibration', isPercent: true, isLeast: false, behind: null },
];

export interface GatePanelProps {
  /** Of the whole project: a filter does not move the gate. */
  report: QualityReport;
  limits: GateLimits;
  onLimits: (limits: GateLimits) => void;
}

/** What passed and what not, by limits that the lead sets here. */
export function GatePanel({ report, limits, onLimits }: GatePanelProps) {
  const t = useStrings();
  const { checks, hasPassed } = gateOf(report, limits);
  const checkOf = (name: GateCheckName) => checks.find((check) => check.name === name);
  const shown = ({ isPercent, name }: Rule, value: number) => (isPercent ? percentText(value, 1) : name === 'suspicions' ? numberText(value) : fixedText(value, 3));
  const isUsual = RULES.every(({ field }) => limits[field] === usualLimits[field]);
  return (
    <Panel
      title={t('lead:quality.gate.title')}
      className="t-quality__wide"
      actions={
        <span className="t-row">
          <Badge tone={hasPassed ? 'good' : 'bad'} icon={hasPassed ? ShieldCheck : ShieldX}>
            <span data-testid="gate-verdict">{t(hasPassed ? 'lead:quality.gate.passed' : 'lead:quality.gate.failed', { passed: checks.filter((check) => check.hasPassed).length, all: checks.length })}</span>
          </Badge>
          <Button size="s" tone="quiet" disabled={isUsual} onClick={() => onLimits(usualLimits)}>
            {t('lead:quality.gate.usual')}
          </Button>
        </span>
      }
    >
      <div className="t-stack">
        <p className="t-soft t-quality__note">{t('lead:quality.gate.note')}</p>
        <Table
          caption={t('lead:quality.gate.title')}
          rows={RULES}
          rowKey={({ name }) => name}
          columns={[
            { id: 'check', head: t('lead:quality.gate.check'), cell: ({ name }) => t(`lead:quality.gate.checkOf.${name}`) },
            {
              id: 'value',
              head: t('lead:quality.gate.measured'),
              isNumber: true,
              cell: (rule) => {
                const value = measured(report, rule.name);
                if (value === null) return t('lead:quality.untold');
                if (rule.behind === null) return shown(rule, value);
                const { drill, name } = rule.behind;
                return <DrillFigure drill={drill} title={t(`lead:quality.gate.behind.${name}`)} count={1}>{shown(rule, value)}</DrillFigure>;
              },
            },
            { id: 'limit', head: t('lead:quality.gate.limit'), cell: (rule) => <Limit rule={rule} limits={limits} onLimits={onLimits} /> },
            {
              id: 'verdict',
              head: t('lead:quality.column.verdict'),
              cell: ({ name }) => {
                const check = checkOf(name);
                if (check === undefined) return <span className="t-soft">{t('lead:quality.gate.notAsked')}</span>;
                return <Badge tone={check.hasPassed ? 'good' : 'bad'}>{t(check.hasPassed ? 'lead:quality.gate.yes' : check.value === null ? 'lead:quality.gate.unmeasured' : 'lead:quality.gate.no')}</Badge>;
              },
            },
          ]}
        />
      </div>
    </Panel>
  );
}

/** A switch and a number: what is typed holds at once. */
function Limit({ rule, limits, onLimits }: { rule: Rule; limits: GateLimits; onLimits: (limits: GateLimits) => void }) {
  const t = useStrings();
  const { field, isPercent, isLeast, name } = rule;
  const limit = limits[field];
  const scale = isPercent ? 100 : 1;
  const [typed, setTyped] = useState<number | null>(null);
  const shown = typed ?? (limit === null ? null : Math.round(limit * scale * 1000) / 1000);
  return (
    <span className="t-quality__limit">
      <Checkbox label={t(isLeast ? 'lead:quality.gate.least' : 'lead:quality.gate.most')} isChecked={limit !== null} onChange={(isAsked) => onLimits({ ...limits, [field]: isAsked ? usualLimits[field] : null })} />
      <NumberInput
        aria-label={t('lead:quality.gate.limitOf', { check: t(`lead:quality.gate.checkOf.${name}`) })}
        min={name === 'alpha' ? -1 : 0}
        max={isPercent ? 100 : name === 'alpha' ? 1 : undefined}
        step="any"
        unit={isPercent ? '%' : undefined}
        disabled={limit === null}
        value={limit === null ? null : shown}
        onChange={(value) => {
          setTyped(value);
          if (value !== null) onLimits({ ...limits, [field]: value / scale });
        }}
        onBlur={() => setTyped(null)}
      />
    </span>
  );
}

/** What there is to be held against a limit, whether one is asked for or not. */
function measured(report: QualityReport, name: GateCheckName): number | null {
  const all: GateLimits = { ...usualLimits };
  return gateOf(report, all).checks.find((check) => check.name === name)?.value ?? null;
}

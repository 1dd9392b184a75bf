import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { FormatName } from '../../../shared/formats/names.ts';
import type { Result } from '../../../shared/host-api.ts';
import type { GateLimits, GateVerdict } from '../../../shared/quality/gate.ts';
import { gateOf, usualLimits } from '../../../shared/quality/gate.ts';
import type { QualityReport } from '../../../shared/quality/report.ts';
import { QualityGatherer } from '../../../shared/quality/gather.ts';
import { fail } from '../../host/context.ts';
import { EXPORT_MANIFEST } from '../../host/files/export-folder.ts';
import { openExport } from '../../host/verify/open-export.ts';
import { withChainHost } from '../chain-host.ts';
import { readAnswers } from '../crowd-answers.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readJson } from '../files.ts';
import { type Output, table } from '../output.ts';
import { limitsOfAnswers, reportOfAnswers } from '../quality/answers-report.ts';
import { readAnnotators } from '../quality/read-annotators.ts';

export interface QualityOptions {
  readonly dataset: string;
  readonly home: string;
  readonly from?: FormatName;
  readonly limits?: string;
  readonly expected?: ReadonlyMap<string, number>;
  readonly rpc?: string;
  readonly coordinator?: string;
  readonly json?: boolean;
}

interface Looked {
  readonly report: QualityReport;
  readonly limits: GateLimits;
  /** What was looked at, in words. */
  readonly of: string;
}

/** `tessera quality`: exit 0 where the gate is passed, 1 where it is not. */
export async function runQuality(options: QualityOptions, output: Output): Promise<Result<ExitCode>> {
  const own = options.limits === undefined ? { ok: true as const, value: {} } : readLimits(options.limits);
  if (!own.ok) return own;
  const looked = await look(options, output);
  if (!looked.ok) return looked;
  const { report, of } = looked.value;
  const verdict = gateOf(report, { ...looked.value.limits, ...own.value });
  output.result({ of, verdict, report }, () => textOf(of, report, verdict));
  return { ok: true, value: verdict.hasPassed ? EXIT.done : EXIT.differs };
}

function look(options: QualityOptions, output: Output): Promise<Result<Looked>> {
  if (existsSync(join(options.dataset, EXPORT_MANIFEST)) && options.from === undefined) return lookAtExport(options, output);
  return lookAtAnswers(options, output);
}

/** Out of the events that the export rests on, and of nothing that it says of itself. */
async function lookAtExport(options: QualityOptions, output: Output): Promise<Result<Looked>> {
  const folder = resolve(options.dataset);
  const opened = options.rpc === undefined ? await openExport({ folder, chain: null, blockHash: null }) : await withChainHost(options, output, ({ chain }) => openExport({ folder, chain, blockHash: null }));
  if (!opened.ok) return opened;
  const { dataset, faults } = opened.value;
  const [first] = faults.list;
  if (dataset === null) return fail('EXPORT_BROKEN', `${first?.file ?? options.dataset}: ${first?.reason ?? 'the dataset cannot be made again'}`, { field: first?.field ?? 'dataset', fix: 'See tessera verify.' });
  if (first !== undefined) output.progress(`${first.file} [${first.field}]: ${first.reason}. See tessera verify.`);
  const of = `project ${dataset.project.id} on chain ${dataset.chainId} as of block ${dataset.blockNumber}, by ${options.rpc === undefined ? 'the export\'s light proof' : 'the chain'}`;
  const quality = new QualityGatherer();
  for (const item of dataset.items) quality.add(item);
  return { ok: true, value: { report: quality.report(dataset, options.expected ?? null), limits: usualLimits, of } };
}

async function lookAtAnswers(options: QualityOptions, output: Output): Promise<Result<Looked>> {
  const { dataset, from } = options;
  const read = from === undefined ? readAnswers(dataset) : await readAnnotators(resolve(dataset), from);
  if (!read.ok) return read;
  const bad = 'bad' in read.value ? read.value.bad.map(({ file, line, field, reason }) => `${file}:${line} [${field}]: ${reason}`) : read.value.problems.map(({ file, field, reason }) => `${file} [${field}]: ${reason}`);
  for (const line of bad.slice(0, 10)) output.progress(line);
  if (bad.length > 10) output.progress(`... and ${bad.length - 10} more`);
  const { answers } = read.value;
  const workers = new Set(answers.map(({ worker }) => worker)).size;
  return { ok: true, value: { report: reportOfAnswers(answers, options.expected ?? null), limits: { ...usualLimits, ...limitsOfAnswers }, of: `${answers.length} answers of ${workers} annotators in ${dataset}` } };
}

const limit = z.number().nullable();
const limitsSchema = z.strictObject({ leastAlpha: limit, mostAuditError: limit, mostUnsettled: limit, leastSharesP: limit, mostSuspicions: limit, mostMiscalibration: limit } satisfies Record<keyof GateLimits, z.ZodType>).partial();

function readLimits(path: string): Result<Partial<GateLimits>> {
  const json = readJson(path);
  if (!json.ok) return json;
  const parsed = limitsSchema.safeParse(json.value);
  if (!parsed.success) return fail('BAD_LIMITS', `${path}: ${parsed.error.issues[0]?.message ?? ''}`, { field: parsed.error.issues[0]?.path.join('.') ?? '--limits', fix: `Limits are numbers, or null for what is not asked for: ${Object.keys(usualLimits).join(', ')}.` });
  return { ok: true, value: Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined)) };
}

const number = (value: number | null, digits = 3): string => (value === null ? 'not known' : value.toFixed(digits));
const checkNames: Readonly<Record<GateVerdict['checks'][number]['name'], string>> = { alpha: 'Krippendorff\'s alpha, at least', 'audit-error': 'wrong by audits, at most', unsettled: 'unsettled, at most', shares: 'chance of the class shares, at least', suspicions: 'suspicions, at most', calibration: 'confidences off by, at most' };

function textOf(of: string, report: QualityReport, { checks, hasPassed }: GateVerdict): string {
  const { agreement, boxes, classes, suspicions, pace, audit, secondOpinion, outcomes } = report;
  const settled = Object.entries(outcomes).filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`).join(', ');
  const rows: [string, string][] = [
    ['Items', settled === '' ? classes.reduce((sum, { count }) => sum + count, 0).toString() : settled],
    ['Agreement', `${number(agreement.percent)} of pairs; alpha ${number(agreement.alpha)}${agreement.interval === null ? '' : ` (${number(agreement.interval.low)} to ${number(agreement.interval.high)})`}; Fleiss' kappa ${number(agreement.fleissKappa)}`],
    ...(boxes === null ? [] : [['Boxes', `mean IoU ${number(boxes.meanIou)}, F1 ${number(boxes.f1)}`] as [string, string]]),
    ['Classes', classes.slice(0, 8).map(({ label, count }) => `${label} ${count}`).join(', ')],
    ['Audits', audit.looked === 0 ? 'none' : `${audit.overturned} of ${audit.looked} overturned (${number(audit.interval.low)} to ${number(audit.interval.high)})`],
    ['Second look', `${secondOpinion.length} items that Dawid-Skene would label otherwise`],
    ['Pace', pace.length === 0 ? 'nobody far from the others' : pace.map(({ worker, z }) => `${worker} z ${z.toFixed(1)}`).join(', ')],
    ...suspicions.slice(0, 20).map(({ kind, workers, pValue }): [string, string] => ['Look at', `${workers.join(', ')}: ${kind}, chance ${pValue.toExponential(1)}`]),
  ];
  const gate = checks.map(({ name, value, limit: most, hasPassed: isPassed }) => [checkNames[name], String(most), number(value), isPassed ? 'holds' : 'MISSED']);
  return [of, table(rows), '', table(gate), hasPassed ? 'The gate is passed.' : 'The gate is NOT passed.'].join('\n');
}

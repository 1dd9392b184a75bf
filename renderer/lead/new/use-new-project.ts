import { useMemo, useRef, useState } from 'react';
import type { Dispatch, SetStateAction } from 'react';
import type { HostError } from '../../../shared/host-api.ts';
import { picturesNamed } from '../../../shared/labels/instructions.ts';
import type { ProjectKind, ProjectSchema } from '../../../shared/labels/schema.ts';
import { usualGold } from '../../../shared/protocol/economics-advice.ts';
import { goldNeeded } from '../../../shared/protocol/gold/gold.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { checkParams } from '../../../shared/protocol/params.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { notify } from '../../app/notices/notices.ts';
import { goTo } from '../../app/routes/paths.ts';
import { useHost } from '../../app/state/host.tsx';
import type { CallPhase } from '../../app/state/send-call.ts';
import { useActiveAccount, useLive, useLiveSource } from '../../app/state/use-live.tsx';
import type { TokenState } from '../use-token.ts';
import type { Budget } from './budget.ts';
import { budgetParts } from './budget.ts';
import { isAnswerFile } from './chosen-files.ts';
import type { ChosenFile } from './chosen-files.ts';
import type { Draft } from './draft.ts';
import { classDraft, paramsOf, rulesFor, schemaOf } from './draft.ts';
import { ruleFault, schemaFault } from './fault-words.ts';
import type { MadePack, MakeProgress } from './make-pack.ts';
import { makePack } from './make-pack.ts';
import type { OpenPanelProps } from './open-panel.tsx';
import { openProject } from './open-project.ts';
import type { OpenStep } from './open-project.ts';
import type { PackPanelProps } from './pack-panel.tsx';
import type { FormOrigin } from '../watch/form-origin.ts';
import { useDataset } from './use-dataset.ts';
import type { DatasetChoice, DatasetForm } from './use-dataset.ts';

export interface NewProject {
  files: readonly ChosenFile[];
  setFiles: (files: readonly ChosenFile[]) => void;
  dataset: DatasetForm;
  /** Known answers: chosen apart, or lying in the data. */
  goldFile: ChosenFile | null;
  /** null takes them out. */
  setGoldFile: (file: ChosenFile | null) => void;
  change: (part: Partial<Draft>) => void;
  setKind: (kind: ProjectKind) => void;
  schemaFaults: ReadonlyMap<string, string>;
  ruleFaults: ReadonlyMap<keyof ProjectParams | 'itemCount', string>;
  params: ProjectParams | null;
  budget: Budget | null;
  itemCount: number;
  isExact: boolean;
  pack: PackPanelProps;
  open: Omit<OpenPanelProps, 'budget' | 'token'>;
}

/** Everything behind the form: what it says, what is wrong with it, the pack that was made of it, and its opening. @param origin its files are those at the start */
export function useNewProject(draft: Draft, tokenState: TokenState, isLocal: boolean, setDraft: Dispatch<SetStateAction<Draft>>, origin: FormOrigin): NewProject {
  const t = useStrings();
  const [chosen, setFiles] = useState(origin.files);
  const [apart, setApart] = useState<ChosenFile | null>(null);
  const files = useMemo(() => chosen.filter((file) => !isAnswerFile(file)), [chosen]);
  const goldFile = apart ?? chosen.find(isAnswerFile) ?? null;
  const { token } = tokenState;
  const schema = useMemo(() => schemaOf(draft), [draft]);
  const setKind = (kind: ProjectKind) =>
    setDraft((before) => {
      const [next, was] = [rulesFor(kind, token, isLocal), rulesFor(before.kind, token, isLocal)];
      const { reward, stake, auditFee } = before.rules;
      // What the kind decides starts anew; money stays as it was typed.
      const goldPerBatch = before.rules.goldPerBatch === 0 ? 0 : usualGold(next.batchSize ?? 1);
      return { ...before, kind, rules: { ...next, reward, auditFee, goldPerBatch, stake: stake === was.stake ? next.stake : stake } };
    });
  /** What a dataset is about becomes the schema; what was typed already stays. */
  const takeClasses = (kind: ProjectKind, names: readonly string[]) => {
    if (kind !== draft.kind) setKind(kind);
    setDraft((before) => (before.classes.some(({ name }) => name.trim() !== '') ? before : { ...before, classes: names.map((name, index) => ({ ...classDraft(index), name })) }));
  };
  const asData = useDataset(files, ({ kind, classes }) => takeClasses(kind, classes));
  const { choice } = asData;
  const pack = usePack(files, goldFile, draft, choice, origin);
  const itemCount = pack.made !== null && !pack.isStale ? pack.made.pack.itemCount : (asData.described?.items ?? files.length);
  // The rules are checked before the classes are there: a placeholder stands in for the schema.
  const params = useMemo(() => paramsOf(draft.rules, schema.ok ? schema.value : placeholder(draft.kind), token), [draft, schema, token]);
  const checked = checkParams(params, Math.max(1, itemCount));
  const budget = checked.ok && itemCount > 0 ? budgetParts(params, itemCount) : null;
  const open = useOpening(pack.made, draft, params, budget);
  // What is not there yet is said at the button; what is there and wrong is said at its field.
  const isBlank = { name: draft.name.trim() === '', classes: draft.classes.every(({ name }) => name.trim() === '') };
  const faults = schema.ok ? [] : schema.error.fields.filter(({ field }) => !(field === 'name' && isBlank.name) && !(field === 'classes' && isBlank.classes));
  const schemaFaults = new Map(faults.map(({ field }) => [field, t(schemaFault(field))]));
  const ruleFaults = new Map(checked.ok ? [] : checked.error.faults.map(({ field }) => [field, t(ruleFault(field))]));
  const withGold = () => setDraft((before) => ({ ...before, rules: { ...before.rules, goldPerBatch: before.rules.goldPerBatch || usualGold(before.rules.batchSize ?? 1) } }));
  const classNameOf = (classId: number) => (schema.ok ? [...schema.value.classes, ...schema.value.documentClasses].find(({ id }) => id === classId)?.name : undefined) ?? t('lead:new.gold.nothing');
  const make = () => {
    if (schema.ok) void pack.make(schema.value);
  };
  const lacking = tokenState.balance === null || budget === null ? 0n : budget.total - tokenState.balance;
  const forPack = useMissing({ files: files.length === 0, name: isBlank.name, classes: isBlank.classes, schema: faults.length > 0 });
  const asked = goldNeeded(params, itemCount);
  const forOpening = useMissing({ rules: !checked.ok, gold: draft.rules.goldPerBatch !== 0 && (pack.made?.gold?.answers ?? 0) < asked, tokens: lacking > 0n });
  const setGoldFile = (file: ChosenFile | null) => {
    setApart(file);
    if (file === null) setFiles((before) => before.filter((each) => !isAnswerFile(each)));
    setDraft((before) => ({ ...before, rules: { ...before.rules, goldPerBatch: file === null ? 0 : (before.rules.goldPerBatch || usualGold(before.rules.batchSize ?? 1)) } }));
  };
  return {
    files,
    setFiles: (next) => {
      setFiles(next);
      // Answers that came with the folder are meant to be used.
      if (next.some(isAnswerFile)) withGold();
    },
    dataset: {
      ...asData,
      onChoice: (next) => {
        asData.onChoice(next);
        if (next.format !== null && next.labels === 'gold') withGold();
      },
    },
    goldFile,
    setGoldFile,
    change: (part) => setDraft((before) => ({ ...before, ...part })),
    setKind,
    schemaFaults,
    ruleFaults,
    params: checked.ok ? params : null,
    budget,
    itemCount,
    isExact: pack.made !== null && !pack.isStale,
    pack: { made: pack.made, isStale: pack.isStale, progress: pack.progress, error: pack.error, missing: forPack, classNameOf, onMake: make, onStop: pack.onStop },
    open: { ...open, hasGold: draft.rules.goldPerBatch !== 0, missing: forOpening },
  };
}

function placeholder(kind: ProjectKind) {
  return { name: 'x', kind, classes: [{ id: 1, name: 'x', colour: '#000000' }], documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90 };
}

const NEEDS = ['files', 'name', 'classes', 'schema', 'wallet', 'network', 'rules', 'gold', 'tokens'] as const;

/** What must be there before the pack or the opening, in words. */
function useMissing(lacks: Partial<Record<(typeof NEEDS)[number], boolean>>): string[] {
  const t = useStrings();
  const { chain } = useLive();
  const account = useActiveAccount();
  const all = { ...lacks, wallet: account === null, network: chain?.network.coordinator == null };
  return NEEDS.filter((need) => all[need] === true).map((need) => t(`lead:new.needs.${need}`));
}

/** What the pack was made of, to tell when it has changed: schema and files, and of the rules the batch that answers are spread over. */
function contentKey(files: readonly ChosenFile[], gold: ChosenFile | null, { format, labels }: DatasetChoice, draft: Draft): string {
  const marks = ({ path, file }: ChosenFile) => [path, file.size, file.lastModified];
  const { name, kind, classes, attributes, instructions, languages, confidencePercent, rules, relay } = draft;
  return JSON.stringify([name, kind, classes, attributes, instructions, namedPictures(draft).map(marks), languages, confidencePercent, relay.trim(), files.map(marks), gold === null ? null : [...marks(gold), rules.batchSize], format === null ? null : [format, labels, labels === 'gold' ? rules.batchSize : null]]);
}

/** Pictures that the instructions still name. */
function namedPictures({ instructions, pictures }: Draft): ChosenFile[] {
  const named = new Set(picturesNamed(instructions));
  return pictures.filter(({ path }) => named.has(path));
}

function usePack(files: readonly ChosenFile[], gold: ChosenFile | null, draft: Draft, dataset: DatasetChoice, { apartFrom, onTried }: FormOrigin) {
  const host = useHost();
  const [made, setMade] = useState<{ result: MadePack; of: string } | null>(null);
  const [progress, setProgress] = useState<MakeProgress | null>(null);
  const [failure, setFailure] = useState<{ error: HostError; of: string } | null>(null);
  const stop = useRef<AbortController | null>(null);
  const key = contentKey(files, gold, dataset, draft);
  const hasGold = gold !== null || (dataset.format !== null && dataset.labels === 'gold');
  const make = async (schema: ProjectSchema) => {
    setFailure(null);
    setProgress({ phase: 'sending', done: 0, total: 0, label: '' });
    const abort = new AbortController();
    stop.current = abort;
    const sent = gold === null ? files : [...files, gold];
    const answer = await makePack(host, { files: sent, apartFrom, name: draft.name.trim(), schema, pictures: namedPictures(draft), dataset, batchSize: hasGold ? draft.rules.batchSize : null, relay: draft.relay.trim() }, { onProgress: setProgress, signal: abort.signal });
    setProgress(null);
    onTried(sent, answer);
    if (answer.ok) setMade({ result: answer.value, of: key });
    else setFailure({ error: answer.error, of: key });
  };
  // A failure speaks of what was sent: once that is changed it is no longer true.
  const error = failure?.of === key ? failure.error : null;
  return { made: made?.result ?? null, isStale: made !== null && made.of !== key, progress, error, make, onStop: () => stop.current?.abort() };
}

function useOpening(made: MadePack | null, draft: Draft, params: ProjectParams, budget: Budget | null) {
  const t = useStrings();
  const host = useHost();
  const live = useLiveSource();
  const { chain } = useLive();
  const account = useActiveAccount();
  const [now, setNow] = useState<{ step: OpenStep; phase: CallPhase } | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<HostError | null>(null);
  const coordinator = chain?.network.coordinator ?? null;
  const run = async () => {
    if (made === null || budget === null || account === null || coordinator === null) return;
    setIsBusy(true);
    setError(null);
    const { root, itemCount } = made.pack;
    const project = { params, itemCount, budget: budget.total, root, packUri: draft.packUri.trim(), lead: account.address, coordinator };
    const opened = await openProject({ host, live, onStep: (step, phase) => setNow({ step, phase }) }, project);
    setIsBusy(false);
    if (!opened.ok) {
      setError(opened.error);
      return;
    }
    notify({ tone: 'good', text: t('lead:new.open.opened', { id: opened.value }) });
    goTo(`/lead/${opened.value}`);
  };
  return { now, isBusy, error, onOpen: () => void run() };
}

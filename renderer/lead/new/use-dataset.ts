import { useState } from 'react';
import type { LabelUse } from '../../../shared/formats/label-uses.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import type { HostError, HostResult } from '../../../shared/host-api.ts';
import { useHost } from '../../app/state/host.tsx';
import type { ChosenFile } from './chosen-files.ts';
import { sendFiles } from './send-files.ts';

/** What the chosen files are: a dataset of a format, or files as they are (null). */
export interface DatasetChoice {
  readonly format: FormatName | null;
  readonly labels: LabelUse;
}

export type Described = HostResult<'packs.describe'>;

export interface DatasetForm {
  choice: DatasetChoice;
  onChoice: (choice: DatasetChoice) => void;
  /** What the dataset is about, once it was looked at as it is now. */
  described: Described | null;
  isLooking: boolean;
  error: HostError | null;
  onLook: () => void;
}

export const filesAsTheyAre: DatasetChoice = { format: null, labels: 'suggestions' };

/** Looks into a dataset before a project is made of it. @param onFound its kind and classes, for the schema */
export function useDataset(files: readonly ChosenFile[], onFound: (found: Described) => void): DatasetForm {
  const host = useHost();
  const [choice, setChoice] = useState(filesAsTheyAre);
  const [isLooking, setIsLooking] = useState(false);
  const [seen, setSeen] = useState<{ of: string; described: Described | null; error: HostError | null } | null>(null);
  const key = JSON.stringify([choice.format, files.map(({ path, file }) => [path, file.size, file.lastModified])]);
  const look = async () => {
    setIsLooking(true);
    const sent = await sendFiles(host, files, { onProgress: () => undefined });
    const answer = sent.ok ? await host.call('packs.describe', { source: { from: 'staging', stagingId: sent.value.stagingId }, ...(choice.format === null ? {} : { format: choice.format }) }) : sent;
    setIsLooking(false);
    setSeen({ of: key, described: answer.ok ? answer.value : null, error: answer.ok ? null : answer.error });
    if (answer.ok) onFound(answer.value);
  };
  const current = seen?.of === key ? seen : null;
  return { choice, onChoice: setChoice, described: current?.described ?? null, isLooking, error: current?.error ?? null, onLook: () => void look() };
}

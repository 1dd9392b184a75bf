import { useEffect, useState } from 'react';
import { z } from 'zod';
import { useStrings } from '../strings/strings.ts';
import { ErrorPanel } from '../errors/error-panel.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SearchInput } from '../ui/search-input.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import './licences.css';

/** As the build writes it: electron/tools/licences.ts. */
const licencesSchema = z.object({
  packages: z.array(z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.number().nullable() })),
  texts: z.array(z.string()),
});
type Licences = z.infer<typeof licencesSchema>;

/** What the app is made of, and under which licences; read from the app itself when it is asked for. */
export function LicencesDialog({ onClose }: { onClose: () => void }) {
  const t = useStrings();
  const [licences, setLicences] = useState<Licences | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    let isCurrent = true;
    void readLicences().then((read) => {
      if (!isCurrent) return;
      setLicences(read);
      setHasFailed(read === null);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  const shown = licences?.packages.filter(({ name, licence }) => `${name} ${licence}`.toLowerCase().includes(wanted.trim().toLowerCase())) ?? [];
  return (
    <Dialog title={t('app:settings.licences.title')} onClose={onClose} size="l">
      <p className="t-soft">{t('app:settings.licences.lead')}</p>
      {hasFailed && <ErrorPanel error={{ code: 'LICENCES_MISSING', message: '' }} hasNoAction />}
      {licences === null && !hasFailed && <Skeleton lines={6} />}
      {licences !== null && (
        <>
          <SearchInput label={t('app:settings.licences.search')} value={wanted} onChange={setWanted} />
          <p className="t-soft">{t('app:settings.licences.count', { count: shown.length })}</p>
          <ul className="t-licences">
            {shown.map(({ name, version, licence, text }) => (
              <li key={`${name} ${version}`}>
                <details>
                  <summary>
                    <span className="t-licences__name">{name}</span> <span className="t-number t-soft">{version}</span> <span className="t-soft">{licence}</span>
                  </summary>
                  <pre className="t-licences__text" lang="en" translate="no">
                    {text === null ? t('app:settings.licences.none', { licence }) : licences.texts[text]}
                  </pre>
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

async function readLicences(): Promise<Licences | null> {
  try {
    const answer = await fetch('./licences.json');
    return licencesSchema.parse(await answer.json());
  } catch {
    return null;
  }
}

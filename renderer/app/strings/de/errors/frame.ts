import type { errorsFrame as source } from '../../en/errors/frame.ts';
import type { Translation } from '../../keys.ts';

export const errorsFrame = {
  code: 'Code {{code}}',
  field: 'In {{field}}',
  reported: 'Die Meldung im Wortlaut (englisch)',
  action: {
    retry: 'Erneut versuchen',
    unlock: 'Wallet entsperren',
    createWallet: 'Wallet anlegen',
    network: 'Netzwerk einstellen',
    wallet: 'Wallet öffnen',
    work: 'Zurück zur Arbeit',
    reload: 'Fenster neu laden',
  },
  LICENCES_MISSING: {
    sentence: 'Die Liste der Lizenzen war nicht zu lesen.',
    safe: 'Sie ist eine Datei der App, licences.json. Sonst hängt nichts von ihr ab.',
  },
  unknown: {
    sentence: 'Es ist etwas geschehen, das nicht vorgesehen war.',
    safe: 'Labels, die als gespeichert angezeigt werden, sind auf diesem Datenträger. Nichts wurde doppelt gesendet.',
  },
} as const satisfies Translation<typeof source>;

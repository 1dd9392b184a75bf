import type { appUpdates as source } from '../../en/app/updates.ts';
import type { Translation } from '../../keys.ts';

export const appUpdates = {
  updates: {
    title: 'Aktualisierungen',
    here: 'Diese Version',
    checked: 'Zuletzt nachgesehen',
    never: 'Noch nicht',
    check: 'Jetzt nachsehen',
    choose: 'Neue Versionen',
    choiceOf: { off: 'Nicht nachsehen', tell: 'Bescheid geben', download: 'Herunterladen' },
    hintOf: {
      off: 'Es wird nichts gefragt, und was heruntergeladen ist, bleibt liegen.',
      tell: 'Einmal am Tag wird der Server nach seiner Liste gefragt. Über Sie und diesen Rechner erfährt er nichts.',
      download: 'Außerdem wird die neue Version heruntergeladen und geprüft. Eingesetzt wird sie, wenn Sie Tessera schließen oder es verlangen.',
    },
    newest: 'Das ist die neueste Version.',
    found: 'Version {{version}}',
    urgent: 'Ihre wird nicht mehr sicher gehalten',
    checkedFile: 'Heruntergeladen und geprüft',
    published: 'Veröffentlicht',
    notes: 'Was neu ist:',
    fetch: 'Herunterladen',
    goOn: 'Weiter herunterladen',
    fetching: 'Heruntergeladen',
    of: '{{done}} von {{all}}',
    stop: 'Anhalten',
    ready: 'Sie wird eingesetzt, wenn Sie Tessera schließen, oder jetzt.',
    readyOff: 'Solange Aktualisierungen ausgeschaltet sind, wird sie nicht eingesetzt.',
    restart: 'Neu starten und aktualisieren',
    held: 'Nicht jetzt. Sie wird eingesetzt, sobald nichts davon mehr zutrifft:',
    holdOf: {
      unknown: 'Die Labels auf diesem Rechner sind nicht geöffnet, also ist nicht bekannt, was wartet.',
      sending: 'Eine Transaktion ist unterwegs.',
      waiting: 'Fertige Arbeit wartet auf das Senden.',
      edits: 'Änderungen stehen noch nicht im Journal.',
      deadline: 'Innerhalb von zwölf Stunden muss eine Charge festgelegt oder aufgedeckt werden.',
      approval: 'Eine Anfrage in der Wallet wartet auf Ihre Antwort.',
      task: 'Ein Paket, ein Export, eine Sicherung oder eine Zahlung wird gerade gemacht.',
    },
    byHand: {
      deb: 'Schließen Sie Tessera, wenn nichts unterwegs ist, und installieren Sie sie in einem Terminal:',
      dmg: 'Schließen Sie Tessera, wenn nichts unterwegs ist, öffnen Sie diese Datei und ziehen Sie Tessera über die alte:',
    },
    absent: {
      browser: 'Tessera läuft hier in einem Browser-Tab: Neue Versionen kommen von dort, wo sie gestartet wurde. Darum sieht sie nicht nach.',
      source: 'Tessera läuft hier aus ihren Quellen oder aus einem Paket ohne Aktualisierungen. Darum sieht sie nicht nach.',
      'no-channel': 'Für diese Fassung signiert niemand Aktualisierungen. Darum sieht sie nicht nach.',
    },
    told: 'Tessera {{version}} ist da.',
    open: 'Einstellungen',
  },
} as const satisfies Translation<typeof source>;

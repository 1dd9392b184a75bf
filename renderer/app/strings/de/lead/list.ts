import type { leadList as source } from '../../en/lead/list.ts';
import type { Translation } from '../../keys.ts';

export const leadList = {
  title: 'Geleitete Projekte',
  intro: 'Rohdaten gehen hinein, heraus kommt ein Datensatz, der sich gegen seine Zahlungen prüfen lässt.',
  list: {
    empty: 'Noch kein Projekt',
    emptyText: 'Wählen Sie einen Ordner mit Bildern oder Texten, legen Sie fest, was zu annotieren ist und was es wert ist, und eröffnen Sie: Das Formular führt Sie hindurch.',
    noWallet: 'Zuerst eine Wallet',
    noWalletText: 'Beim Eröffnen eines Projekts gehen Token in Treuhand, deshalb braucht es eine Wallet. Projekte werden dann über deren Adresse gefunden, auf jedem Rechner.',
    others: 'Von anderen geleitet',
    othersHint: 'Was alle davon sehen können.',
    asOf: 'Stand: Block {{block}}',
    open: 'offen',
    closed: 'geschlossen',
    unnamed: 'Projekt {{id}}',
    packMissing: 'Das Paket ist nicht auf diesem Rechner.',
    settled: '{{done}} von {{all}} Elementen abgerechnet',
    seats: '{{taken}} von {{all}} Plätzen genommen',
    spent: 'Ausgegeben',
    mosaic: 'Elemente des Projekts {{name}}',
    more_one: 'und {{count}} weiteres Element',
    more_other: 'und {{count}} weitere Elemente',
  },
} as const satisfies Translation<typeof source>;

import type { syncStore as source } from '../../en/sync/store.ts';
import type { Translation } from '../../keys.ts';

export const syncStore = {
  desk: {
    signed: 'Dieser Stapel ist signiert. Eine Festlegung deckt seine Labels ab; sie lassen sich ansehen, aber nicht mehr ändern.',
  },
  gate: {
    opening: 'Was auf diesem Datenträger liegt, wird geöffnet …',
    restoreTitle: 'Der Speicher dieses Fensters ist leer, aber das Journal kennt Ihre Arbeit',
    restoreLead: 'Der Browserspeicher von Tessera wurde geleert, vielleicht weil der Datenträger voll war. Jede Änderung steht auch in einem Journal auf diesem Datenträger. Daraus lassen sich Labels, Verlauf und Signiertes wiederherstellen.',
    lastEntry: 'Letzter Eintrag',
    restore: 'Aus dem Journal wiederherstellen',
    startEmpty: 'Leer beginnen',
    startEmptyTitle: 'Mit leerem Speicher beginnen?',
    startEmptyText: 'Noch nicht gesendete Labels werden fehlen. Das Journal bleibt auf dem Datenträger, aber dieses Fenster bietet es nicht noch einmal an.',
    keep: 'Zurück zum Wiederherstellen',
    restored: 'Aus dem Journal wiederhergestellt',
    labels: 'Elemente mit Labels',
    sealed: 'Davon versiegelt',
    seats: 'Plätze',
    signedSeats: 'Signierte Daten',
    problems_one: '{{count}} Eintrag ließ sich nicht bis zum Ende verfolgen',
    problems_other: '{{count}} Einträge ließen sich nicht bis zum Ende verfolgen',
    open: 'Tessera öffnen',
    elsewhereTitle: 'Tessera ist in einem anderen Fenster offen',
    elsewhereText: 'Nur ein Fenster darf schreiben, damit zwei einander nie überschreiben. Arbeiten Sie dort weiter oder übernehmen Sie hier: Das andere Fenster schreibt dann nicht mehr, und alles darin Gespeicherte bleibt.',
    takeOver: 'Hier übernehmen',
    newerTitle: 'Dieser Speicher stammt von einem neueren Tessera',
    newerText: 'Er hat Version {{found}}; dieses Tessera kennt Versionen bis {{known}}. Nichts wurde geändert. Aktualisieren Sie Tessera, um ihn zu öffnen.',
    failedTitle: 'Der Speicher konnte nicht geöffnet werden',
  },
} as const satisfies Translation<typeof source>;

import type { leadNewGold as source } from '../../en/lead/new-gold.ts';
import type { Translation } from '../../keys.ts';

export const leadNewGold = {
  gold: {
    title: 'Bekannte Antworten',
    intro: 'Elemente, deren Antwort Sie schon kennen, versteckt unter den anderen. Wer zu wenige davon richtig hat, wird für den Stapel nicht bezahlt. Nur das lässt die verlieren, die ohne hinzusehen gleich antworten.',
    choose: 'Datei mit Antworten wählen',
    chooseOther: 'Andere Datei wählen',
    clear: 'Keine stellen',
    formatClass: 'CSV mit den Spalten item,label: der Name der Datei und ihre Klasse. Eine Datei namens gold.csv bei den Daten wird von selbst gefunden. Sie wird nie Teil des Pakets.',
    formatRegions: 'JSONL, eine Zeile je Element: {{line}}, in einem Text {{span}}. Eine Datei namens gold.jsonl bei den Daten wird von selbst gefunden. Sie wird nie Teil des Pakets.',
    perBatch: 'Bekannte Antworten je Stapel',
    perBatchHint: 'Von {{items}} Elementen. Üblich ist jedes achte; 0 stellt keine.',
    needed_one: '{{count}} bekannte Antwort wird gebraucht.',
    needed_other: '{{count}} bekannte Antworten werden gebraucht, über die Stapel verteilt und gleich viele je Klasse.',
    gate: 'Ab {{pass}} richtigen von {{all}} wird ein Stapel bezahlt; bei {{lose}} oder weniger geht außerdem die Hälfte seines Lohns vom Einsatz ab.',
    few: 'So wenige entscheiden nach Glück: Verkleinern Sie die Stapel oder stellen Sie mehr.',
    tooSmall: 'Einem Stapel mit {{items}} Elementen würde keine gestellt: {{items}} statt {{batch}} Elemente je Stapel wählen oder mehr stellen.',
    taken_one: '{{count}} bekannte Antwort bleibt auf diesem Rechner: {{classes}}.',
    taken_other: '{{count}} bekannte Antworten bleiben auf diesem Rechner: {{classes}}.',
    nothing: 'nichts darin',
  },
} as const satisfies Translation<typeof source>;

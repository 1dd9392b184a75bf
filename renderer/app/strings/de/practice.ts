import type { practice as source } from '../en/practice.ts';
import type { Translation } from '../keys.ts';

export const practice = {
  title: 'Übung',
  stays: 'Echte Labels am Beispiel. Sie werden wie alle anderen aufbewahrt und verlassen diesen Rechner nie.',
  leave: 'Übung verlassen',
  kinds: 'Was geübt wird',
  kind: { boxes: 'Boxen', spans: 'Texte', classes: 'Klassen' },
  section: 'Das Beispiel liegt auf diesem Rechner: Annotieren geht ohne Wallet und ohne Netz. Nichts davon wird je gesendet.',
  open: 'Üben',
  tour: {
    label: 'Rundgang',
    start: 'Rundgang beginnen',
    skip: 'Rundgang überspringen',
    position: 'Schritt {{number}} von {{count}}.',
    draw: {
      title: 'Eine Box zeichnen.',
      text: '{{box}} drücken und um etwas auf dem Foto ziehen, zum Beispiel um das Haus. Ohne Maus: {{point}} setzt eine Ecke, die Pfeiltasten ziehen die andere, {{point}} beendet.',
    },
    name: { title: 'Benennen.', text: 'Was ist in der Box? Eine Ziffer von {{first}} bis {{last}} drücken oder in der Liste an der Seite wählen.' },
    undo: { title: 'Zurücknehmen.', text: '{{undo}} nimmt den letzten Schritt zurück, und beliebig viele davor, auch nach einem Neustart.' },
    redo: { title: 'Und noch einmal.', text: '{{redo}} holt ihn wieder. Gespeichert war jedes Mal sofort.' },
    seal: { title: 'Versiegeln.', text: '{{seal}} sagt, dass dieses Element fertig ist, und geht zum nächsten. Bis ein Stapel gesendet ist, lässt es sich wieder öffnen.' },
  },
  roles: {
    title: 'Was führt Sie her?',
    lead: 'Davon hängt ab, was die Leiste links zeigt und wo Tessera sich öffnet. Alles andere bleibt erreichbar; die Einstellungen ändern es.',
    practise: 'Noch etwas üben',
    panel: 'Was Sie hier tun',
    legend: 'In der Leiste, und wo Tessera sich öffnet',
    hint: 'Das Menü am Fuß der Leiste zeigt und verbirgt einzelne Teile.',
    name: { annotator: 'Ich annotiere', reviewer: 'Ich prüfe', lead: 'Ich leite Projekte', all: 'Alles' },
    text: {
      annotator: 'Plätze in Projekten nehmen, ohne Netz annotieren und bezahlt werden, wenn unabhängige andere übereinstimmen.',
      reviewer: 'Gezogene Stichproben und strittige Elemente als Fachperson ansehen und sagen, was richtig ist.',
      lead: 'Projekte aus Dateien eröffnen, finanzieren, die Qualität verfolgen und den Datensatz mit seinem Nachweis exportieren.',
      all: 'Annotieren, Prüfen und Projekte zusammen zeigen.',
    },
  },
} as const satisfies Translation<typeof source>;

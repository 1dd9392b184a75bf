/** The formats' names, the same in `convert`, `ingest`, `export` and the app, and what people call them. */
export const formatTitles = {
  coco: 'COCO JSON',
  yolo: 'YOLO (Darknet)',
  ultralytics: 'YOLO (Ultralytics)',
  voc: 'Pascal VOC XML',
  cvat: 'CVAT XML',
  labelme: 'labelme JSON',
  'label-studio': 'Label Studio JSON',
  datumaro: 'Datumaro JSON',
  conll: 'CoNLL-2003',
  spacy: 'spaCy / Prodigy JSONL',
  doccano: 'doccano JSONL',
  csv: 'CSV',
  jsonl: 'JSON Lines',
  imagefolder: 'Hugging Face imagefolder',
  parquet: 'Parquet',
} as const;

export type FormatName = keyof typeof formatTitles;
export const formatNames = Object.keys(formatTitles) as [FormatName, ...FormatName[]];

/** Formats that can hold what a project of the kind asks for, the usual one first. */
export const formatsOfKind: Readonly<Record<'class' | 'boxes' | 'spans', readonly [FormatName, ...FormatName[]]>> = {
  boxes: ['coco', 'yolo', 'ultralytics', 'voc', 'cvat', 'labelme', 'label-studio', 'datumaro', 'csv', 'jsonl', 'imagefolder', 'parquet'],
  spans: ['jsonl', 'spacy', 'doccano', 'conll', 'label-studio', 'csv', 'parquet'],
  class: ['jsonl', 'csv', 'parquet', 'imagefolder', 'coco', 'cvat', 'labelme', 'label-studio', 'datumaro', 'spacy', 'doccano'],
};

/** The one file that holds all labels of a dataset without splits, in formats that have one. */
export const mainFiles: Readonly<Partial<Record<FormatName, string>>> = {
  coco: 'annotations/instances.json',
  cvat: 'annotations.xml',
  'label-studio': 'tasks.json',
  conll: 'labels.conll',
  spacy: 'annotations.jsonl',
  doccano: 'all.jsonl',
  csv: 'labels.csv',
  jsonl: 'labels.jsonl',
  parquet: 'labels.parquet',
};

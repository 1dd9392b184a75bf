/** What Tessera itself puts beside the labels of an export or a conversion, and no format's reader takes for labels. */
export function isOwnFile(path: string): boolean {
  return /^(manifest|quality|losses)\.json$|^proof\/(pack\.json|chain\.jsonl|details\.jsonl)$|(^|\/)(extras|provenance)\.jsonl$/i.test(path);
}

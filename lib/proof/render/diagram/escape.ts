const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as it stands in XML; characters that XML does not take become `?`. */
export function escapeXml(text: string): string {
  return withoutControls(text).replace(/[&<>"']/g, (character) => XML[character] ?? '');
}

/** Text as it stands between double quotes in Mermaid, which reads markup and its own escapes there. */
export function escapeMermaid(text: string): string {
  return withoutControls(text).replace(/[#&<>"'`;]/g, (character) => `#${character.charCodeAt(0)};`);
}

function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, '?').replace(/[\ud800-\udfff]/gu, '?');
}

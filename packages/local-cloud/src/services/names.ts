/** Checks a name or description that may be anything but a web address. */
export function isPlainText(text: string, maxLength: number): boolean {
  return text.length >= 1 && text.length <= maxLength && !/^https?:\/\//i.test(text);
}

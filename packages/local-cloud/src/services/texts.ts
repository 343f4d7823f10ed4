/** Whether a name or description, which may be anything but a web address, is as long as it may be. */
export function isPlainText(text: string, maxLength: number): boolean {
  return text.length >= 1 && text.length <= maxLength && !/^https?:\/\//i.test(text);
}

/** Whether a text is a description of 2 to 256 characters and no web address, as ECS and ALB want most of theirs. */
export function isDescription(text: string): boolean {
  return text.length >= 2 && isPlainText(text, 256);
}

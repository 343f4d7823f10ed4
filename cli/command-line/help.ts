import { Help, type HelpConfiguration } from 'commander';

/** What stands before each item. */
const INDENT = 2;
/** Between an item and what is said of it. */
const GAP = 2;
/** Where Commander wraps what is no terminal. */
const USUAL_WIDTH = 80;

/** Help that keeps to the width of the terminal: what is said of long items stands below them. */
export const helpOfAnyWidth: HelpConfiguration = {
  formatItem(this: Help, term, termWidth, description, helper) {
    const width = this.helpWidth ?? USUAL_WIDTH;
    const isNarrow = width - INDENT - termWidth - GAP < this.minWidthToWrap;
    if (!isNarrow || description === '') {
      return Help.prototype.formatItem.call(this, term, termWidth, description, helper);
    }
    const below = helper.boxWrap(description, width - 3 * INDENT).split('\n');
    return [`${' '.repeat(INDENT)}${term}`, ...below.map((line) => `${' '.repeat(3 * INDENT)}${line}`)].join('\n');
  },
};

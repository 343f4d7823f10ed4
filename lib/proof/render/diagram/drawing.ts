import type { Box } from './box';

/** What a line between two boxes stands for. */
export type LinkKind = 'attachment' | 'connection' | 'out' | 'back';

/** A line between two boxes. */
export interface Link {
  readonly kind: LinkKind;
  /** Ids of boxes. */
  readonly from: string;
  readonly to: string;
  /** Whether it comes to its end from above, between rows of boxes, and not from the side. @default false */
  readonly fromAbove?: boolean;
  /** Stands at its end. @default - nothing */
  readonly label?: string;
  /** Shown when a pointer rests on it. @default - none */
  readonly hint?: string;
}

/** A picture before its boxes have places. */
export interface Drawing {
  /** One line, for people who look and for those who listen. */
  readonly title: string;
  /** What is to be seen, for those who listen. */
  readonly description: string;
  /** Lines below the title. @default - none */
  readonly subtitle?: readonly { readonly text: string; readonly isLost?: boolean }[];
  readonly root: Box;
  readonly links: readonly Link[];
}

import { z } from 'zod';
import type { ChangeName, JournalEntry } from '../out-of-band/journal';
import type { OutOfBand } from '../out-of-band/out-of-band';

type Make = (outOfBand: OutOfBand, body: unknown) => JournalEntry;

const text = z.string().min(1);
const cidr = { destinationCidrBlock: text };
const join = z.strictObject({ attachmentId: text, routeTableId: text });
const server = z.strictObject({ server: text });
const nextHop = { nextHopId: z.exactOptional(text), nextHopType: z.exactOptional(text) };

/** What each change takes in the body of its request, and what it does. */
export const changes: Readonly<Record<ChangeName, Make>> = {
  addRoute: taking(
    z.union([
      z.strictObject({ table: text, ...cidr, ...nextHop }),
      z.strictObject({ vpcId: text, ...cidr, ...nextHop }),
      z.strictObject({ transitRouterId: text, ...cidr, ...nextHop }),
    ]),
    (outOfBand, route) => outOfBand.addRoute(route),
  ),
  deleteRoute: taking(
    z.union([
      z.strictObject({ routeEntryId: text }),
      z.strictObject({ table: text, ...cidr }),
      z.strictObject({ vpcId: text, ...cidr }),
      z.strictObject({ transitRouterId: text, ...cidr }),
    ]),
    (outOfBand, which) => outOfBand.deleteRoute(which),
  ),
  startServer: taking(server, (outOfBand, { server }) => outOfBand.startServer(server)),
  stopServer: taking(server, (outOfBand, { server }) => outOfBand.stopServer(server)),
  editRule: taking(
    z.strictObject({
      ruleId: text,
      portRange: z.exactOptional(text),
      policy: z.exactOptional(z.enum(['Accept', 'Drop'])),
      priority: z.exactOptional(z.int()),
      cidr: z.exactOptional(text),
      description: z.exactOptional(z.string()),
    }),
    (outOfBand, { ruleId, ...to }) => outOfBand.editRule(ruleId, to),
  ),
  deleteRule: taking(z.strictObject({ ruleId: text }), (outOfBand, { ruleId }) => outOfBand.deleteRule(ruleId)),
  setServerWeight: taking(
    z.strictObject({ serverGroup: text, server: text, port: z.exactOptional(z.int()), weight: z.int() }),
    (outOfBand, to) => outOfBand.setServerWeight(to),
  ),
  dissociate: taking(join, (outOfBand, which) => outOfBand.dissociate(which)),
  disablePropagation: taking(join, (outOfBand, which) => outOfBand.disablePropagation(which)),
  setTag: taking(z.strictObject({ id: text, key: text, value: z.string() }), (outOfBand, { id, key, value }) =>
    outOfBand.setTag(id, key, value),
  ),
  removeTag: taking(z.strictObject({ id: text, key: text }), (outOfBand, { id, key }) => outOfBand.removeTag(id, key)),
};

function taking<T>(schema: z.ZodType<T>, make: (outOfBand: OutOfBand, body: T) => JournalEntry): Make {
  return (outOfBand, body) => make(outOfBand, schema.parse(body));
}

import { Network } from '../../../src/data-plane/forwarding/network';
import { Forwarding } from '../../../src/data-plane/forwarding/walk';
import { routeEntries } from '../../../src/services/vpc/model';
import { putEntry, vpcWith } from './cost';

describe('the index of a table', () => {
  test('sees a change of the table at once', () => {
    const store = vpcWith(1);
    const forwarding = new Forwarding(new Network(store));
    const reason = () => forwarding.walk('vpc-1', 1, { address: '20.0.1.1', port: 80 }).loss?.reason;

    expect(reason()).toBe('no route to 20.0.1.1');
    store.transaction(() => {
      putEntry(store, 1);
    });
    expect(reason()).toBe('20.0.1.0/24 -> Instance i-1');
    store.transaction(() => {
      store.remove(routeEntries, 'rte-1');
    });
    expect(reason()).toBe('no route to 20.0.1.1');
  });

  test('sees that a change was taken back', () => {
    const store = vpcWith(1);
    const forwarding = new Forwarding(new Network(store));
    const reason = () => forwarding.walk('vpc-1', 1, { address: '20.0.1.1', port: 80 }).loss?.reason;

    const undone = () =>
      store.transaction(() => {
        putEntry(store, 1);
        expect(reason()).toBe('20.0.1.0/24 -> Instance i-1');
        throw new Error('undo');
      });

    expect(undone).toThrow('undo');
    expect(reason()).toBe('no route to 20.0.1.1');
  });
});

import { parseEvent } from '../../../cli/terraform/events';

test('an event is a line of JSON with a type', () => {
  expect(parseEvent('{"type":"apply_start","hook":{"action":"create"}}')).toEqual({
    type: 'apply_start',
    hook: { action: 'create' },
  });
});

test.each(['', 'Initializing...', '{broken', '{"kind":1}', '[1]'])('rejects %j, which a provider may print', (line) => {
  expect(parseEvent(line)).toBeUndefined();
});

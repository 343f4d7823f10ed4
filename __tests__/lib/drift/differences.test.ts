import { differences } from '../../../lib/drift/differences';
import { blockIn, schemaOf } from '../../../lib/drift/provider-schema';

const ecs1 = { server_id: '192.168.7.20', port: 80, weight: 100, status: 'Available' };
const ecs2 = { server_id: '192.168.7.21', port: 80, weight: 100, status: 'Available' };

describe('the differences of two values', () => {
  it('are none where they mean the same', () => {
    expect(differences('tags', null, {})).toEqual([]);
    expect(differences('servers', [ecs1, ecs2], [ecs2, ecs1])).toEqual([]);
  });

  it('name the keys of a map', () => {
    expect(differences('tags', { project: 'a', owner: 'b' }, { project: 'c', owner: 'b', team: 'd' })).toEqual([
      { path: 'tags.project', before: 'a', after: 'c' },
      { path: 'tags.team', before: undefined, after: 'd' },
    ]);
  });

  it('name the item of a list, by what tells it apart, and no more of it than is another', () => {
    const block = blockIn(schemaOf('alicloud_alb_server_group'), 'servers');
    const after = [
      { ...ecs2, status: 'Adding' },
      { ...ecs1, weight: 0 },
    ];
    expect(differences('servers', [ecs1, ecs2], after, block)).toEqual([
      { path: 'servers[192.168.7.20:80].weight', before: 100, after: 0 },
    ]);
  });

  it('tell an item that came from one that is gone', () => {
    const moved = { ...ecs1, port: 8080 };
    expect(differences('servers', [ecs1], [moved])).toEqual([
      { path: 'servers[192.168.7.20:80]', before: ecs1, after: undefined },
      { path: 'servers[192.168.7.20:8080]', before: undefined, after: moved },
    ]);
    expect(differences('security_groups', ['sg-1', 'sg-2'], ['sg-2', 'sg-3'])).toEqual([
      { path: 'security_groups', before: 'sg-1', after: undefined },
      { path: 'security_groups', before: undefined, after: 'sg-3' },
    ]);
  });

  it('need no name for the only block of its kind', () => {
    const before = [{ health_check_path: '/', health_check_enabled: true }];
    const after = [{ health_check_path: '/up', health_check_enabled: true }];
    expect(differences('health_check_config', before, after)).toEqual([
      { path: 'health_check_config.health_check_path', before: '/', after: '/up' },
    ]);
  });

  it('are the values themselves where these are of different kinds', () => {
    expect(differences('weight', 100, 1)).toEqual([{ path: 'weight', before: 100, after: 1 }]);
  });

  it('go into what was not there at all', () => {
    expect(differences('tags', null, { a: 'b' })).toEqual([{ path: 'tags.a', before: undefined, after: 'b' }]);
    expect(differences('security_groups', ['sg-1'], undefined)).toEqual([
      { path: 'security_groups', before: 'sg-1', after: undefined },
    ]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requestOf } from '../../../cli/up/story';
import { parseDeployment } from '../../../lib';

const read = (...path: string[]) => readFileSync(join(__dirname, '..', '..', '..', ...path), 'utf8');

describe('what the story asks an ALB for', () => {
  it('is the listener of the default deployment', () => {
    expect(requestOf(parseDeployment(read('deployments', 'chengdu-hangzhou.yaml')))).toEqual({ port: 80 });
  });

  it('is a listener that takes everybody and does not redirect, by the domain of the deployment', () => {
    expect(requestOf(parseDeployment(read('examples', 'listeners', 'shop.yaml')))).toEqual({
      port: 443,
      host: 'shop.example.com',
    });
  });
});

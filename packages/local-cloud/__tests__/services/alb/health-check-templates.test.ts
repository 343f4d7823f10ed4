import { CreateHealthCheckTemplateRequest } from '@alicloud/alb20200616';
import { createGroup, type Fixture, outcome, startFixture } from './fixture';

let fixture: Fixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.cloud.close();
});

async function create(changes: Partial<CreateHealthCheckTemplateRequest> = {}): Promise<string> {
  const request = new CreateHealthCheckTemplateRequest({ healthCheckTemplateName: 'template', ...changes });
  return (await fixture.sdk.createHealthCheckTemplate(request)).body?.healthCheckTemplateId ?? '';
}

const get = async (HealthCheckTemplateId: string) =>
  (await fixture.alb('GetHealthCheckTemplateAttribute', { HealthCheckTemplateId })).body;

describe('a health check template', () => {
  it('has the defaults of a server group', async () => {
    expect(await get(await create())).toMatchObject({
      HealthCheckProtocol: 'HTTP',
      HealthCheckHost: '$SERVER_IP',
      HealthCheckMethod: 'HEAD',
      HealthCheckCodes: ['http_2xx'],
      HealthCheckInterval: 2,
      HealthyThreshold: 3,
    });
  });

  it('keeps what an update does not name', async () => {
    const HealthCheckTemplateId = await create({ healthCheckInterval: 7 });
    await fixture.alb('UpdateHealthCheckTemplateAttribute', { HealthCheckTemplateId, HealthCheckPath: '/two' });
    expect(await get(HealthCheckTemplateId)).toMatchObject({ HealthCheckInterval: 7, HealthCheckPath: '/two' });
    const { body } = await fixture.alb('ListHealthCheckTemplates', { 'HealthCheckTemplateNames.1': 'template' });
    expect(body).toMatchObject({ TotalCount: 1, HealthCheckTemplates: [{ HealthCheckTemplateId }] });
  });

  it('is copied into a group', async () => {
    // GIVEN
    const HealthCheckTemplateId = await create({ healthCheckPath: '/one' });
    const ServerGroupId = await createGroup(fixture);

    // WHEN
    await fixture.alb('ApplyHealthCheckTemplateToServerGroup', { HealthCheckTemplateId, ServerGroupId });
    await fixture.alb('UpdateHealthCheckTemplateAttribute', { HealthCheckTemplateId, HealthCheckPath: '/two' });

    // THEN
    const { body } = await fixture.alb('ListServerGroups', { 'ServerGroupIds.1': ServerGroupId });
    expect(body.ServerGroups).toMatchObject([
      { HealthCheckConfig: { HealthCheckEnabled: true, HealthCheckPath: '/one' } },
    ]);
  });

  it('is deleted, and then unknown', async () => {
    const id = await create();
    const remove = () => fixture.alb('DeleteHealthCheckTemplates', { 'HealthCheckTemplateIds.1': id });
    expect(await outcome(remove())).toBe('200');
    expect(await outcome(remove())).toBe('404 ResourceNotFound.HealthCheckTemplate');
    const attribute = { HealthCheckTemplateId: id };
    expect(await outcome(fixture.alb('GetHealthCheckTemplateAttribute', attribute))).toBe(
      '404 ResourceNotFound.HealthCheckTemplate',
    );
  });

  it('is one of fifty at most', async () => {
    for (let count = 0; count < 50; count++) await create();
    const fiftyFirst = fixture.alb('CreateHealthCheckTemplate', { HealthCheckTemplateName: 'template' });
    expect(await outcome(fiftyFirst)).toBe('400 QuotaExceeded.HealthCheckTemplatesNum');
  });
});

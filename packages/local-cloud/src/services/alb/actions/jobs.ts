import { operation } from '../../../protocol/operation';
import { tokenPage, tokenParameters } from '../../../protocol/pagination';
import { parameter } from '../../../protocol/parameters';
import { albErrors } from '../errors';
import { jobs } from '../model';

/** Each filter that is given narrows the list; the provider waits for a list of exactly one succeeded job. */
const listAsynJobs = operation({
  action: 'ListAsynJobs',
  kind: 'read',
  parameters: {
    ...tokenParameters(20, 100),
    JobIds: parameter.optional(parameter.list(parameter.text(), { max: 10 })),
    ResourceIds: parameter.optional(parameter.list(parameter.text(), { max: 10 })),
    ResourceType: parameter.optional(parameter.text()),
    ApiName: parameter.optional(parameter.text()),
    BeginTime: parameter.optional(parameter.integer({ min: 0 })),
    EndTime: parameter.optional(parameter.integer({ min: 0 })),
  },
  handle: ({ store, region }, request) => {
    const matching = store
      .where(jobs, 'region', region)
      .filter((job) => request.JobIds?.includes(job.jobId) ?? true)
      .filter((job) => request.ResourceIds?.includes(job.resourceId) ?? true)
      .filter((job) => job.resourceType === (request.ResourceType ?? job.resourceType))
      .filter((job) => job.apiName === (request.ApiName ?? job.apiName))
      .filter((job) => job.createdAt >= (request.BeginTime ?? 0) && job.createdAt <= (request.EndTime ?? Infinity));
    const { items, fields } = tokenPage(matching, request, (job) => job.jobId, albErrors.nextToken);
    return {
      ...fields,
      Jobs: items.map((job) => ({
        Id: job.jobId,
        ApiName: job.apiName,
        OperateType: job.operateType,
        ResourceType: job.resourceType,
        ResourceId: job.resourceId,
        Status: job.status,
        ...(job.status === 'Failed' && { ErrorCode: 'SystemError', ErrorMessage: 'The operation failed.' }),
        CreateTime: job.createdAt,
        ModifyTime: job.modifiedAt,
      })),
    };
  },
});

/** The actions on jobs. */
export const jobOperations = [listAsynJobs];

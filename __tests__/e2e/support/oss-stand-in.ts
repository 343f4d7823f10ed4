import { createHmac } from 'node:crypto';
import { serve, type StandInAnswer, type StandInRequest, type StandInServer } from './stand-in';

/** Headers that Terraform sends with a state, by the name of the object. */
interface StoredObject {
  readonly body: Buffer;
  readonly headers: StandInRequest['headers'];
}

interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/**
 * The part of OSS that Terraform's backend calls for a state without locks: GetObject, HeadObject or GetObjectMeta,
 * PutObject, DeleteObject, ListObjects. Signatures (version 1) are checked.
 *
 * Written after `internal/backend/remote-state/oss` in Terraform 1.11. An address in the place of a name makes the client put
 * the bucket into the path.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/include-signatures-in-the-authorization-header
 */
export class OssStandIn {
  /** What is in the bucket, by key. */
  readonly objects = new Map<string, StoredObject>();
  /** Every call, as `PUT network/orders/terraform.tfstate 200`. */
  readonly calls: string[] = [];
  private server: StandInServer | undefined;

  private constructor(
    private readonly bucket: string,
    private readonly credentials: Credentials,
  ) {}

  static async start(bucket: string, credentials: Credentials): Promise<OssStandIn> {
    const standIn = new OssStandIn(bucket, credentials);
    standIn.server = await serve((request) => standIn.answer(request));
    return standIn;
  }

  /** For `ALICLOUD_OSS_ENDPOINT`. */
  get endpoint(): string {
    return `http://127.0.0.1:${String(this.server?.port)}`;
  }

  async close(): Promise<void> {
    await this.server?.close();
  }

  private answer(request: StandInRequest): StandInAnswer {
    const [, bucket = '', ...rest] = decodeURIComponent(request.url.pathname).split('/');
    const key = rest.join('/');
    const answer = this.route(request, bucket, key);
    this.calls.push(`${request.method} ${key} ${String(answer.status ?? 200)}`);
    return answer;
  }

  private route(request: StandInRequest, bucket: string, key: string): StandInAnswer {
    if (!this.isSigned(request, bucket, key)) return refusal(403, 'SignatureDoesNotMatch');
    if (bucket !== this.bucket) return refusal(404, 'NoSuchBucket');
    if (key === '') return this.list(request.url.searchParams.get('prefix') ?? '');
    const { method, headers, body } = request;
    if (method === 'PUT') this.objects.set(key, { body, headers });
    if (method === 'PUT') return {};
    if (method === 'DELETE') this.objects.delete(key);
    if (method === 'DELETE') return { status: 204 };
    const found = this.objects.get(key);
    return found === undefined ? refusal(404, 'NoSuchKey') : { body: found.body };
  }

  /** HMAC-SHA1 of method, MD5, type, date, the x-oss- headers, the object, and what of it is asked for. */
  private isSigned({ method, url, headers }: StandInRequest, bucket: string, key: string): boolean {
    const ours = Object.keys(headers)
      .filter((name) => name.startsWith('x-oss-'))
      .sort()
      .map((name) => `${name}:${String(headers[name])}\n`)
      .join('');
    const date = String(headers.date ?? '');
    const resource = `/${bucket}/${key}${url.searchParams.has('objectMeta') ? '?objectMeta' : ''}`;
    const text = `${method}\n${String(headers['content-md5'] ?? '')}\n${headers['content-type'] ?? ''}\n${date}\n${ours}${resource}`;
    const signature = createHmac('sha1', this.credentials.accessKeySecret).update(text).digest('base64');
    return headers.authorization === `OSS ${this.credentials.accessKeyId}:${signature}`;
  }

  private list(prefix: string): StandInAnswer {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix));
    const contents = keys.map((key) => `<Contents><Key>${encodeURIComponent(key)}</Key></Contents>`).join('');
    return xml(
      `<ListBucketResult><Name>${this.bucket}</Name><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`,
    );
  }
}

function xml(text: string, status = 200): StandInAnswer {
  return { status, headers: { 'Content-Type': 'application/xml' }, body: `<?xml version="1.0"?>${text}` };
}

function refusal(status: number, code: string): StandInAnswer {
  return xml(`<Error><Code>${code}</Code><Message>${code}</Message><RequestId>1</RequestId></Error>`, status);
}
